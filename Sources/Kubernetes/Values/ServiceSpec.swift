/// What a Service wants (core/v1 ServiceSpec).
public struct ServiceSpec: Codable, Hashable, Sendable {
    /// Who can reach the Service.
    public var type: ServiceType
    /// Which load-balancer implementation is meant; `nil` means the cluster's own.
    public var loadBalancerClass: String?
    /// The ports.
    public var ports: [ServicePort]
    /// Which pods serve it.
    public var selector: [String: String]
    /// Whether a client stays with one pod.
    public var sessionAffinity: SessionAffinity
    /// For how long it stays.
    public var sessionAffinityConfig: SessionAffinityConfig?
    /// Which nodes take traffic from outside; `nil` for Services that take none.
    public var externalTrafficPolicy: TrafficPolicy?
    /// Which pods take traffic from inside.
    public var internalTrafficPolicy: TrafficPolicy?
    /// The node port that tells whether a node has pods of a Service with external policy `Local`; 0 for none.
    public var healthCheckNodePort: Int
    /// The address the load balancer shall have; empty for any.
    public var loadBalancerIP: String
    /// The networks (CIDR) that may reach the load balancer; empty for all.
    public var loadBalancerSourceRanges: [String]
    /// Addresses that nodes accept traffic for, managed by nobody.
    public var externalIPs: [String]
    /// The IP families in order of preference.
    public var ipFamilies: [IPFamily]
    /// How many IP families are wanted.
    public var ipFamilyPolicy: IPFamilyPolicy?
    /// The address inside the cluster; `None` for a headless Service.
    public var clusterIP: String
    /// The addresses inside the cluster, one a family.
    public var clusterIPs: [String]
    /// Whether the ports get node ports; `nil` means yes.
    public var allocateLoadBalancerNodePorts: Bool?

    /// Creates a spec.
    public init(
        type: ServiceType = .clusterIP,
        loadBalancerClass: String? = nil,
        ports: [ServicePort] = [],
        selector: [String: String] = [:],
        sessionAffinity: SessionAffinity = .none,
        sessionAffinityConfig: SessionAffinityConfig? = nil,
        externalTrafficPolicy: TrafficPolicy? = nil,
        internalTrafficPolicy: TrafficPolicy? = nil,
        healthCheckNodePort: Int = 0,
        loadBalancerIP: String = "",
        loadBalancerSourceRanges: [String] = [],
        externalIPs: [String] = [],
        ipFamilies: [IPFamily] = [],
        ipFamilyPolicy: IPFamilyPolicy? = nil,
        clusterIP: String = "",
        clusterIPs: [String] = [],
        allocateLoadBalancerNodePorts: Bool? = nil
    ) {
        self.type = type
        self.loadBalancerClass = loadBalancerClass
        self.ports = ports
        self.selector = selector
        self.sessionAffinity = sessionAffinity
        self.sessionAffinityConfig = sessionAffinityConfig
        self.externalTrafficPolicy = externalTrafficPolicy
        self.internalTrafficPolicy = internalTrafficPolicy
        self.healthCheckNodePort = healthCheckNodePort
        self.loadBalancerIP = loadBalancerIP
        self.loadBalancerSourceRanges = loadBalancerSourceRanges
        self.externalIPs = externalIPs
        self.ipFamilies = ipFamilies
        self.ipFamilyPolicy = ipFamilyPolicy
        self.clusterIP = clusterIP
        self.clusterIPs = clusterIPs
        self.allocateLoadBalancerNodePorts = allocateLoadBalancerNodePorts
    }

    /// Reads a spec; what is absent or null has Kubernetes' zero value.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        type = try container.decode(.type, or: .clusterIP)
        loadBalancerClass = try container.decodeIfPresent(String.self, forKey: .loadBalancerClass)
        ports = try container.decode(.ports, or: [])
        selector = try container.decodeStrings(.selector)
        sessionAffinity = try container.decode(.sessionAffinity, or: .none)
        sessionAffinityConfig = try container.decodeIfPresent(
            SessionAffinityConfig.self,
            forKey: .sessionAffinityConfig
        )
        externalTrafficPolicy = try container.decodeIfPresent(TrafficPolicy.self, forKey: .externalTrafficPolicy)
        internalTrafficPolicy = try container.decodeIfPresent(TrafficPolicy.self, forKey: .internalTrafficPolicy)
        healthCheckNodePort = try container.decode(.healthCheckNodePort, or: 0)
        loadBalancerIP = try container.decode(.loadBalancerIP, or: "")
        loadBalancerSourceRanges = try container.decode(.loadBalancerSourceRanges, or: [])
        externalIPs = try container.decode(.externalIPs, or: [])
        ipFamilies = try container.decode(.ipFamilies, or: [])
        ipFamilyPolicy = try container.decodeIfPresent(IPFamilyPolicy.self, forKey: .ipFamilyPolicy)
        clusterIP = try container.decode(.clusterIP, or: "")
        clusterIPs = try container.decode(.clusterIPs, or: [])
        allocateLoadBalancerNodePorts = try container.decodeIfPresent(
            Bool.self,
            forKey: .allocateLoadBalancerNodePorts
        )
    }
}

/// How long a client stays with a pod (core/v1 SessionAffinityConfig).
public struct SessionAffinityConfig: Codable, Hashable, Sendable {
    /// The settings of client-IP affinity (core/v1 ClientIPConfig).
    public struct ClientIP: Codable, Hashable, Sendable {
        /// For how many seconds, 1 to 86400; `nil` means 10800.
        public var timeoutSeconds: Int?

        /// Creates settings.
        public init(timeoutSeconds: Int? = nil) { self.timeoutSeconds = timeoutSeconds }
    }

    /// The settings of client-IP affinity.
    public var clientIP: ClientIP?

    /// Creates a configuration.
    public init(clientIP: ClientIP? = nil) { self.clientIP = clientIP }
}
