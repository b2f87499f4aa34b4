import KeystoneAuth

/// The id of a load balancer.
public typealias LoadBalancerID = ID<LoadBalancer>

/// A load balancer (Octavia API, "Load Balancers").
public struct LoadBalancer: AddressableResource {
    /// Its id.
    public let id: LoadBalancerID
    /// The project that owns it.
    public let projectID: String?
    /// Its name; not unique.
    public let name: String
    /// Free text.
    public let description: String?
    /// Whether its last change is carried out.
    public let provisioningStatus: ProvisioningStatus
    /// Whether it works.
    public let operatingStatus: OperatingStatus
    /// The provider that implements it.
    public let provider: String?
    /// Its flavor, if it has one.
    public let flavorID: ID<LoadBalancerFlavor>?
    /// Its availability zone, if it has one.
    public let availabilityZone: String?
    /// The virtual address; `nil` until the port is made.
    public let vipAddress: String?
    /// The Neutron port of the virtual address.
    public let vipPortID: ID<Port>?
    /// The subnet of the virtual address.
    public let vipSubnetID: ID<Subnet>?
    /// The network of the virtual address.
    public let vipNetworkID: ID<Network>?
    /// When it was created, as the service writes it.
    public let createdAt: String?
    /// When it or any child was changed last, in whole seconds of some server's clock: compare by inequality only.
    public let updatedAt: String?
    /// Its tags (API 2.5).
    public let tags: [String]

    /// Where the collection is.
    public static let endpoint = Endpoint<Self>(
        service: .loadBalancer,
        path: "/lbaas/loadbalancers",
        singular: "loadbalancer",
        plural: "loadbalancers",
        operation: "loadbalancer"
    )

    private enum CodingKeys: String, CodingKey {
        case id, name, description, provider, tags
        case projectID = "project_id"
        case provisioningStatus = "provisioning_status"
        case operatingStatus = "operating_status"
        case flavorID = "flavor_id"
        case availabilityZone = "availability_zone"
        case vipAddress = "vip_address"
        case vipPortID = "vip_port_id"
        case vipSubnetID = "vip_subnet_id"
        case vipNetworkID = "vip_network_id"
        case createdAt = "created_at"
        case updatedAt = "updated_at"
    }
}

extension Filter where Item == LoadBalancer {
    /// Load balancers whose virtual address is this one.
    public static func vipAddress(_ address: String) -> Self { Self("vip_address", address) }
}
