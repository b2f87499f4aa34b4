/// How much a plan does.
public struct PlanSummary: Sendable, Hashable, Codable {
    /// Resources that are made; a replaced one counts here and in `destroy`.
    public var add = 0
    /// Resources that change in place.
    public var change = 0
    /// Resources that go.
    public var destroy = 0
    /// API calls that write, polls not counted.
    public var calls = 0

    /// Counts what plans do together.
    public init<Operation>(_ plans: [Plan<Operation>]) {
        for plan in plans {
            calls += plan.steps.count
            plan.changes.forEach { count($0.action) }
        }
    }

    private mutating func count(_ action: Change.Action) {
        switch action {
        case .create: add += 1
        case .update: change += 1
        case .delete: destroy += 1
        case .replace:
            add += 1
            destroy += 1
        }
    }
}
