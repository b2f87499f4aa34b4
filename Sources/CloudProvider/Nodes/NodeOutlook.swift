public import Kubernetes
public import Planning

/// Everything that the controllers make of a Node: how its machine is, and what would be written. Pure.
public struct NodeOutlook: Sendable {
    /// The Node.
    public let node: Node
    /// What the cloud says about its machine.
    public let state: InstanceState
    /// What the node controller and the node lifecycle controller would do.
    public let plan: NodePlan

    /// Looks at a Node whose machine is known, or not.
    public init(_ node: Node, _ state: InstanceState, rules: NodeRules) {
        self.node = node
        self.state = state
        let fate = FatePlanner(rules).plan(node, state)
        guard !fate.steps.contains(where: { $0.operation == .delete }) else {
            // Nothing else matters for a Node that goes.
            plan = fate
            return
        }
        var plan = NodePlanner(rules).plan(node, state)
        plan.steps += fate.steps
        plan.notes += fate.notes.filter { note in !plan.notes.contains { $0.code == note.code } }
        self.plan = plan
    }
}
