import FoundationEssentials

/// Times as Kubernetes writes them (meta/v1 Time and MicroTime: RFC 3339 in UTC).
enum Timestamp {
    /// meta/v1 Time: whole seconds.
    static func seconds(_ date: Date) -> String {
        date.formatted(.iso8601)
    }

    /// meta/v1 MicroTime: exactly six digits after the point; the API server refuses any other number of them.
    static func microseconds(_ date: Date) -> String {
        let total = Int64((date.timeIntervalSince1970 * 1_000_000).rounded(.down))
        let (seconds, rest) = total.quotientAndRemainder(dividingBy: 1_000_000)
        let whole = Timestamp.seconds(Date(timeIntervalSince1970: TimeInterval(seconds)))
        let digits = String(rest)
        return "\(whole.dropLast()).\(String(repeating: "0", count: max(0, 6 - digits.count)))\(digits)Z"
    }

    /// The date that a text in RFC 3339 names, with or without a fraction of a second.
    static func date(_ text: String) -> Date? {
        (try? Date(text, strategy: .iso8601))
            ?? (try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
    }
}
