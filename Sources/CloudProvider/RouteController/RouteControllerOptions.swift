public import Kubernetes

/// How the route controller works.
public struct RouteControllerOptions: Sendable {
    /// The networks of all pods (`--cluster-cidr`).
    public var clusterCIDRs: [IPNetwork]
    /// How often the routes are looked at although no Node changed (`--route-reconciliation-period`).
    public var period = Duration.seconds(10)
    /// How long more changes of Nodes are waited for after one.
    public var nodeWindow = Duration.milliseconds(250)
    /// How many Nodes' conditions are written at once; at least 1.
    public var concurrentWrites = 10
    /// Only plans are made and told: nothing is written to the cloud or to a Node.
    public var observesOnly = false
    /// Whether changes may be made now: leadership is held. The cloud is given the same gate.
    public var mayWrite: @Sendable () -> Bool = { true }

    /// Creates options for a cluster's pod networks.
    public init(clusterCIDRs: [IPNetwork]) { self.clusterCIDRs = clusterCIDRs }
}
