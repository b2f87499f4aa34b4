import FoundationEssentials

/// The header `Retry-After` (RFC 9110 §10.2.3): seconds, or a date.
enum RetryAfter {
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// How long to wait from `now`; `nil` if the text is neither form. A date that has passed is zero.
    static func parse(_ text: String, now: Date) -> Duration? {
        guard !text.isEmpty else { return nil }
        if text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
            // A number too large for anything waits longer than any budget.
            return .seconds(min(Int64(text) ?? .max, 1 << 32))
        }
        guard let date = date(text) else { return nil }
        return .seconds(max(0, date.timeIntervalSince(now)))
    }

    /// An IMF-fixdate, `Wed, 21 Oct 2015 07:28:00 GMT`; the two obsolete forms are not read.
    private static func date(_ text: String) -> Date? {
        let words = text.split(separator: " ")
        guard words.count == 6, words[5] == "GMT", let month = months.firstIndex(of: String(words[2])) else {
            return nil
        }
        let monthText = month < 9 ? "0\(month + 1)" : "\(month + 1)"
        return try? Date("\(words[3])-\(monthText)-\(words[1])T\(words[4])Z", strategy: .iso8601)
    }
}
