import FoundationEssentials

/// A value as a document that programs read.
///
/// Guarantees: keys are sorted; the same value gives the same bytes.
public struct Document: Sendable {
    private let tree: DocumentTree

    /// Makes the document of a value. Fractions of numbers have no place in it.
    public init(_ value: some Encodable) throws {
        tree = try JSONDecoder().decode(DocumentTree.self, from: JSONEncoder().encode(value))
    }

    /// The document as JSON, with a newline at its end.
    public var json: String { tree.json }

    /// The same document as YAML.
    public var yaml: String { tree.yaml }
}
