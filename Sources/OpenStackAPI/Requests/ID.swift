/// The id of an OpenStack object, as its service made it: opaque, nearly always a UUID.
///
/// `Resource` only tells ids of different kinds apart, so that a pool's id can't be sent where a listener's belongs.
public struct ID<Resource>: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible {
    /// The id as the service writes it.
    public let rawValue: String

    /// Takes an id as the service, or a user, wrote it.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// Takes an id as the service, or a user, wrote it.
    public init(_ rawValue: String) {
        self.rawValue = rawValue
    }

    /// The id as the service writes it.
    public var description: String { rawValue }
}

extension ID: ExpressibleByStringLiteral {
    /// Takes a literal id.
    public init(stringLiteral value: String) {
        self.rawValue = value
    }
}
