import CurlTransport
import KeystoneAuth

/// A server (Compute API, "Servers").
public struct Server: AddressableResource {
    /// Its id.
    public let id: ID<Server>
    /// The project that owns it.
    public let projectID: String?
    /// Its name; not unique.
    public let name: String
    /// What it is doing.
    public let status: ServerStatus
    /// Its addresses by the name of their network, floating ones beside the fixed ones that they lead to.
    public let addresses: [String: [Address]]
    /// An address that its owner says it is reached at; empty for none.
    public let accessIPv4: String?
    /// An IPv6 address that its owner says it is reached at; empty for none.
    public let accessIPv6: String?
    /// What its owner wrote down about it.
    public let metadata: [String: String]
    /// How large it is.
    public let flavor: ServerFlavor
    /// Where it is; empty while it has not been placed.
    public let availabilityZone: String?

    /// One address of a server.
    public struct Address: Decodable, Sendable, Hashable {
        /// The address.
        public let address: String
        /// `fixed` or `floating`; old networks have none.
        public let kind: String?

        private enum CodingKeys: String, CodingKey {
            case address = "addr"
            case kind = "OS-EXT-IPS:type"
        }
    }

    /// Where the collection is.
    public static let endpoint = collection("/servers")

    /// The microversion from which a server tells its flavor's name, also of a flavor that was deleted since. Before it,
    /// only the flavor's id is there.
    public static let flavorNameMicroversion = "2.47"

    /// Lists servers with all that is known of them.
    public static func listDetails(_ filters: Filter<Self>...) -> Listing<Self> {
        collection("/servers/detail").list(filters)
    }

    private static func collection(_ path: String) -> Endpoint<Self> {
        Endpoint(service: .compute, path: path, singular: "server", plural: "servers", operation: "server")
    }

    private enum CodingKeys: String, CodingKey {
        case id, name, status, addresses, accessIPv4, accessIPv6, metadata, flavor
        case projectID = "tenant_id"
        case availabilityZone = "OS-EXT-AZ:availability_zone"
    }
}

/// What a server says about its flavor: the id before microversion 2.47, the name from then on.
public struct ServerFlavor: Decodable, Sendable, Hashable {
    /// The flavor's id.
    public let id: ID<Flavor>?
    /// The flavor's name when the server was made.
    public let originalName: String?

    private enum CodingKeys: String, CodingKey {
        case id
        case originalName = "original_name"
    }
}

/// What a server is doing (Compute API, "Server status").
public struct ServerStatus: OpenEnum {
    /// It runs.
    public static let active = ServerStatus(rawValue: "ACTIVE")
    /// It was shut down.
    public static let shutOff = ServerStatus(rawValue: "SHUTOFF")
    /// It was shut down and put away, its place kept.
    public static let shelved = ServerStatus(rawValue: "SHELVED")
    /// It was shut down and put away, its place given up.
    public static let shelvedOffloaded = ServerStatus(rawValue: "SHELVED_OFFLOADED")
    /// It was deleted, and may be restored for a while.
    public static let softDeleted = ServerStatus(rawValue: "SOFT_DELETED")

    /// The status as Nova writes it.
    public let rawValue: String

    /// Takes a status, known or not.
    public init(rawValue: String) { self.rawValue = rawValue }
}
