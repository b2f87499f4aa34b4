/// A value that OpenStack picks from a list which grows with its releases: values not known here survive a round trip.
public protocol OpenEnum: RawRepresentable<String>, Hashable, Sendable, Codable, CustomStringConvertible {
    /// Takes the value as OpenStack writes it.
    init(rawValue: String)
}

extension OpenEnum {
    /// The value as OpenStack writes it.
    public var description: String { rawValue }
}
