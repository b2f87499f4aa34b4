/// A UUID in 16 bytes instead of the 36 characters in which OpenStack writes it.
struct PackedUUID: Sendable, Hashable {
    private var high: UInt64 = 0
    private var low: UInt64 = 0

    /// After how many digits a hyphen stands.
    private static let hyphens = [8, 12, 16, 20]
    private static let length = 36

    /// Reads a UUID; `nil` if the text is not one exactly as ``text`` writes it.
    init?(_ text: String) {
        guard text.utf8.count == Self.length else { return nil }
        var digits = 0
        var wantsHyphen = false
        for byte in text.utf8 {
            if wantsHyphen {
                guard byte == UInt8(ascii: "-") else { return nil }
                wantsHyphen = false
                continue
            }
            guard let digit = Self.digit(byte) else { return nil }
            if digits < 16 { high = high << 4 | digit } else { low = low << 4 | digit }
            digits += 1
            wantsHyphen = Self.hyphens.contains(digits)
        }
    }

    /// The UUID in lowercase.
    var text: String {
        String(unsafeUninitializedCapacity: Self.length) { buffer in
            var position = 0
            for index in 0..<32 {
                if Self.hyphens.contains(index) {
                    buffer[position] = UInt8(ascii: "-")
                    position += 1
                }
                let half = index < 16 ? high : low
                let digit = UInt8(truncatingIfNeeded: half >> UInt64(60 - index % 16 * 4)) & 0xF
                buffer[position] = digit + (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)
                position += 1
            }
            return position
        }
    }

    private static func digit(_ byte: UInt8) -> UInt64? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a") + 10)
        default: nil
        }
    }
}
