/// The difference between what should be and what is, as data: an ordered list of steps.
///
/// Guarantees: applying the steps in order, each to a settled load balancer, makes the observed state the wanted one.
/// Assumptions: nothing else changed the resources since they were observed; the applier checks that.
public struct Plan<Operation: Sendable>: Sendable {
    /// One API call, and what a reader sees of it.
    public struct Step: Sendable {
        /// What a reader sees. One call may make several resources; a call that only completes what an earlier step
        /// shows (the second half of a replacement) shows nothing of its own.
        public var changes: [Change]
        /// The API call that the step costs, polls not counted: `POST /v2.0/lbaas/listeners`.
        public var call: String
        /// What the applier does.
        public var operation: Operation

        /// Creates a step.
        public init(_ changes: [Change], call: String, _ operation: Operation) {
            self.changes = changes
            self.call = call
            self.operation = operation
        }
    }

    /// Whom the plan is for, as a user writes it: `default/web`.
    public var subject: String
    /// The steps in the order in which they are applied.
    public var steps: [Step]
    /// What a reader should know beside the changes.
    public var notes: [Note]

    /// Creates a plan.
    public init(subject: String, steps: [Step] = [], notes: [Note] = []) {
        self.subject = subject
        self.steps = steps
        self.notes = notes
    }

    /// Every change of the plan, in the order in which they are applied.
    public var changes: [Change] { steps.flatMap(\.changes) }

    /// Whether something forbids to apply the plan.
    public var isBlocked: Bool { notes.contains { $0.severity == .blocked } }
}

/// Something that a plan's reader should know beside its changes.
public struct Note: Sendable, Hashable, Codable {
    /// How much it matters.
    public enum Severity: String, Sendable, Hashable, CaseIterable, Codable {
        /// For information: a foreign listener that is kept.
        case info
        /// Something is probably not as the author meant it: a misspelled annotation.
        case warning
        /// The plan can't be applied: a load balancer that can't be proven ours, or one in ERROR.
        case blocked
    }

    /// How much it matters.
    public var severity: Severity
    /// A label-safe code: `unknown-annotation`, `conflict`, `foreign-listener`.
    public var code: String
    /// One sentence that says what is the matter and what to do.
    public var message: String

    /// Creates a note.
    public init(_ severity: Severity, _ code: String, _ message: String) {
        self.severity = severity
        self.code = code
        self.message = message
    }
}
