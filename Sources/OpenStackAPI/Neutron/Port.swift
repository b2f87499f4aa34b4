import KeystoneAuth

/// A port: a place on a network with its addresses (Network API, "Ports").
public struct Port: AddressableResource {
    /// Its id.
    public let id: ID<Port>
    /// The project that owns it.
    public let projectID: String?
    /// Its name; not unique.
    public let name: String?
    /// The network that it is on.
    public let networkID: ID<Network>
    /// What uses it; empty for nothing.
    public let deviceID: String?
    /// What kind of thing uses it: `Octavia`, `compute:nova`, …
    public let deviceOwner: String?
    /// Its addresses.
    public let fixedIPs: [FixedIP]

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

    /// Where the collection is.
    public static let endpoint = Endpoint<Self>(
        service: .network,
        path: "/ports",
        singular: "port",
        plural: "ports",
        operation: "port"
    )

    private enum CodingKeys: String, CodingKey {
        case id, name
        case projectID = "project_id"
        case networkID = "network_id"
        case deviceID = "device_id"
        case deviceOwner = "device_owner"
        case fixedIPs = "fixed_ips"
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
