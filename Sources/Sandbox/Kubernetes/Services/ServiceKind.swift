/// What a Service's type asks for, by its spec.
struct ServiceKind {
    private let spec: JSONValue

    /// Looks at a Service.
    init(_ service: JSONValue) { spec = service["spec"] ?? [:] }

    /// `ClusterIP`, `NodePort`, `LoadBalancer` or `ExternalName`.
    var type: String { spec["type"]?.stringValue ?? "" }

    /// Whether it is reached by load balancers.
    var isLoadBalancer: Bool { type == "LoadBalancer" }

    /// Whether it has an address in the cluster.
    var needsClusterIP: Bool { type != "ExternalName" }

    /// Whether each of its ports is open on every node.
    var needsNodePorts: Bool {
        type == "NodePort" || (isLoadBalancer && spec["allocateLoadBalancerNodePorts"] != false)
    }

    /// Whether its ports may be open on every node.
    var mayHaveNodePorts: Bool { type == "NodePort" || isLoadBalancer }

    /// Whether clients outside of the cluster reach it.
    var isExternal: Bool { mayHaveNodePorts || (type == "ClusterIP" && spec["externalIPs"] != nil) }

    /// Whether the nodes tell load balancers if they have endpoints.
    var needsHealthCheckNodePort: Bool { isLoadBalancer && spec["externalTrafficPolicy"] == "Local" }

    /// Whether it asks for no address.
    var isHeadless: Bool { spec["clusterIP"] == "None" }

    /// Its ports.
    var ports: [JSONValue] { spec["ports"]?.arrayValue ?? [] }
}
