import KeystoneAuth

/// A port: a place on a network with its addresses (Network API, "Ports").
public struct Port: AddressableResource {
    /// Its id.
    public let id: ID<Port>
    /// The project that owns it.
    public let projectID: String?
    /// Its name; not unique.
    public let name: String?
    /// `ACTIVE`, `DOWN`, `BUILD` or `ERROR`.
    public let status: String?
    /// The network that it is on.
    public let networkID: ID<Network>
    /// Its hardware address.
    public let macAddress: String?
    /// What uses it; empty for nothing.
    public let deviceID: String?
    /// What kind of thing uses it: `Octavia`, `compute:nova`, …
    public let deviceOwner: String?
    /// Its addresses.
    public let fixedIPs: [FixedIP]
    /// Whether it lets through only packets of its own addresses and of its pairs; `nil` if the cloud can't say.
    public let hasPortSecurity: Bool?
    /// Further addresses that it may send from.
    public let allowedAddressPairs: [AllowedAddressPair]
    /// The trunk that it is the parent of.
    public let trunk: Trunk?
    /// Grows with each change.
    public let revision: Int?

    /// One address of a port.
    public struct FixedIP: Decodable, Sendable, Hashable {
        /// The subnet that the address is from.
        public let subnetID: ID<Subnet>
        /// The address.
        public let address: String

        private enum CodingKeys: String, CodingKey {
            case subnetID = "subnet_id"
            case address = "ip_address"
        }
    }

    /// A trunk as its parent port tells of it (extension `trunk-details`).
    public struct Trunk: Decodable, Sendable, Hashable {
        /// The ports that it carries beside its parent.
        public let subports: [Subport]

        private enum CodingKeys: String, CodingKey {
            case subports = "sub_ports"
        }
    }

    /// A port that a trunk carries.
    public struct Subport: Decodable, Sendable, Hashable {
        /// Its id.
        public let portID: ID<Port>

        private enum CodingKeys: String, CodingKey {
            case portID = "port_id"
        }
    }

    /// Where the collection is.
    public static let endpoint = Endpoint<Self>(
        service: .network,
        path: "/ports",
        singular: "port",
        plural: "ports",
        operation: "port"
    )

    /// Lists ports with no more of each than is kept here: a third of what Neutron would tell.
    public static func listCompactly(_ filters: Filter<Self>...) -> Listing<Self> {
        endpoint.list(filters + CodingKeys.allCases.map { Filter("fields", $0.rawValue) })
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case id, name, status
        case projectID = "project_id"
        case networkID = "network_id"
        case macAddress = "mac_address"
        case deviceID = "device_id"
        case deviceOwner = "device_owner"
        case fixedIPs = "fixed_ips"
        case hasPortSecurity = "port_security_enabled"
        case allowedAddressPairs = "allowed_address_pairs"
        case trunk = "trunk_details"
        case revision = "revision_number"
    }
}

/// A network, or an address, that a port may send from beside its own (extension `allowed-address-pairs`).
public struct AllowedAddressPair: Codable, Sendable, Hashable {
    /// An address or a CIDR.
    public var address: String
    /// The MAC address that goes with it; `nil` in a request means the port's own.
    public var macAddress: String?

    /// A pair with the port's own MAC address.
    public init(address: String) {
        self.address = address
    }

    private enum CodingKeys: String, CodingKey {
        case address = "ip_address"
        case macAddress = "mac_address"
    }
}

extension Filter where Item == Port {
    /// Ports that have this address.
    public static func address(_ address: String) -> Self {
        Self("fixed_ips", address.isEmpty ? "" : "ip_address=\(address)")
    }

    /// Ports of this network.
    public static func network(_ id: ID<Network>) -> Self { Self("network_id", id.rawValue) }

    /// Ports that this device uses.
    public static func device(_ id: String) -> Self { Self("device_id", id) }
}

extension Port {
    /// What an update changes; what is `nil` stays.
    public struct Update: Encodable, Sendable {
        /// All pairs that it has afterwards.
        public var allowedAddressPairs: [AllowedAddressPair]?

        /// An update that changes nothing yet.
        public init() {}

        private enum CodingKeys: String, CodingKey {
            case allowedAddressPairs = "allowed_address_pairs"
        }
    }

    /// Changes the fields that are set in `body`.
    /// - Parameter revision: The revision that the change was made from: if the port has another one by now, Neutron
    ///   refuses the change (412).
    public static func update(_ id: ID<Port>, _ body: Update, ifRevision revision: Int? = nil) -> Request<Self> {
        endpoint.update(id, body).onlyIf(revision: revision)
    }
}
