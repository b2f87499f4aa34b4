import CurlTransport
import KeystoneAuth

extension LoadBalancer {
    /// A new load balancer. With `listeners`, the whole tree is made by one POST ("fully populated").
    public struct Create: Encodable, Sendable {
        /// The name, at most 255 characters.
        public var name: String
        /// Free text, at most 255 characters.
        public var description: String?
        /// The provider; `nil` takes the cloud's default.
        public var provider: String?
        /// The flavor (API 2.6).
        public var flavorID: ID<LoadBalancerFlavor>?
        /// The availability zone (API 2.14).
        public var availabilityZone: String?
        /// An existing port that becomes the VIP.
        public var vipPortID: ID<Port>?
        /// The subnet that the VIP is taken from.
        public var vipSubnetID: ID<Subnet>?
        /// The network that the VIP is taken from.
        public var vipNetworkID: ID<Network>?
        /// The address that the VIP gets.
        public var vipAddress: String?
        /// Tags (API 2.5).
        public var tags: [String]?
        /// The listeners to make with it.
        public var listeners: [Listener.Create]?

        /// A load balancer of that name; one of the VIP's port, subnet and network is to be set.
        public init(name: String) { self.name = name }

        private enum CodingKeys: String, CodingKey {
            case name, description, provider, tags, listeners
            case flavorID = "flavor_id"
            case availabilityZone = "availability_zone"
            case vipPortID = "vip_port_id"
            case vipSubnetID = "vip_subnet_id"
            case vipNetworkID = "vip_network_id"
            case vipAddress = "vip_address"
        }
    }

    /// What an update changes; what is `nil` stays.
    public struct Update: Encodable, Sendable {
        /// The name.
        public var name: String?
        /// Free text.
        public var description: String?
        /// All tags that it has afterwards.
        public var tags: [String]?

        /// An update that changes nothing yet.
        public init() {}
    }

    /// Creates a load balancer. With listeners the answer may take minutes, since Octavia checks the whole tree first.
    public static func create(_ body: Create) -> Request<Self> {
        var request = endpoint.create(body)
        if body.listeners?.isEmpty == false { request.call.timeout = .seconds(300) }
        return request
    }

    /// Changes the fields that are set in `body`.
    public static func update(_ id: LoadBalancerID, _ body: Update) -> Mutation<Self> {
        Mutation(request: endpoint.update(id, body))
    }

    static func delete(_ id: LoadBalancerID, cascade: Bool) -> Request<Void> {
        var request = endpoint.delete(id)
        if cascade { request.call.query = [(name: "cascade", value: "true")] }
        return request
    }

    /// Moves the load balancer to new amphorae. Octavia accepts it for a load balancer that is ACTIVE or in ERROR.
    public static func failover(_ loadBalancer: borrowing Deletable) -> Request<Void> {
        let path = "\(endpoint.path(loadBalancer.loadBalancer))/failover"
        return Request(APIRequest(.loadBalancer, .put, path, operation: "loadbalancer_failover"))
    }

    /// The statuses of a load balancer and of everything below it, by one small call.
    public static func statusTree(_ id: LoadBalancerID) -> Request<StatusTree> {
        let path = "\(endpoint.path(id))/status"
        return Request(
            APIRequest(.loadBalancer, .get, path, operation: "loadbalancer_status_get"),
            envelope: "statuses"
        )
    }
}
