public import Kubernetes

/// Which pod networks should be reached through which Nodes.
public struct RouteWish: Sendable, Hashable {
    /// The Nodes that have pod networks.
    public var nodes: [RoutedNode]
    /// The networks of all pods (`--cluster-cidr`). Routes elsewhere are somebody else's.
    public var clusterCIDRs: [IPNetwork]
    /// Whether these are all Nodes for sure. Until they are, a route to a network of none of them stays: its Node may be there.
    public var isComplete: Bool

    /// Creates a wish.
    public init(nodes: [RoutedNode], clusterCIDRs: [IPNetwork], isComplete: Bool = true) {
        self.nodes = nodes
        self.clusterCIDRs = clusterCIDRs
        self.isComplete = isComplete
    }

    /// What should be true of a cluster's Nodes; those without pod networks have no routes.
    public init(_ nodes: [Node], clusterCIDRs: [IPNetwork], isComplete: Bool = true) {
        self.init(nodes: nodes.compactMap(RoutedNode.init), clusterCIDRs: clusterCIDRs, isComplete: isComplete)
    }
}

/// A Node with pod networks, and no more of it than routes depend on.
public struct RoutedNode: Sendable, Hashable {
    /// The Node's name.
    public var name: String
    /// The machine that it runs on; empty while that is not known.
    public var providerID: String
    /// The networks of its pods, one a family, as the Node has them.
    public var podCIDRs: [String]
    /// Its addresses, among which the next hops are found.
    public var addresses: [NodeAddress]
    /// Whether it waits for its cloud provider.
    public var isUninitialized: Bool

    /// Creates a Node's part of the wish.
    public init(
        name: String,
        providerID: String = "",
        podCIDRs: [String],
        addresses: [NodeAddress],
        isUninitialized: Bool = false
    ) {
        self.name = name
        self.providerID = providerID
        self.podCIDRs = podCIDRs
        self.addresses = addresses
        self.isUninitialized = isUninitialized
    }

    /// A Node's part of the wish; `nil` if it has no pod network.
    public init?(_ node: Node) {
        let single = node.spec.podCIDR.isEmpty ? [] : [node.spec.podCIDR]
        let podCIDRs = node.spec.podCIDRs.isEmpty ? single : node.spec.podCIDRs
        guard !podCIDRs.isEmpty else { return nil }
        self.init(
            name: node.metadata.name,
            providerID: node.spec.providerID,
            podCIDRs: podCIDRs,
            addresses: node.status.addresses,
            isUninitialized: node.isUninitialized
        )
    }

    /// Whether its machine is still to be seen: that it has no routes yet is no trouble.
    var isEarly: Bool {
        isUninitialized || !addresses.contains { $0.type == .internalIP || $0.type == .externalIP }
    }

    /// Where packets to the Node's pods of a family go: its first internal address of that family.
    public func nextHop(_ family: IPFamily) -> IPAddress? {
        addresses.lazy.filter { $0.type == .internalIP }.compactMap { IPAddress($0.address) }.first {
            $0.family == family
        }
    }
}

/// How far a cluster's routes are.
public struct RouteOutcome: Sendable, Hashable {
    /// Why Nodes do not have all of their routes, by Node name. Every other Node of the wish has them.
    public var failures: [String: Reason]
    /// What failed for no Node in particular: routes of Nodes that are gone which could not be removed.
    public var leftovers: [Reason]

    /// Creates an outcome.
    public init(failures: [String: Reason] = [:], leftovers: [Reason] = []) {
        self.failures = failures
        self.leftovers = leftovers
    }
}
