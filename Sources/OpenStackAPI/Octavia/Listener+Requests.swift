extension Listener: LoadBalancerChild {
    /// A new listener: by itself (with `loadBalancerID`) or inside a new load balancer (without).
    public struct Create: Encodable, Sendable {
        /// What it speaks.
        public var proto: String
        /// The port it listens on, 1…65535.
        public var port: Int
        /// The name, at most 255 characters.
        public var name: String?
        /// The load balancer; left out inside a new one.
        public var loadBalancerID: LoadBalancerID?
        /// How many connections it takes at once; -1 means no limit.
        public var connectionLimit: Int?
        /// A pool of the load balancer that has none of the listener's making.
        public var defaultPoolID: PoolID?
        /// A pool to make with it.
        public var defaultPool: Pool.Create?
        /// How long a client may be silent, in milliseconds (API 2.1).
        public var timeoutClientData: Int?
        /// How long connecting to a member may take, in milliseconds (API 2.1).
        public var timeoutMemberConnect: Int?
        /// How long a member may be silent, in milliseconds (API 2.1).
        public var timeoutMemberData: Int?
        /// How long to wait for packets to inspect, in milliseconds (API 2.1).
        public var timeoutTCPInspect: Int?
        /// The networks that may connect (API 2.12).
        public var allowedCIDRs: [String]?
        /// The headers that it adds for the members, `"true"` or `"false"` by name.
        public var insertHeaders: [String: String]?
        /// Tags (API 2.5).
        public var tags: [String]?

        /// A listener on that port.
        public init(proto: String, port: Int) {
            self.proto = proto
            self.port = port
        }

        private enum CodingKeys: String, CodingKey {
            case name, tags
            case proto = "protocol"
            case port = "protocol_port"
            case loadBalancerID = "loadbalancer_id"
            case connectionLimit = "connection_limit"
            case defaultPoolID = "default_pool_id"
            case defaultPool = "default_pool"
            case timeoutClientData = "timeout_client_data"
            case timeoutMemberConnect = "timeout_member_connect"
            case timeoutMemberData = "timeout_member_data"
            case timeoutTCPInspect = "timeout_tcp_inspect"
            case allowedCIDRs = "allowed_cidrs"
            case insertHeaders = "insert_headers"
        }
    }

    /// What an update changes; what is `nil` or unset stays. Protocol and port can't be changed.
    public struct Update: Encodable, Sendable {
        /// The name.
        public var name: String?
        /// How many connections it takes at once; -1 means no limit.
        public var connectionLimit: Int?
        /// The default pool; `.null` leaves the listener without one.
        public var defaultPoolID: Patch<PoolID> = .unset
        /// How long a client may be silent, in milliseconds.
        public var timeoutClientData: Int?
        /// How long connecting to a member may take, in milliseconds.
        public var timeoutMemberConnect: Int?
        /// How long a member may be silent, in milliseconds.
        public var timeoutMemberData: Int?
        /// How long to wait for packets to inspect, in milliseconds.
        public var timeoutTCPInspect: Int?
        /// All networks that may connect afterwards; an empty list opens it to everyone.
        public var allowedCIDRs: [String]?
        /// All headers that it adds afterwards.
        public var insertHeaders: [String: String]?
        /// All tags that it has afterwards.
        public var tags: [String]?

        /// An update that changes nothing yet.
        public init() {}

        private enum CodingKeys: String, CodingKey {
            case name, tags
            case connectionLimit = "connection_limit"
            case defaultPoolID = "default_pool_id"
            case timeoutClientData = "timeout_client_data"
            case timeoutMemberConnect = "timeout_member_connect"
            case timeoutMemberData = "timeout_member_data"
            case timeoutTCPInspect = "timeout_tcp_inspect"
            case allowedCIDRs = "allowed_cidrs"
            case insertHeaders = "insert_headers"
        }
    }
}
