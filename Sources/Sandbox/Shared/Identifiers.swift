/// A source of version-4 UUIDs that is the same for the same seed, so that two runs of a test see the same ids.
struct Identifiers: Sendable, RandomNumberGenerator {
    private var state: UInt64

    /// Starts a sequence.
    init(seed: UInt64) { state = seed }

    /// The next 64 random bits (SplitMix64).
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

    /// The next id, with dashes: `6b2f…-…`.
    mutating func uuid() -> String {
        let high = next() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
        let low = next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        let digits = Self.hexadecimal(high) + Self.hexadecimal(low)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(index) { text.append("-") }
            text.append(digit)
        }
        return text
    }

    /// The next id without dashes, as Keystone writes users and projects.
    mutating func hexID() -> String { Self.hexadecimal(next()) + Self.hexadecimal(next()) }

    /// Whether a text has the form of a UUID, with or without dashes.
    static func isUUID(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        let dashes: Set<Int> = bytes.count == 36 ? [8, 13, 18, 23] : []
        guard bytes.count == 36 || bytes.count == 32 else { return false }
        return bytes.enumerated().allSatisfy { index, byte in
            dashes.contains(index) ? byte == UInt8(ascii: "-") : Character(Unicode.Scalar(byte)).isHexDigit
        }
    }

    private static func hexadecimal(_ bits: UInt64) -> String {
        let digits = String(bits, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
