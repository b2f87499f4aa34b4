public import Kubernetes

/// Which Nodes are cared for, and which of their changes matter. Pure.
public struct NodeRules: Sendable, Hashable {
    /// The label by which users keep a Node to themselves, set to anything but `false`; `nil` for none.
    public var optOutLabel: String?

    /// Creates rules.
    public init(optOutLabel: String? = nil) { self.optOutLabel = optOutLabel }

    /// Whether the Node is cared for.
    public func concerns(_ node: Node) -> Bool {
        guard let label = optOutLabel.flatMap({ node.metadata.labels[$0] }) else { return true }
        return label == "false"
    }

    /// Whether a change of a Node may have made it untrue to its machine. Heartbeats and readiness do not.
    func concerns(_ old: Node, _ new: Node) -> Bool {
        old.metadata.uid != new.metadata.uid
            || old.isUninitialized != new.isUninitialized
            || old.spec.providerID != new.spec.providerID
            || old.status.addresses != new.status.addresses
            || old.metadata.labels != new.metadata.labels
            || old.metadata.annotations[Node.providedAddressAnnotation]
                != new.metadata.annotations[Node.providedAddressAnnotation]
    }
}
