/// Durations as Go writes and reads them (`time.ParseDuration`): `300ms`, `1m30s`, `1.5h`; a unit is required, except for `0`.
public enum GoDuration {
    private static let nanoseconds: [(unit: String, count: Int64)] = [
        ("ns", 1), ("us", 1_000), ("µs", 1_000), ("μs", 1_000), ("ms", 1_000_000),
        ("s", 1_000_000_000), ("m", 60_000_000_000), ("h", 3_600_000_000_000),
    ]

    /// The duration, or `nil` if the text is none or does not fit into 64 bits of nanoseconds (292 years).
    public static func parse(_ text: String) -> Duration? {
        var rest = Substring(text)
        let isNegative = rest.first == "-"
        if let sign = rest.first, sign == "-" || sign == "+" { rest.removeFirst() }
        if rest == "0" { return .zero }
        guard !rest.isEmpty else { return nil }

        var total: Int64 = 0
        while !rest.isEmpty {
            guard let term = term(&rest) else { return nil }
            let (sum, overflow) = total.addingReportingOverflow(term)
            guard !overflow else { return nil }
            total = sum
        }
        return .nanoseconds(isNegative ? -total : total)
    }

    /// The shortest text in whole units that ``parse(_:)`` reads back: `1m30s`, `5s`, `250ms`.
    public static func text(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        guard attoseconds == 0 else { return "\(milliseconds(duration))ms" }
        guard seconds >= 60 else { return "\(seconds)s" }
        let parts = [(seconds / 3600, "h"), (seconds / 60 % 60, "m"), (seconds % 60, "s")]
        return parts.filter { $0.0 != 0 }.map { "\($0.0)\($0.1)" }.joined()
    }

    private static func milliseconds(_ duration: Duration) -> Int64 {
        let (seconds, attoseconds) = duration.components
        return seconds * 1000 + attoseconds / 1_000_000_000_000_000
    }

    private static func term(_ rest: inout Substring) -> Int64? {
        let whole = digits(&rest)
        var fraction = Substring()
        if rest.first == "." {
            rest.removeFirst()
            fraction = digits(&rest)
        }
        guard !whole.isEmpty || !fraction.isEmpty else { return nil }
        let unitText = rest.prefix { !$0.isASCIIDigit && $0 != "." }
        guard let unit = nanoseconds.first(where: { $0.unit == unitText })?.count else { return nil }
        rest = rest.dropFirst(unitText.count)

        guard let count = whole.isEmpty ? 0 : Int64(whole) else { return nil }
        let (product, overflow) = count.multipliedReportingOverflow(by: unit)
        guard !overflow else { return nil }
        let (term, isTooLarge) = product.addingReportingOverflow(fractionOf(unit, fraction))
        return isTooLarge ? nil : term
    }

    /// `unit` times `0.fraction`; digits that stand for less than a nanosecond are dropped.
    private static func fractionOf(_ unit: Int64, _ fraction: Substring) -> Int64 {
        var value: Int64 = 0
        var share = unit
        for digit in fraction.prefix(13) {
            value += Int64(digit.wholeNumberValue ?? 0) * share / 10
            share /= 10
        }
        return value
    }

    private static func digits(_ rest: inout Substring) -> Substring {
        let digits = rest.prefix(while: \.isASCIIDigit)
        rest = rest.dropFirst(digits.count)
        return digits
    }
}

extension Character {
    /// Whether it is one of `0`…`9`; other scripts' digits are not.
    fileprivate var isASCIIDigit: Bool { isASCII && isWholeNumber }
}
