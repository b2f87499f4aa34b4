/// A password, token or other secret.
///
/// Guarantees: printing, dumping, logging or encoding it never shows the value; ``reveal()`` is the only way to it.
public struct Secret: Sendable, Hashable {
    private let value: String

    /// Wraps a secret text.
    public init(_ value: String) {
        self.value = value
    }

    /// The secret itself, for the request that needs it and nothing else.
    public func reveal() -> String { value }

    /// Whether there is nothing in it.
    public var isEmpty: Bool { value.isEmpty }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Always `<redacted>`.
    public var description: String { "<redacted>" }

    /// Always `<redacted>`.
    public var debugDescription: String { description }

    /// A mirror without children, so that `dump` shows nothing either.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension Secret: Codable {
    /// Reads the secret from a text.
    public init(from decoder: any Decoder) throws {
        value = try decoder.singleValueContainer().decode(String.self)
    }

    /// Throws: what is encoded is meant to be seen.
    public func encode(to encoder: any Encoder) throws {
        let context = EncodingError.Context(
            codingPath: encoder.codingPath,
            debugDescription: "A secret is not encoded."
        )
        throw EncodingError.invalidValue(self, context)
    }
}
