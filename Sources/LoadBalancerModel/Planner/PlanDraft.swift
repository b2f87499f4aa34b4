import Planning

/// A plan while it is written.
struct PlanDraft {
    private var plan: LoadBalancerPlan

    init(subject: String) {
        plan = LoadBalancerPlan(subject: subject)
    }

    /// Whom the plan is for.
    var subject: String { plan.subject }

    /// The plan. A blocked one has no steps: not half of what was wished.
    var finished: LoadBalancerPlan {
        plan.isBlocked ? LoadBalancerPlan(subject: plan.subject, notes: plan.notes) : plan
    }

    /// Adds one API call and what it changes.
    mutating func add(_ operation: LoadBalancerOperation, _ changes: Change...) {
        plan.steps.append(.init(changes, call: operation.call, operation))
    }

    /// Adds API calls that together make the changes; the first shows them.
    mutating func add(_ operations: [LoadBalancerOperation], _ changes: [Change]) {
        for (index, operation) in operations.enumerated() {
            plan.steps.append(.init(index == 0 ? changes : [], call: operation.call, operation))
        }
    }

    mutating func note(_ severity: Note.Severity, _ code: String, _ message: String) {
        plan.notes.append(Note(severity, code, message))
    }
}
