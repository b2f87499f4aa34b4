/// Decodes YAML, and JSON with it, into `Decodable` values.
///
/// Guarantees: types are never guessed into strings: `enabled: yes` where a string is wanted is an error that says which
/// quotes to add, as the Kubernetes API server would refuse it too. Duplicate keys, unknown aliases and input beyond
/// the limits are errors. Every error names file, line, column and path. Unknown keys are ignored.
/// Failure: the first problem is thrown; no partial value is returned.
public struct YAMLDecoder: Sendable {
    /// How much input is read before it is refused.
    public var limits: YAMLLimits
    /// Whether numbers and booleans are taken as they are written where a string is wanted, as gophercloud and openstacksdk
    /// do with `clouds.yaml`: an unquoted `password: 0123` is the four characters.
    public var takesAnyScalarAsString: Bool

    /// Creates a decoder.
    public init(limits: YAMLLimits = YAMLLimits(), takesAnyScalarAsString: Bool = false) {
        self.limits = limits
        self.takesAnyScalarAsString = takesAnyScalarAsString
    }

    /// Decodes the only document of a text.
    public func decode<Value: Decodable>(
        _ type: Value.Type,
        from bytes: [UInt8],
        file: String = "<input>"
    ) throws(YAMLError) -> Value {
        let documents = try documents(from: bytes, file: file)
        guard let document = documents.first else {
            throw YAMLError(.missing, file: file, line: 1, column: 1, message: "there is nothing in this file")
        }
        if documents.count > 1 {
            let second = documents[1]
            let message = "this file has \(documents.count) documents; only one is expected"
            throw YAMLError(.syntax, file: file, line: second.line, column: second.column, message: message)
        }
        return try decode(type, from: document, file: file)
    }

    /// Decodes a document, or a part of one.
    public func decode<Value: Decodable>(
        _ type: Value.Type,
        from node: YAMLNode,
        file: String = "<input>"
    ) throws(YAMLError) -> Value {
        try YAMLNodeDecoder(node: node, path: [], file: file, takesAnyScalarAsString: takesAnyScalarAsString)
            .decode(type)
    }

    /// All documents of a text, in order. Empty ones are left out.
    public func documents(from bytes: [UInt8], file: String = "<input>") throws(YAMLError) -> [YAMLNode] {
        try YAMLParser.documents(from: bytes, file: file, limits: limits)
    }
}
