public import Kubernetes
public import Planning

/// What a Node has to become so that it shows its machine: provider id, addresses, labels, and the end of its wait for the
/// cloud provider (cloud-provider controllers/node). Pure.
///
/// Guarantees: a Node whose machine is not known for sure keeps what it has. Addresses are compared one by one, in order.
/// An initialised Node never shows up without addresses that the cloud knows: they are the first step.
public struct NodePlanner: Sendable {
    private let rules: NodeRules

    /// Creates a planner.
    public init(_ rules: NodeRules = NodeRules()) { self.rules = rules }

    /// The steps that make a Node true to its machine. A plan that is blocked leaves an uninitialised Node waiting.
    public func plan(_ node: Node, _ state: InstanceState) -> NodePlan {
        var plan = NodePlan(for: node)
        guard rules.concerns(node) else {
            plan.note(.info, Reason("unmanaged", "label \(rules.optOutLabel ?? "") keeps the Node to somebody else"))
            return plan
        }
        switch state {
        case .present(let instance):
            plan.notes += instance.notes
            node.isUninitialized ? initialize(node, instance, &plan) : follow(node, instance, &plan)
        case .foreign(let reason):
            plan.note(.info, reason)
        case .absent(let proof):
            plan.note(node.isUninitialized ? .blocked : .info, Reason("absent", "its machine is gone: \(proof)"))
        case .unknown(let reason):
            plan.note(node.isUninitialized ? .blocked : .warning, reason)
            if !node.isUninitialized { alignLabels(node, nil, &plan) }
        }
        return plan
    }

    private func initialize(_ node: Node, _ instance: Instance, _ plan: inout NodePlan) {
        guard !(node.spec.providerID.isEmpty && instance.providerID.value.isEmpty) else {
            return plan.note(.blocked, Reason("no-provider-id", "the cloud gives its machine no id"))
        }
        do throws(Reason) {
            if let addresses = try NodeAddresses.wanted(of: node, instance) { plan.setAddresses(addresses, of: node) }
        } catch {
            return plan.note(.blocked, error)
        }
        var edit = NodeEdit()
        edit.providerID = instance.providerID.value
        edit.labels = NodeLabels.additional(of: node, instance, &plan)
        edit.labels.merge(NodeLabels.wanted(of: node, instance)) { _, machine in machine }
        edit.removedTaints = [Node.uninitializedTaint]
        plan.edit(node, edit, reason: "the Node waits for its cloud provider")
    }

    private func follow(_ node: Node, _ instance: Instance, _ plan: inout NodePlan) {
        do throws(Reason) {
            if let addresses = try NodeAddresses.wanted(of: node, instance) { plan.setAddresses(addresses, of: node) }
        } catch {
            plan.note(.warning, error)
        }
        alignLabels(node, instance, &plan)
    }

    private func alignLabels(_ node: Node, _ instance: Instance?, _ plan: inout NodePlan) {
        var edit = NodeEdit()
        edit.labels = NodeLabels.wanted(of: node, instance)
        plan.edit(node, edit, reason: instance == nil ? "two labels for one thing disagree" : "as its machine has them")
    }
}
