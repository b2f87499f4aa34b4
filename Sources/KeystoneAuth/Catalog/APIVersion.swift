/// A version of an OpenStack API: `v2.26`, ordered by number, not by text (`v2.9` < `v2.26`).
public struct APIVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The number before the dot.
    public var major: Int
    /// The number behind the dot; 0 where there is none.
    public var minor: Int

    /// Creates a version.
    public init(major: Int, minor: Int = 0) {
        self.major = major
        self.minor = minor
    }

    /// Reads `v2.26`, `2.26` or `v2`; anything else is `nil`.
    public init?(_ text: some StringProtocol) {
        let digits = text.first == "v" || text.first == "V" ? text.dropFirst() : text[...]
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { part in part.allSatisfy { ("0"..."9").contains($0) } ? Int(part) : nil }
        guard numbers.count == parts.count, let major = numbers.first, numbers.count <= 2 else { return nil }
        self.init(major: major, minor: numbers.count == 2 ? numbers[1] : 0)
    }

    /// By major, then by minor number.
    public static func < (one: APIVersion, other: APIVersion) -> Bool {
        (one.major, one.minor) < (other.major, other.minor)
    }

    /// `v2.26`.
    public var description: String { "v\(major).\(minor)" }
}
