/// A moment of the sandbox's wall clock, in microseconds since 1970-01-01T00:00:00Z.
public struct Instant: Sendable, Hashable, Comparable {
    /// Microseconds since the epoch.
    public var microseconds: Int64

    /// Creates an instant.
    public init(microseconds: Int64) { self.microseconds = microseconds }

    /// Creates an instant from whole seconds since the epoch.
    public init(seconds: Int64) { self.microseconds = seconds * 1_000_000 }

    /// Whether one instant is earlier than another.
    public static func < (left: Instant, right: Instant) -> Bool { left.microseconds < right.microseconds }

    /// The instant that is a duration later (or earlier, for a negative one).
    public static func + (instant: Instant, duration: Duration) -> Instant {
        let parts = duration.components
        let microseconds = parts.seconds * 1_000_000 + parts.attoseconds / 1_000_000_000_000
        return Instant(microseconds: instant.microseconds + microseconds)
    }

    /// How much later the left instant is.
    public static func - (left: Instant, right: Instant) -> Duration {
        .microseconds(left.microseconds - right.microseconds)
    }

    /// `2026-01-01T00:00:00`, in UTC: the form of Octavia.
    public var iso8601: String {
        let (days, seconds) = (microseconds / 1_000_000).quotientAndRemainder(dividingBy: 86_400)
        let date = Self.civilDate(days: days)
        return "\(Self.pad(date.year, 4))-\(Self.pad(date.month))-\(Self.pad(date.day))"
            + "T\(Self.pad(seconds / 3600)):\(Self.pad(seconds / 60 % 60)):\(Self.pad(seconds % 60))"
    }

    /// `2026-01-01T00:00:00Z`: the form of Neutron and Nova.
    public var iso8601Zulu: String { iso8601 + "Z" }

    /// `2026-01-01T00:00:00.000000Z`: the form of Keystone.
    public var iso8601Microseconds: String { "\(iso8601).\(Self.pad(microseconds % 1_000_000, 6))Z" }

    private static func pad(_ number: Int64, _ width: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// The Gregorian date of a day since the epoch, counted in 400-year eras that start on 1 March.
    private static func civilDate(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }
}
