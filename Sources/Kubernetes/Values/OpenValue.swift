/// A string that Kubernetes gives meaning to. The values that are known are static members; others survive decoding and
/// encoding, because a newer API server may know more.
public protocol OpenValue: RawRepresentable, Codable, Hashable, Sendable, CustomStringConvertible
where RawValue == String {
    /// The values that this version knows.
    static var known: [Self] { get }

    /// Creates a value, known or not.
    init(rawValue: String)
}

extension OpenValue {
    /// The value as Kubernetes writes it.
    public var description: String { rawValue }
}
