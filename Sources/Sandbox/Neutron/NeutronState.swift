import OrderedCollections

/// An in-memory Neutron: the networks, ports, floating IPs and security groups of every project.
///
/// Guarantees: a caller sees its own project's resources, shared and external networks, and as admin everything; an address is given once.
/// Failure: Neutron's own statuses and texts, in `NeutronError` bodies.
struct NeutronState: Sendable {
    var networks: OrderedDictionary<String, SandboxNetwork> = [:]
    var subnets: OrderedDictionary<String, SandboxSubnet> = [:]
    var ports: OrderedDictionary<String, SandboxPort> = [:]
    var floatingIPs: OrderedDictionary<String, FloatingIP> = [:]
    var routers: OrderedDictionary<String, Router> = [:]
    var trunks: OrderedDictionary<String, Trunk> = [:]
    var securityGroups: OrderedDictionary<String, SecurityGroup> = [:]
    var securityGroupRules: OrderedDictionary<String, SecurityGroupRule> = [:]
    /// The free addresses, by subnet id.
    var addresses: [String: AddressPool] = [:]
    /// The default quotas by resource name; none means unlimited.
    var defaultQuotas: [String: Int] = [:]
    /// Quotas that an admin set for a project.
    var quotas: [String: [String: Int]] = [:]
    /// The largest page; `nil` means no limit but the client's.
    var pageSize: Int?
    /// How many extra routes a router may have (the quota `router_route`).
    var maxRoutes = 30
    /// The extensions that it lacks, by alias.
    var missingExtensions: Set<String> = []
    /// The time of the request in hand.
    var now = Instant(seconds: 0)
    var ids: Identifiers

    /// Creates an empty Neutron.
    init(ids: Identifiers) { self.ids = ids }

    /// The routers that lead from a subnet to an external network.
    func router(from subnetID: String, to externalNetworkID: String) -> Router? {
        routers.values.first { $0.subnetIDs.contains(subnetID) && $0.externalNetworkID == externalNetworkID }
    }

    /// How many of a resource a project may have; -1 means unlimited.
    func quota(_ resource: String, of projectID: String) -> Int {
        quotas[projectID]?[resource] ?? defaultQuotas[resource] ?? -1
    }

    /// Throws when a project has as many of a resource as it may.
    func checkQuota<R: NeutronResource>(_ type: R.Type, of projectID: String) throws(SandboxFault) {
        let limit = quota(R.kind.name, of: projectID)
        guard limit >= 0 else { return }
        let used = self[keyPath: R.table].values.count { $0.projectID == projectID }
        if used >= limit { throw .overQuota(R.kind.name) }
    }
}
