import KeystoneAuth

/// The id of a pool.
public typealias PoolID = ID<Pool>

/// A pool (Octavia API, "Pools").
public struct Pool: AddressableResource {
    /// Its id.
    public let id: PoolID
    /// The project that owns it.
    public let projectID: String?
    /// Its name; not unique.
    public let name: String
    /// Whether its last change is carried out.
    public let provisioningStatus: ProvisioningStatus
    /// Whether it works.
    public let operatingStatus: OperatingStatus
    /// What it speaks to its members: `TCP`, `PROXY`, … ("Protocol Combinations").
    public let proto: String
    /// How it picks a member: `ROUND_ROBIN`, …
    public let algorithm: String
    /// How it keeps a client on a member; `nil` if it does not.
    public let sessionPersistence: SessionPersistence?
    /// The load balancer that it is on: one.
    public let loadBalancers: [Reference<LoadBalancer>]
    /// The listeners that use it, as default pool or through an L7 policy.
    public let listeners: [Reference<Listener>]
    /// Its members.
    public let members: [Reference<Member>]
    /// Its health monitor.
    public let healthMonitorID: HealthMonitorID?
    /// Its tags (API 2.5).
    public let tags: [String]

    /// How a pool keeps a client on one member.
    public struct SessionPersistence: Codable, Sendable, Hashable {
        /// `SOURCE_IP`, `HTTP_COOKIE` or `APP_COOKIE`.
        public var type: String
        /// The cookie that APP_COOKIE looks at.
        public var cookieName: String?
        /// How long a client is remembered, in seconds (UDP and SCTP pools).
        public var timeout: Int?

        /// A session persistence of that type.
        public init(type: String, cookieName: String? = nil, timeout: Int? = nil) {
            self.type = type
            self.cookieName = cookieName
            self.timeout = timeout
        }

        private enum CodingKeys: String, CodingKey {
            case type
            case cookieName = "cookie_name"
            case timeout = "persistence_timeout"
        }
    }

    /// Where the collection is.
    public static let endpoint = Endpoint<Self>(
        service: .loadBalancer,
        path: "/lbaas/pools",
        singular: "pool",
        plural: "pools",
        operation: "loadbalancer_pool"
    )

    private enum CodingKeys: String, CodingKey {
        case id, name, listeners, members, tags
        case projectID = "project_id"
        case provisioningStatus = "provisioning_status"
        case operatingStatus = "operating_status"
        case proto = "protocol"
        case algorithm = "lb_algorithm"
        case loadBalancers = "loadbalancers"
        case sessionPersistence = "session_persistence"
        case healthMonitorID = "healthmonitor_id"
    }
}

extension Filter where Item == Pool {
    /// Pools of this load balancer.
    public static func loadBalancer(_ id: LoadBalancerID) -> Self { Self("loadbalancer_id", id.rawValue) }
}

extension Pool: LoadBalancerChild {
    /// A new pool: by itself (with `loadBalancerID` or `listenerID`) or inside a new listener (without).
    public struct Create: Encodable, Sendable {
        /// What it speaks to its members.
        public var proto: String
        /// How it picks a member.
        public var algorithm: String
        /// The name, at most 255 characters.
        public var name: String?
        /// The load balancer, for a pool that no listener uses yet.
        public var loadBalancerID: LoadBalancerID?
        /// The listener whose default pool it becomes.
        public var listenerID: ListenerID?
        /// How it keeps a client on a member.
        public var sessionPersistence: SessionPersistence?
        /// The members to make with it; for pools inside a new load balancer.
        public var members: [Member.Create]?
        /// The health monitor to make with it; for pools inside a new load balancer.
        public var healthMonitor: HealthMonitor.Create?
        /// Tags (API 2.5).
        public var tags: [String]?

        /// A pool without members.
        public init(proto: String, algorithm: String) {
            self.proto = proto
            self.algorithm = algorithm
        }

        private enum CodingKeys: String, CodingKey {
            case name, members, tags
            case proto = "protocol"
            case algorithm = "lb_algorithm"
            case loadBalancerID = "loadbalancer_id"
            case listenerID = "listener_id"
            case sessionPersistence = "session_persistence"
            case healthMonitor = "healthmonitor"
        }
    }

    /// What an update changes; what is `nil` or unset stays. The protocol can't be changed.
    public struct Update: Encodable, Sendable {
        /// The name.
        public var name: String?
        /// How it picks a member.
        public var algorithm: String?
        /// How it keeps a client on a member; `.null` ends it.
        public var sessionPersistence: Patch<SessionPersistence> = .unset
        /// All tags that it has afterwards.
        public var tags: [String]?

        /// An update that changes nothing yet.
        public init() {}

        private enum CodingKeys: String, CodingKey {
            case name, tags
            case algorithm = "lb_algorithm"
            case sessionPersistence = "session_persistence"
        }
    }
}
