import Kubernetes
import Planning

/// Carries out plans for Nodes.
///
/// Guarantees: each step is made from the Node as the one before left it. Where somebody else was faster, the Node is read
/// again and the difference made from that; a Node of the same name that is another one is left alone.
struct NodeWriter: Sendable {
    let client: KubernetesClient
    /// Whether changes may be made now.
    let mayWrite: @Sendable () -> Bool

    /// Makes the plan's steps, in order. Returns how many were made; steps to a Node that is gone are none.
    @discardableResult
    func apply(_ plan: NodePlan, to node: Node) async throws(KubernetesError) -> Int {
        var current = node
        for (count, step) in plan.steps.enumerated() {
            guard mayWrite() else { return count }
            do throws(KubernetesError) {
                current = try await apply(step.operation, to: current)
            } catch  where error.code == .notFound {
                return count
            }
        }
        return plan.steps.count
    }

    private func apply(_ operation: NodeOperation, to node: Node) async throws(KubernetesError) -> Node {
        switch operation {
        case .setAddresses(let addresses):
            return try await client.patch(Node.self, node.key, .status, with: .addresses(addresses))
        case .edit(let edit):
            return try await apply(edit, to: node)
        case .delete:
            try await client.delete(Node.self, node.key, uid: node.metadata.uid)
            return node
        }
    }

    private func apply(_ edit: NodeEdit, to node: Node) async throws(KubernetesError) -> Node {
        var current: Node? = node
        return try await client.retryingConflicts { () throws(KubernetesError) in
            let latest = try await either(current, reading: node.key)
            current = nil
            guard latest.metadata.uid == node.metadata.uid, let patch = ObjectPatch.edit(edit, of: latest) else {
                return latest
            }
            return try await client.patch(Node.self, node.key, with: patch)
        }
    }

    /// The Node at hand, or what the API server has.
    private func either(_ node: Node?, reading key: ObjectKey) async throws(KubernetesError) -> Node {
        guard let node else { return try await client.get(Node.self, key) }
        return node
    }
}
