/// What applying a plan tells while it works, for a person who watches.
public struct ApplyProgress: Sendable, Hashable {
    /// How far a step is.
    public enum Phase: Sendable, Hashable {
        /// Its call is about to be sent.
        case started
        /// The cloud is still working on it, since that long.
        case settling(Duration)
        /// It is done, after that long.
        case finished(Duration)
    }

    /// The step's number, from 1.
    public var step: Int
    /// How many steps the plan has.
    public var total: Int
    /// The step's API call: `POST /v2.0/lbaas/listeners`.
    public var call: String
    /// What the step changes; empty where it only completes what an earlier step showed.
    public var changes: [Change]
    /// How far the step is.
    public var phase: Phase

    /// Creates a report.
    public init(step: Int, total: Int, call: String, changes: [Change], phase: Phase) {
        self.step = step
        self.total = total
        self.call = call
        self.changes = changes
        self.phase = phase
    }
}
