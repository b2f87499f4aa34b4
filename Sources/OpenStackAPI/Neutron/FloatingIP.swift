import CurlTransport
import KeystoneAuth

/// The id of a floating IP.
public typealias FloatingIPID = ID<FloatingIP>

/// A floating IP (Network API, "Floating IPs").
public struct FloatingIP: AddressableResource {
    /// Its id.
    public let id: FloatingIPID
    /// The project that owns it.
    public let projectID: String?
    /// The public address.
    public let address: String
    /// The external network that it is from.
    public let networkID: ID<Network>
    /// The port that it is associated with; `nil` for none.
    public let portID: ID<Port>?
    /// `ACTIVE`, `DOWN` or `ERROR`; it says nothing about an association.
    public let status: String?
    /// Free text.
    public let description: String?
    /// Its tags.
    public let tags: [String]

    /// Where the collection is.
    public static let endpoint = Endpoint<Self>(
        service: .network,
        path: "/floatingips",
        singular: "floatingip",
        plural: "floatingips",
        operation: "floating_ip"
    )

    private enum CodingKeys: String, CodingKey {
        case id, status, description, tags
        case projectID = "project_id"
        case address = "floating_ip_address"
        case networkID = "floating_network_id"
        case portID = "port_id"
    }
}

extension Filter where Item == FloatingIP {
    /// Floating IPs on this port.
    public static func port(_ id: ID<Port>) -> Self { Self("port_id", id.rawValue) }

    /// The floating IP with this public address.
    public static func address(_ address: String) -> Self { Self("floating_ip_address", address) }
}

extension FloatingIP {
    /// A new floating IP.
    public struct Create: Encodable, Sendable {
        /// The external network.
        public var networkID: ID<Network>
        /// The subnet of that network to take the address from.
        public var subnetID: ID<Subnet>?
        /// The address wanted; Neutron's policy may reserve this to administrators.
        public var address: String?
        /// The port to associate it with.
        public var portID: ID<Port>?
        /// Free text.
        public var description: String?

        /// A floating IP from that network.
        public init(networkID: ID<Network>) { self.networkID = networkID }

        private enum CodingKeys: String, CodingKey {
            case description
            case networkID = "floating_network_id"
            case subnetID = "subnet_id"
            case address = "floating_ip_address"
            case portID = "port_id"
        }
    }

    /// What an update changes; what is `nil` or unset stays.
    public struct Update: Encodable, Sendable {
        /// The port to associate it with; `.null` detaches it.
        public var portID: Patch<ID<Port>> = .unset
        /// Free text.
        public var description: String?

        /// An update that changes nothing yet.
        public init() {}

        private enum CodingKeys: String, CodingKey {
            case description
            case portID = "port_id"
        }
    }

    /// Creates a floating IP; with a port it is associated at once.
    public static func create(_ body: Create) -> Request<Self> { endpoint.create(body) }

    /// Changes the fields that are set in `body`.
    public static func update(_ id: FloatingIPID, _ body: Update) -> Request<Self> { endpoint.update(id, body) }

    /// Deletes one floating IP; a 404 is an error unless the request is sent by `deleteIfPresent`.
    public static func delete(_ id: FloatingIPID) -> Request<Void> { endpoint.delete(id) }

    /// Replaces all tags of a floating IP. Neutron takes no tags in its POST.
    public static func replaceTags(_ id: FloatingIPID, with tags: [String]) -> Request<Void> {
        let path = "\(endpoint.path(id))/tags"
        return Request(
            APIRequest(.network, .put, path, operation: "floating_ip_tag_update"),
            body: Envelope(key: "tags", content: tags)
        )
    }
}
