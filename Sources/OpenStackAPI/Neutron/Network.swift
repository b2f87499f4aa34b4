import KeystoneAuth

/// A network (Network API, "Networks"). Shared and external ones belong to other projects.
public struct Network: AddressableResource {
    /// Its id.
    public let id: ID<Network>
    /// The project that owns it.
    public let projectID: String?
    /// Its name; not unique.
    public let name: String
    /// Whether floating IPs can be taken from it.
    public let isExternal: Bool?
    /// Its subnets.
    public let subnets: [ID<Subnet>]
    /// Its tags.
    public let tags: [String]

    /// Where the collection is.
    public static let endpoint = Endpoint<Self>(
        service: .network,
        path: "/networks",
        singular: "network",
        plural: "networks",
        operation: "network",
        scope: .visible
    )

    private enum CodingKeys: String, CodingKey {
        case id, name, subnets, tags
        case projectID = "project_id"
        case isExternal = "router:external"
    }
}

extension Filter where Item == Network {
    /// Networks that floating IPs can be taken from. They belong to the cloud's operator, hence no project is asked for.
    public static var external: Self { Self("router:external", "true") }
}
