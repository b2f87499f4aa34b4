import FoundationEssentials

/// Month, day and time of a date in UTC, as log lines have them.
struct TimeOfYear: Sendable, Hashable {
    let month, day, hour, minute, second, microsecond: Int

    init(_ date: Date) {
        let total = Int64((date.timeIntervalSince1970 * 1_000_000).rounded(.down))
        let (days, rest) = total.floored(by: 86_400_000_000)
        (month, day) = Self.monthAndDay(days)
        hour = Int(rest / 3_600_000_000)
        minute = Int(rest / 60_000_000 % 60)
        second = Int(rest / 1_000_000 % 60)
        microsecond = Int(rest % 1_000_000)
    }

    /// Counts in eras of 400 years that begin on 1 March, so that leap days come last
    /// (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
    private static func monthAndDay(_ daysSince1970: Int64) -> (Int, Int) {
        let dayOfEra = (daysSince1970 + 719_468).floored(by: 146_097).remainder
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        return (Int(monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9), Int(day))
    }
}

extension Int64 {
    /// Quotient and remainder of which the remainder is never negative; the divisor is positive.
    fileprivate func floored(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
