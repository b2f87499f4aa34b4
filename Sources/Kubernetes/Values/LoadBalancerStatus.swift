/// Where a Service's load balancer is reached (core/v1 LoadBalancerStatus).
public struct LoadBalancerStatus: Codable, Hashable, Sendable {
    /// The points of entry; occm publishes at most one.
    public var ingress: [LoadBalancerIngress]

    /// Creates a status.
    public init(ingress: [LoadBalancerIngress] = []) { self.ingress = ingress }

    /// Reads a status; an absent list is empty.
    public init(from decoder: any Decoder) throws {
        ingress = try decoder.container(keyedBy: CodingKeys.self).decode(.ingress, or: [])
    }
}

/// One point of entry (core/v1 LoadBalancerIngress).
public struct LoadBalancerIngress: Codable, Hashable, Sendable {
    /// The address, if it is known by address.
    public var ip: String?
    /// The name, if it is known by name.
    public var hostname: String?
    /// How the address behaves inside the cluster; `nil` where the API server does not know this yet.
    public var ipMode: IngressIPMode?
    /// The ports that are served, or why not.
    public var ports: [PortStatus]?

    /// Creates a point of entry.
    public init(
        ip: String? = nil,
        hostname: String? = nil,
        ipMode: IngressIPMode? = nil,
        ports: [PortStatus]? = nil
    ) {
        self.ip = ip
        self.hostname = hostname
        self.ipMode = ipMode
        self.ports = ports
    }
}

/// How traffic from inside the cluster reaches a load balancer's address (core/v1 LoadBalancerIPMode).
public struct IngressIPMode: OpenValue {
    /// Traffic is delivered to the node with the load balancer's address as destination; nodes may short-cut it.
    public static let vip = IngressIPMode(rawValue: "VIP")
    /// Traffic has to pass through the load balancer, for instance because of the PROXY protocol.
    public static let proxy = IngressIPMode(rawValue: "Proxy")
    /// All modes.
    public static let known = [vip, proxy]

    /// The value as Kubernetes writes it.
    public let rawValue: String

    /// Creates a value, known or not.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// The state of one port of a load balancer (core/v1 PortStatus).
public struct PortStatus: Codable, Hashable, Sendable {
    /// The Service's port.
    public var port: Int
    /// The Service port's protocol.
    public var `protocol`: TransportProtocol
    /// Why it is not served.
    public var error: String?

    /// Creates a state.
    public init(port: Int, protocol: TransportProtocol, error: String? = nil) {
        self.port = port
        self.protocol = `protocol`
        self.error = error
    }
}
