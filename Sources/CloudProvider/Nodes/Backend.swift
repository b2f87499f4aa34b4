public import Kubernetes

/// What load balancers need of a Node that takes their traffic, worked out once: every Service's pass goes over all of them.
public struct Backend: Sendable, Hashable {
    /// The Node's name (`metadata.name`).
    public let name: String
    /// The Node's labels, by which a Service may select; without the exclusion label, whose verdict is that the Node is here.
    public let labels: [String: String]

    /// Another machine under the same name is another backend (cloud-provider `nodesSufficientlyEqual`).
    private let providerID: String
    private let anyAddress: String?
    private let ipv4Address: String?
    private let ipv6Address: String?

    /// What matters of the Node; `nil` if it takes no load-balancer traffic.
    public init?(_ node: Node) {
        guard node.takesLoadBalancerTraffic else { return nil }
        name = node.metadata.name
        providerID = node.spec.providerID
        var labels = node.metadata.labels
        // Where it is not set, the labels are shared with the Node.
        if labels[Node.exclusionLabel] != nil { labels[Node.exclusionLabel] = nil }
        self.labels = labels
        anyAddress = node.memberAddress(nil)
        ipv4Address = node.memberAddress(.ipv4)
        ipv6Address = node.memberAddress(.ipv6)
    }

    /// The address that members get: of that family, or of either if none is given; `nil` if the Node has none.
    public func address(_ family: IPFamily?) -> String? {
        switch family {
        case nil: anyAddress
        case .ipv4: ipv4Address
        case .ipv6: ipv6Address
        default: nil
        }
    }
}
