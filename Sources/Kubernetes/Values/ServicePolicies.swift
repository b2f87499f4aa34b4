/// Who can reach a Service (core/v1 ServiceType).
public struct ServiceType: OpenValue {
    /// The cluster.
    public static let clusterIP = ServiceType(rawValue: "ClusterIP")
    /// Whoever reaches a node.
    public static let nodePort = ServiceType(rawValue: "NodePort")
    /// Whoever reaches the load balancer that the cloud provides.
    public static let loadBalancer = ServiceType(rawValue: "LoadBalancer")
    /// Nobody: it is an alias in the cluster's DNS.
    public static let externalName = ServiceType(rawValue: "ExternalName")
    /// All types.
    public static let known = [clusterIP, nodePort, loadBalancer, externalName]

    /// The value as Kubernetes writes it.
    public let rawValue: String

    /// Creates a value, known or not.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// Whether a client stays with one pod (core/v1 ServiceAffinity).
public struct SessionAffinity: OpenValue {
    /// Every connection goes anywhere.
    public static let none = SessionAffinity(rawValue: "None")
    /// A client's address decides.
    public static let clientIP = SessionAffinity(rawValue: "ClientIP")
    /// All affinities.
    public static let known = [none, clientIP]

    /// The value as Kubernetes writes it.
    public let rawValue: String

    /// Creates a value, known or not.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// Where traffic may go (core/v1 ServiceExternalTrafficPolicy and ServiceInternalTrafficPolicy).
public struct TrafficPolicy: OpenValue {
    /// To any pod; the client's address is lost.
    public static let cluster = TrafficPolicy(rawValue: "Cluster")
    /// To pods on the same node only; the client's address is kept.
    public static let local = TrafficPolicy(rawValue: "Local")
    /// All policies.
    public static let known = [cluster, local]

    /// The value as Kubernetes writes it.
    public let rawValue: String

    /// Creates a value, known or not.
    public init(rawValue: String) { self.rawValue = rawValue }
}
