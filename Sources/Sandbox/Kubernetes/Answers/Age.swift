/// How long ago something was, as kubectl says it.
enum Age {
    /// `12s`, `3m20s`, `45m`, `5h10m`, `30h`, `4d2h`, `40d`; `<unknown>` where there is no time.
    static func text(since time: JSONValue?, now: Instant) -> String {
        guard let start = time?.stringValue.flatMap(TimeText.instant) else { return "<unknown>" }
        let seconds = max(0, (now.microseconds - start.microseconds) / 1_000_000)
        let (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86_400)
        switch seconds {
        case ..<120: return "\(seconds)s"
        case ..<600: return pair(minutes, "m", seconds % 60, "s")
        case ..<10_800: return "\(minutes)m"
        case ..<28_800: return pair(hours, "h", minutes % 60, "m")
        case ..<172_800: return "\(hours)h"
        case ..<691_200: return pair(days, "d", hours % 24, "h")
        default: return "\(days)d"
        }
    }

    private static func pair(_ first: Int64, _ unit: String, _ second: Int64, _ smallUnit: String) -> String {
        second == 0 ? "\(first)\(unit)" : "\(first)\(unit)\(second)\(smallUnit)"
    }
}
