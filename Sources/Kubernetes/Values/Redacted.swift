/// A text that nobody should see by accident: a token, a password, what a Secret holds.
///
/// Guarantees: printing, dumping or logging it never shows the text; ``reveal()`` is the only way to it. It can't be encoded.
public struct Redacted: Sendable, Hashable {
    private let text: String

    /// Wraps a text.
    public init(_ text: String) { self.text = text }

    /// The text itself, for the request that needs it and nothing else.
    public func reveal() -> String { text }
}

extension Redacted: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Always `<redacted>`.
    public var description: String { "<redacted>" }

    /// Always `<redacted>`.
    public var debugDescription: String { description }

    /// Shows nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension Redacted: Decodable {
    /// Reads the text.
    public init(from decoder: any Decoder) throws {
        text = try decoder.singleValueContainer().decode(String.self)
    }
}
