public import Kubernetes

/// The Nodes that load balancers send traffic to, and what of them matters to a pool. Pure.
///
/// Two sets are equal if no pool can tell them apart: heartbeats, readiness and taints make no difference. Beyond
/// cloud-provider (`nodesSufficientlyEqual`: name and providerID) addresses count, because members are made of them, and
/// labels, because a Service may select Nodes by them.
public struct BackendSet: Sendable, Hashable {
    /// What of a Node matters.
    private struct Facts: Sendable, Hashable {
        var providerID: String
        var addresses: [NodeAddress]
        var labels: [String: String]
    }

    /// The Nodes by name, in order.
    public let nodes: [Node]
    private let facts: [String: Facts]

    /// The Nodes among these that take load-balancer traffic.
    public init(of nodes: [Node]) {
        self.nodes = nodes.filter(\.takesLoadBalancerTraffic).sorted { $0.metadata.name < $1.metadata.name }
        facts = Dictionary(self.nodes.map { ($0.metadata.name, Self.facts($0)) }) { first, _ in first }
    }

    /// Whether a Node of that name is among them.
    func contains(_ name: String) -> Bool { facts[name] != nil }

    /// Whether the set is another one after a change that it may or may not know of already.
    public func isOutdated(by change: ObjectChange<Node>) -> Bool {
        let node = change.object
        let now: Facts? =
            switch change {
            case .deleted: nil
            case .added, .updated: node.takesLoadBalancerTraffic ? Self.facts(node) : nil
            }
        return facts[node.metadata.name] != now
    }

    /// Sets are equal if what matters of their Nodes is.
    public static func == (one: BackendSet, other: BackendSet) -> Bool { one.facts == other.facts }

    /// Feeds what matters.
    public func hash(into hasher: inout Hasher) { hasher.combine(facts) }

    private static func facts(_ node: Node) -> Facts {
        var labels = node.metadata.labels
        // Its verdict is that the Node is here at all. Where it is not set, the labels are shared with the Node.
        if labels[Node.exclusionLabel] != nil { labels[Node.exclusionLabel] = nil }
        return Facts(providerID: node.spec.providerID, addresses: node.status.addresses, labels: labels)
    }
}

extension BackendSet {
    /// How many names an event or a log line carries at most (cloud-provider `maxNodeNamesToLog`).
    private static let loggableNames = 20

    /// The names as events tell them: `[n1 n2 … <3 more>]`.
    public static func loggable(_ names: [String]) -> String {
        var shown = names.prefix(loggableNames).sorted()
        if names.count > loggableNames { shown.append("<\(names.count - loggableNames) more>") }
        return "[\(shown.joined(separator: " "))]"
    }
}
