import Planning

/// Prints what applying a plan does, a line when a step starts and one when it is done.
struct ProgressPrinter: Sendable {
    /// Whom the plan is for.
    let subject: String

    /// Prints one report.
    func print(_ progress: ApplyProgress) {
        let counter = "[\(progress.step)/\(progress.total)]"
        switch progress.phase {
        case .started:
            StandardStreams.print("\(subject) \(counter) \(Self.title(progress))…")
        case .settling(let elapsed):
            StandardStreams.print("\(subject) \(counter) still settling after \(Self.seconds(elapsed))")
        case .finished(let elapsed):
            StandardStreams.print("\(subject) \(counter) done after \(Self.seconds(elapsed))")
        }
    }

    private static func title(_ progress: ApplyProgress) -> String {
        guard let change = progress.changes.first else { return progress.call }
        let others = progress.changes.count - 1
        return "\(change.action.rawValue) \(change.resource)" + (others > 0 ? " and \(others) more" : "")
    }

    /// `0.4 s`, `12.0 s`.
    private static func seconds(_ duration: Duration) -> String {
        let tenths = Int((duration / .milliseconds(100)).rounded())
        return "\(tenths / 10).\(tenths % 10) s"
    }
}
