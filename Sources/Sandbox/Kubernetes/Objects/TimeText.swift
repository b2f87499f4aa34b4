import FoundationEssentials

/// The two forms in which Kubernetes writes times.
enum TimeText {
    /// `2026-01-01T00:00:00Z`
    static func seconds(_ instant: Instant) -> String { instant.iso8601Zulu }

    /// The moment that a text names; `nil` where it names none.
    static func instant(_ text: String) -> Instant? {
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: text.contains("."))
        guard let date = try? style.parse(text) else { return nil }
        return Instant(microseconds: Int64((date.timeIntervalSince1970 * 1_000_000).rounded()))
    }

    /// Refuses what is no time of a type, in the words of Go's `time.Parse`.
    static func check(_ text: String, _ type: FieldType) throws(DecodingProblem) {
        let layout: String
        if case .microTime = type {
            layout = "2006-01-02T15:04:05.000000Z07:00"
        } else {
            layout = "2006-01-02T15:04:05Z07:00"
        }
        let seconds = "2006-01-02T15:04:05".utf8.count
        let rest = String(text.dropFirst(seconds))
        guard instant(String(text.prefix(seconds)) + "Z") != nil else {
            throw problem(text, layout, rest: text, expected: "2006")
        }
        guard case .microTime = type else {
            guard isZone(rest.drop { $0 == "." || $0.isNumber }) else {
                throw problem(text, layout, rest: rest, expected: "Z07:00")
            }
            return
        }
        let fraction = rest.prefix(7)
        guard fraction.first == ".", fraction.count == 7, fraction.dropFirst().allSatisfy(\.isNumber) else {
            throw problem(text, layout, rest: rest, expected: ".000000")
        }
        guard isZone(rest.dropFirst(7)) else {
            throw problem(text, layout, rest: String(rest.dropFirst(7)), expected: "Z07:00")
        }
    }

    private static func isZone(_ text: Substring) -> Bool {
        if text == "Z" { return true }
        let parts = text.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
        return (text.first == "+" || text.first == "-") && parts.count == 2
            && parts.allSatisfy { $0.count == 2 && $0.allSatisfy(\.isNumber) }
    }

    private static func problem(_ text: String, _ layout: String, rest: String, expected: String) -> DecodingProblem {
        DecodingProblem(
            message: "parsing time \"\(text)\" as \"\(layout)\": cannot parse \"\(rest)\" as \"\(expected)\""
        )
    }
}
