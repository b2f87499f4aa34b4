import KeystoneAuth

/// A provider that the cloud offers: who implements load balancers (Octavia API, "Providers").
public struct LoadBalancerProvider: Resource {
    /// Its name, as `provider` takes it: `amphora`, `ovn`.
    public let name: String
    /// What it is.
    public let description: String?
    /// Providers belong to the cloud.
    public var projectID: String? { nil }

    /// Lists the providers of the cloud.
    public static func list() -> Listing<Self> {
        offers(at: "/lbaas/providers", singular: "provider", plural: "providers", operation: "loadbalancer_provider")
    }

    private enum CodingKeys: CodingKey { case name, description }
}

/// A flavor that the cloud offers: what a load balancer is made of (Octavia API, "Flavors", API 2.6).
public struct LoadBalancerFlavor: Resource {
    /// Its id.
    public let id: ID<LoadBalancerFlavor>
    /// Its name, unique in the cloud.
    public let name: String
    /// Whether new load balancers may use it.
    public let enabled: Bool?
    /// Flavors belong to the cloud.
    public var projectID: String? { nil }

    /// Lists the flavors of the cloud.
    public static func list() -> Listing<Self> {
        offers(at: "/lbaas/flavors", singular: "flavor", plural: "flavors", operation: "loadbalancer_flavor")
    }

    private enum CodingKeys: CodingKey { case id, name, enabled }
}

/// An availability zone that the cloud offers load balancers in (Octavia API, "Availability Zones", API 2.14).
public struct LoadBalancerAvailabilityZone: Resource {
    /// Its name, as `availability_zone` takes it.
    public let name: String
    /// Whether new load balancers may use it.
    public let enabled: Bool?
    /// Availability zones belong to the cloud.
    public var projectID: String? { nil }

    /// Lists the availability zones of the cloud.
    public static func list() -> Listing<Self> {
        offers(
            at: "/lbaas/availabilityzones",
            singular: "availability_zone",
            plural: "availability_zones",
            operation: "loadbalancer_availability_zone"
        )
    }

    private enum CodingKeys: CodingKey { case name, enabled }
}

private func offers<Item>(at path: String, singular: String, plural: String, operation: String) -> Listing<Item> {
    let endpoint = Endpoint<Item>(
        service: .loadBalancer,
        path: path,
        singular: singular,
        plural: plural,
        operation: operation,
        scope: .visible
    )
    return endpoint.list([])
}
