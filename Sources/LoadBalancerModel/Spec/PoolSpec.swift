/// What a pool should be.
public struct PoolSpec: Sendable, Hashable {
    /// The name, given on create and never compared.
    public var name: String
    /// `TCP`, `UDP`, `SCTP`, `HTTP`, `HTTPS`, `PROXY` or `PROXYV2`; cannot be changed in place.
    public var proto: String
    /// `ROUND_ROBIN`, `LEAST_CONNECTIONS`, `SOURCE_IP` or `SOURCE_IP_PORT`.
    public var algorithm: String
    /// Session affinity; `nil` for none.
    public var persistence: SessionPersistence?
    /// The members.
    public var members: MemberSet
    /// The health monitor; `nil` for none.
    public var monitor: HealthMonitorSpec?

    /// Creates a pool wish.
    public init(
        name: String,
        proto: String,
        algorithm: String = "ROUND_ROBIN",
        persistence: SessionPersistence? = nil,
        members: MemberSet,
        monitor: HealthMonitorSpec? = nil
    ) {
        self.name = name
        self.proto = proto
        self.algorithm = algorithm
        self.persistence = persistence
        self.members = members
        self.monitor = monitor
    }
}

/// How a pool keeps a client on one member (Octavia API reference, "session_persistence").
public struct SessionPersistence: Sendable, Hashable {
    /// `SOURCE_IP`, `HTTP_COOKIE` or `APP_COOKIE`.
    public var type: String
    /// How long the load balancer remembers a client, in seconds; only for SOURCE_IP on UDP and SCTP pools.
    public var timeout: Int?
    /// The cookie's name; only for APP_COOKIE.
    public var cookieName: String?

    /// Creates a session persistence.
    public init(type: String, timeout: Int? = nil, cookieName: String? = nil) {
        self.type = type
        self.timeout = timeout
        self.cookieName = cookieName
    }
}

/// The members that a pool should have, as far as they are known.
public enum MemberSet: Sendable, Hashable {
    /// Exactly these, sorted by address and port.
    case known([MemberSpec])
    /// No nodes were given: the plan shows `(nodes unknown)` and cannot be applied.
    case nodesUnknown
    /// Kubernetes has not allocated the node port yet: the plan shows `(port allocated by Kubernetes)`.
    case portUnallocated
}

/// What a member should be. Address and port are its identity (Octavia's batch update uses the same).
public struct MemberSpec: Sendable, Hashable {
    /// The node's name.
    public var name: String
    /// The node's address.
    public var address: String
    /// The node port, 1…65535.
    public var port: Int
    /// The subnet through which the member is reached; `nil` takes the VIP's.
    public var subnetID: String?
    /// 0…256; Octavia's default is 1.
    public var weight: Int
    /// The port that the health monitor asks, if another.
    public var monitorPort: Int?

    /// Creates a member wish.
    public init(
        name: String,
        address: String,
        port: Int,
        subnetID: String? = nil,
        weight: Int = 1,
        monitorPort: Int? = nil
    ) {
        self.name = name
        self.address = address
        self.port = port
        self.subnetID = subnetID
        self.weight = weight
        self.monitorPort = monitorPort
    }
}

/// What a health monitor should be.
public struct HealthMonitorSpec: Sendable, Hashable {
    /// The name.
    public var name: String
    /// `TCP`, `UDP-CONNECT`, `SCTP`, `HTTP`, `HTTPS`, `PING` or `TLS-HELLO`; cannot be changed in place.
    public var type: String
    /// Seconds between probes.
    public var delay: Int
    /// Seconds that a probe may take; at most `delay`.
    public var timeout: Int
    /// Successes until a member is up, 1…10.
    public var maxRetries: Int
    /// Failures until a member is down, 1…10.
    public var maxRetriesDown: Int
    /// What is asked for and expected; only for HTTP and HTTPS.
    public var http: HTTPProbe?

    /// An HTTP probe.
    public struct HTTPProbe: Sendable, Hashable {
        /// The method: `GET`.
        public var method: String
        /// The path: `/healthz`.
        public var path: String
        /// The codes that are success: `200`, `200-204`, `200,202`.
        public var expectedCodes: String

        /// Creates a probe.
        public init(method: String = "GET", path: String = "/healthz", expectedCodes: String = "200") {
            self.method = method
            self.path = path
            self.expectedCodes = expectedCodes
        }
    }

    /// Creates a health monitor wish.
    public init(
        name: String,
        type: String,
        delay: Int,
        timeout: Int,
        maxRetries: Int,
        maxRetriesDown: Int,
        http: HTTPProbe? = nil
    ) {
        self.name = name
        self.type = type
        self.delay = delay
        self.timeout = timeout
        self.maxRetries = maxRetries
        self.maxRetriesDown = maxRetriesDown
        self.http = http
    }
}
