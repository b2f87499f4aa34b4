import CurlTransport
import KeystoneAuth

/// The id of a member.
public typealias MemberID = ID<Member>

/// A member of a pool (Octavia API, "Members").
public struct Member: Resource {
    /// Its id.
    public let id: MemberID
    /// The project that owns it.
    public let projectID: String?
    /// Its name; not unique.
    public let name: String?
    /// Whether its last change is carried out.
    public let provisioningStatus: ProvisioningStatus
    /// Whether it works.
    public let operatingStatus: OperatingStatus
    /// Its address.
    public let address: String
    /// Its port, 1…65535.
    public let port: Int
    /// The subnet from which it is reached; `nil` means the VIP's.
    public let subnetID: ID<Subnet>?
    /// Its share of the traffic, 0…256.
    public let weight: Int?
    /// The port that the health monitor asks, if it is another one.
    public let monitorPort: Int?
    /// Whether it may get traffic at all.
    public let isEnabled: Bool?
    /// Whether it only gets traffic when no other member is left (API 2.1).
    public let isBackup: Bool?

    private enum CodingKeys: String, CodingKey {
        case id, name, address, weight
        case projectID = "project_id"
        case provisioningStatus = "provisioning_status"
        case operatingStatus = "operating_status"
        case port = "protocol_port"
        case subnetID = "subnet_id"
        case monitorPort = "monitor_port"
        case isEnabled = "admin_state_up"
        case isBackup = "backup"
    }

    /// A member as it should be: new, or in a batch update also one that exists, known by its address and port.
    public struct Create: Encodable, Sendable, Hashable {
        /// Its address.
        public var address: String
        /// Its port, 1…65535.
        public var port: Int
        /// The name, at most 255 characters.
        public var name: String?
        /// The subnet from which it is reached.
        public var subnetID: ID<Subnet>?
        /// Its share of the traffic, 0…256; Octavia's default is 1.
        public var weight: Int?
        /// The port that the health monitor asks, if it is another one.
        public var monitorPort: Int?

        /// A member at that address and port.
        public init(address: String, port: Int) {
            self.address = address
            self.port = port
        }

        private enum CodingKeys: String, CodingKey {
            case name, address, weight
            case port = "protocol_port"
            case subnetID = "subnet_id"
            case monitorPort = "monitor_port"
        }
    }
}

extension Member {
    /// Lists the members of a pool. The pool decides whose they are, so the project is not asked for again.
    public static func list(of pool: PoolID) -> Listing<Self> { endpoint(of: pool).list([]) }

    /// Adds one member to a pool.
    public static func create(_ body: Create, in pool: PoolID) -> Mutation<Self> {
        Mutation(request: endpoint(of: pool).create(body))
    }

    /// Removes one member from a pool.
    public static func delete(_ id: MemberID, from pool: PoolID) -> Mutation<Void> {
        Mutation(request: endpoint(of: pool).delete(id))
    }

    /// Makes the members of a pool exactly these by one call; members that are there keep their ids. With
    /// `additiveOnly`, members that are not named stay as they are.
    public static func batchUpdate(of pool: PoolID, _ members: [Create], additiveOnly: Bool = false) -> Mutation<Void> {
        let call = APIRequest(
            .loadBalancer,
            .put,
            endpoint(of: pool).path,
            query: additiveOnly ? [(name: "additive_only", value: "true")] : [],
            operation: "loadbalancer_members_update",
            timeout: .seconds(300)
        )
        return Mutation(request: Request(call, body: Envelope(key: "members", content: members)))
    }

    private static func endpoint(of pool: PoolID) -> Endpoint<Self> {
        Endpoint(
            service: .loadBalancer,
            path: "\(Pool.endpoint.path(pool))/members",
            singular: "member",
            plural: "members",
            operation: "loadbalancer_member",
            scope: .visible
        )
    }
}
