/// A version of Octavia's API: `v2.30` is newer than `v2.5`.
public struct OctaviaVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The part before the dot.
    public let major: Int
    /// The part after the dot.
    public let minor: Int

    /// Creates a version.
    public init(_ major: Int, _ minor: Int) {
        self.major = major
        self.minor = minor
    }

    /// Reads `v2.30` (or `2.30`, as a user writes it); `nil` for anything else.
    public init?(_ text: String) {
        let digits = text.hasPrefix("v") ? text.dropFirst() : text[...]
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let major = Int(parts[0]), let minor = Int(parts[1])
        else { return nil }
        self.init(major, minor)
    }

    /// `v2.30`.
    public var description: String { "v\(major).\(minor)" }

    /// By major, then by minor version.
    public static func < (one: Self, other: Self) -> Bool {
        (one.major, one.minor) < (other.major, other.minor)
    }
}
