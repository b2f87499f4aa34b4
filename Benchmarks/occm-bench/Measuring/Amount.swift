/// What was measured: a time or a size.
enum Amount: Comparable, CustomStringConvertible {
    case time(Duration)
    case bytes(Int)

    /// `87.3 µs`, `12.4 ms`, `1.06 s`, `27.1 MB`; a megabyte has a million bytes.
    var description: String {
        switch self {
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

    /// What, measured, allowed.
    var row: [String] { [what, "\(measured)", "\(allowed)"] }

    /// A sentence that says by what the limit is exceeded; `nil` when it is kept.
    var breach: String? { measured > allowed ? "\(what): \(measured), and only \(allowed) is allowed" : nil }
}
