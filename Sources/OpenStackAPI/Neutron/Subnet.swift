import KeystoneAuth

/// A subnet (Network API, "Subnets"). Those of shared and external networks belong to other projects.
public struct Subnet: AddressableResource {
    /// Its id.
    public let id: ID<Subnet>
    /// The project that owns it.
    public let projectID: String?
    /// Its name; not unique.
    public let name: String
    /// The network that it is part of.
    public let networkID: ID<Network>
    /// 4 or 6.
    public let ipVersion: Int
    /// Its range of addresses.
    public let cidr: String
    /// Its tags.
    public let tags: [String]

    /// Where the collection is.
    public static let endpoint = Endpoint<Self>(
        service: .network,
        path: "/subnets",
        singular: "subnet",
        plural: "subnets",
        operation: "subnet",
        scope: .visible
    )

    private enum CodingKeys: String, CodingKey {
        case id, name, cidr, tags
        case projectID = "project_id"
        case networkID = "network_id"
        case ipVersion = "ip_version"
    }
}

extension Filter where Item == Subnet {
    /// Subnets of this network.
    public static func network(_ id: ID<Network>) -> Self { Self("network_id", id.rawValue) }
}
