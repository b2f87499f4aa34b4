import KeystoneAuth

/// The id of a listener.
public typealias ListenerID = ID<Listener>

/// A listener (Octavia API, "Listeners").
public struct Listener: AddressableResource {
    /// Its id.
    public let id: ListenerID
    /// The project that owns it.
    public let projectID: String?
    /// Its name; not unique.
    public let name: String
    /// Whether its last change is carried out.
    public let provisioningStatus: ProvisioningStatus
    /// Whether it works.
    public let operatingStatus: OperatingStatus
    /// What it speaks: `TCP`, `HTTP`, … ("Protocol Combinations").
    public let proto: String
    /// The port it listens on, 1…65535.
    public let port: Int
    /// How many connections it takes at once; -1 means no limit.
    public let connectionLimit: Int?
    /// The pool that serves what no L7 policy redirects.
    public let defaultPoolID: PoolID?
    /// How long a client may be silent, in milliseconds (API 2.1).
    public let timeoutClientData: Int?
    /// How long connecting to a member may take, in milliseconds (API 2.1).
    public let timeoutMemberConnect: Int?
    /// How long a member may be silent, in milliseconds (API 2.1).
    public let timeoutMemberData: Int?
    /// How long to wait for packets to inspect, in milliseconds (API 2.1).
    public let timeoutTCPInspect: Int?
    /// The networks that may connect; empty means all (API 2.12).
    public let allowedCIDRs: [String]
    /// The headers that it adds for the members, `"true"` or `"false"` by name.
    public let insertHeaders: [String: String]
    /// The load balancer that it is on: one.
    public let loadBalancers: [Reference<LoadBalancer>]
    /// The L7 policies on it.
    public let l7Policies: [Reference<L7Policy>]
    /// Its tags (API 2.5).
    public let tags: [String]

    /// Where the collection is.
    public static let endpoint = Endpoint<Self>(
        service: .loadBalancer,
        path: "/lbaas/listeners",
        singular: "listener",
        plural: "listeners",
        operation: "loadbalancer_listener"
    )

    private enum CodingKeys: String, CodingKey {
        case id, name, tags
        case projectID = "project_id"
        case provisioningStatus = "provisioning_status"
        case operatingStatus = "operating_status"
        case proto = "protocol"
        case port = "protocol_port"
        case connectionLimit = "connection_limit"
        case defaultPoolID = "default_pool_id"
        case timeoutClientData = "timeout_client_data"
        case timeoutMemberConnect = "timeout_member_connect"
        case timeoutMemberData = "timeout_member_data"
        case timeoutTCPInspect = "timeout_tcp_inspect"
        case allowedCIDRs = "allowed_cidrs"
        case insertHeaders = "insert_headers"
        case loadBalancers = "loadbalancers"
        case l7Policies = "l7policies"
    }
}

extension Filter where Item == Listener {
    /// Listeners of this load balancer.
    public static func loadBalancer(_ id: LoadBalancerID) -> Self { Self("loadbalancer_id", id.rawValue) }
}
