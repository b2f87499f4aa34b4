import Glibc

/// What was measured: a time, a size or a number of things.
enum Amount: Comparable, CustomStringConvertible {
    case time(Duration)
    case bytes(Int)
    case count(Int)

    /// `87.3 µs`, `12.4 ms`, `1.06 s`, `27.1 MB`, `200`; a megabyte has a million bytes.
    var description: String {
        switch self {
        case .count(let count): "\(count)"
        case .bytes(let count): Self.text(Double(count) / 1e6, "MB")
        case .time(let time) where time < .milliseconds(1): Self.text(time / .microseconds(1), "µs")
        case .time(let time) where time < .seconds(1): Self.text(time / .milliseconds(1), "ms")
        case .time(let time): Self.text(time / .seconds(1), "s")
        }
    }

    /// Three digits, or as many as the whole number has.
    private static func text(_ number: Double, _ unit: String) -> String {
        let scale = number < 10 ? 100.0 : number < 100 ? 10.0 : 1.0
        let text = "\((number * scale).rounded() / scale)"
        return (text.hasSuffix(".0") ? String(text.dropLast(2)) : text) + " \(unit)"
    }
}

/// Something that was measured, and how much of it is allowed.
struct Figure {
    let what: String
    let measured: Amount
    let allowed: Amount
    /// Whether less than what is allowed is wrong, too.
    var isExact = false
    /// What helps to see why a limit is missed; for whoever watches.
    var account = ""

    /// What, measured, allowed.
    var row: [String] { [what, "\(measured)", isExact ? "exactly \(allowed)" : "\(allowed)"] }

    /// A sentence that says how the limit is missed; `nil` when it is kept.
    var breach: String? {
        if measured > allowed { return "\(what): \(measured), and only \(allowed) is allowed" }
        return isExact && measured < allowed ? "\(what): \(measured), and it must be \(allowed)" : nil
    }
}

extension Figure {
    /// A time and its limit.
    static func time(_ what: String, _ measured: Duration, atMost allowed: Duration) -> Figure {
        Figure(what: what, measured: .time(measured), allowed: .time(allowed))
    }

    /// A size in bytes and its limit.
    static func bytes(_ what: String, _ measured: Int, atMost allowed: Int) -> Figure {
        Figure(what: what, measured: .bytes(measured), allowed: .bytes(allowed))
    }

    /// A number of things and its limit.
    static func count(_ what: String, _ measured: Int, atMost allowed: Int, of calls: some CountedCalls) -> Figure {
        Figure(what: what, measured: .count(measured), allowed: .count(allowed), account: calls.account)
    }

    /// A number of things that has to be just that.
    static func count(_ what: String, _ measured: Int, exactly expected: Int, of calls: some CountedCalls) -> Figure {
        Figure(
            what: what,
            measured: .count(measured),
            allowed: .count(expected),
            isExact: true,
            account: calls.account
        )
    }
}

extension Figure {
    /// Says what was measured at once, for whoever waits for a table that takes minutes. Returns the figures.
    static func tell(_ figures: [Figure]) -> [Figure] {
        for figure in figures {
            print("  \(figure.row[0]): \(figure.row[1]) (allowed: \(figure.row[2]))")
            if figure.breach != nil, !figure.account.isEmpty { print("    \(figure.account)") }
        }
        fflush(nil)
        return figures
    }
}
