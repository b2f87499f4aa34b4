/// Plans as a document that programs read: what `-o json` and `-o yaml` print.
///
/// Guarantees: `formatVersion` says which schema it is: its minor number rises when something is added, its major one when
/// something changes or goes. Keys are sorted; the same plans give the same bytes.
public struct PlanDocument: Sendable, Hashable, Codable {
    /// The schema's version: `1.0`.
    public var formatVersion = "1.0"
    /// The plans in the order of their input.
    public var plans: [Entry]
    /// What they do together.
    public var summary: PlanSummary

    /// One plan.
    public struct Entry: Sendable, Hashable, Codable {
        /// Whom the plan is for: `default/web`.
        public var subject: String
        /// Whether a note forbids to apply it.
        public var blocked: Bool
        /// What is done, in order.
        public var steps: [Step]
        /// What a reader should know beside the changes.
        public var notes: [Note]
        /// What the plan does.
        public var summary: PlanSummary
    }

    /// One API call.
    public struct Step: Sendable, Hashable, Codable {
        /// Method and path: `POST /v2.0/lbaas/listeners`.
        public var call: String
        /// What it changes; empty where it completes a replacement that an earlier step shows.
        public var changes: [Change]
    }

    /// Makes the document of some plans.
    public init<Operation>(_ plans: [Plan<Operation>]) {
        self.plans = plans.map { plan in
            Entry(
                subject: plan.subject,
                blocked: plan.isBlocked,
                steps: plan.steps.map { Step(call: $0.call, changes: $0.changes) },
                notes: plan.notes,
                summary: PlanSummary([plan])
            )
        }
        summary = PlanSummary(plans)
    }

    /// The document as JSON, with a newline at its end.
    public func json() throws -> String { try Document(self).json }

    /// The same document as YAML.
    public func yaml() throws -> String { try Document(self).yaml }
}
