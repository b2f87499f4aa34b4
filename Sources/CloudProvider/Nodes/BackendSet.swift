public import Kubernetes

/// The Nodes that load balancers send traffic to. Pure.
///
/// Two sets are equal if no pool can tell them apart: heartbeats, readiness and taints make no difference. Beyond
/// cloud-provider (`nodesSufficientlyEqual`: name and providerID) addresses count, because members are made of them, and
/// labels, because a Service may select Nodes by them.
public struct BackendSet: Sendable, Hashable {
    /// The Nodes by name, in order.
    public let backends: [Backend]

    /// The Nodes among these that take load-balancer traffic.
    public init(of nodes: [Node]) {
        backends = nodes.compactMap(Backend.init).sorted { $0.name < $1.name }
    }

    /// Whether there is nobody to send traffic to.
    var isEmpty: Bool { backends.isEmpty }

    /// The Nodes' names, in order.
    var names: [String] { backends.map(\.name) }

    /// Whether a Node of that name is among them.
    func contains(_ name: String) -> Bool { self[name] != nil }

    /// Whether the set is another one after a change that it may or may not know of already.
    public func isOutdated(by change: ObjectChange<Node>) -> Bool {
        let node = change.object
        let now: Backend? =
            switch change {
            case .deleted: nil
            case .added, .updated: Backend(node)
            }
        return self[node.metadata.name] != now
    }

    /// The Node of that name. They are in order, so that halving what is left finds it.
    private subscript(name: String) -> Backend? {
        var rest = backends[...]
        while !rest.isEmpty {
            let middle = rest.startIndex + rest.count / 2
            if backends[middle].name == name { return backends[middle] }
            rest = backends[middle].name < name ? rest[(middle + 1)...] : rest[..<middle]
        }
        return nil
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
