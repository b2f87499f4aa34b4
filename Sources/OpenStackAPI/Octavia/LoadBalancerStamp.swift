import KeystoneAuth

/// The little of a load balancer that tells whether it is settling and whether it has changed.
public struct LoadBalancerStamp: Resource {
    /// Its id.
    public let id: LoadBalancerID
    /// The project that owns it.
    public let projectID: String?
    /// Whether its last change is carried out.
    public let provisioningStatus: ProvisioningStatus
    /// When it or any child was changed last: compare by inequality only.
    public let updatedAt: String?

    /// Reads the stamp of one load balancer.
    static func get(_ id: LoadBalancerID) -> Request<Self> {
        var request = endpoint.get(ID(id.rawValue))
        request.call.query = fields.map { (name: $0.name, value: $0.value) }
        return request
    }

    /// Lists the stamps of the load balancers that carry this tag: one small answer for all of them.
    public static func list(tag: String) -> Listing<Self> {
        endpoint.list([.tag(tag)] + fields)
    }

    private static let fields = CodingKeys.allCases.map { Filter<Self>("fields", $0.rawValue) }

    private static let endpoint = Endpoint<Self>(
        service: .loadBalancer,
        path: LoadBalancer.endpoint.path,
        singular: LoadBalancer.endpoint.singular,
        plural: LoadBalancer.endpoint.plural,
        operation: LoadBalancer.endpoint.operation
    )

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case id
        case projectID = "project_id"
        case provisioningStatus = "provisioning_status"
        case updatedAt = "updated_at"
    }
}
