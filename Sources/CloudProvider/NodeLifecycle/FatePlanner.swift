public import Kubernetes
public import Planning

/// What becomes of a Node that is not ready: it is marked while its machine is shut down, and removed once the machine is
/// proven gone (cloud-provider controllers/nodelifecycle). Pure.
///
/// Guarantees: a Node is removed only if it is not ready, carries the machine's id, is not kept to somebody else, and the
/// machine is ``InstanceState/absent(_:)``. What is unknown changes nothing. The mark goes once the Node is ready, and for
/// that nobody asks the cloud.
public struct FatePlanner: Sendable {
    private let rules: NodeRules

    /// Creates a planner.
    public init(_ rules: NodeRules = NodeRules()) { self.rules = rules }

    /// Whether what becomes of the Node depends on its machine.
    public func isInQuestion(_ node: Node) -> Bool {
        rules.concerns(node) && !node.isReady && !node.isBeingDeleted
    }

    /// What becomes of a Node.
    ///
    /// - Parameter state: Its machine; not looked at unless the Node is in question.
    public func plan(_ node: Node, _ state: InstanceState) -> NodePlan {
        isInQuestion(node) ? plan(unready: node, state) : plan(unquestioned: node)
    }

    /// What becomes of a Node without asking the cloud.
    func plan(unquestioned node: Node) -> NodePlan {
        var plan = NodePlan(for: node)
        guard rules.concerns(node), node.isReady, node.isMarkedShutDown else { return plan }
        var edit = NodeEdit()
        edit.removedTaints = [Node.shutdownTaint.key]
        plan.edit(node, edit, reason: "the Node is ready again")
        return plan
    }

    private func plan(unready node: Node, _ state: InstanceState) -> NodePlan {
        var plan = NodePlan(for: node)
        switch state {
        case .present(let instance) where instance.isShutDown:
            var edit = NodeEdit()
            edit.addedTaints = [Node.shutdownTaint]
            plan.edit(node, edit, reason: "its machine is shut down")
        case .present: break
        case .absent(let proof):
            if node.spec.providerID.isEmpty {
                plan.note(.info, Reason("no-provider-id", "a Node without a provider id is never removed"))
            } else {
                plan.delete(node, reason: "its machine is gone: \(proof)")
            }
        case .unknown(let reason): plan.note(.warning, reason)
        case .foreign(let reason): plan.note(.info, reason)
        }
        return plan
    }
}
