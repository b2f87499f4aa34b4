/// The values that Kubernetes takes for labels: at most 63 letters, digits, `-`, `_` and `.`, the first and last of which are
/// letters or digits.
enum LabelValue {
    private static let limit = 63

    /// Whether a text can be a label's value as it is. Nothing can, but says nothing.
    static func accepts(_ text: String) -> Bool {
        !text.isEmpty && sanitised(text) == text
    }

    /// The text made to fit: each run of other characters becomes one `-`, separators go from both ends, and what is too
    /// long is cut. Empty if nothing is left.
    static func sanitised(_ text: String) -> String {
        var value: [UInt8] = []
        var isInGap = false
        for byte in text.utf8 {
            let fits = isAlphanumeric(byte) || isSeparator(byte)
            if fits { value.append(byte) } else if !isInGap { value.append(UInt8(ascii: "-")) }
            isInGap = !fits
        }
        let whole = value.drop(while: isSeparator)
        let cut = withoutSeparatorsAtEnd(withoutSeparatorsAtEnd(whole).prefix(limit))
        return String(decoding: cut, as: UTF8.self)
    }

    private static func withoutSeparatorsAtEnd(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        value.prefix(value.lastIndex { !isSeparator($0) }.map { $0 - value.startIndex + 1 } ?? 0)
    }

    private static func isSeparator(_ byte: UInt8) -> Bool { "-_.".utf8.contains(byte) }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
