import OrderedCollections

/// How a world is furnished, past the services' APIs.
extension World {
    /// The id of a project by its name; empty when there is none.
    func projectID(_ name: String) -> String { keystone.projects.first { $0.name == name }?.id ?? "" }

    /// Adds a network and answers its id.
    mutating func addNetwork(_ name: String, project: String, external: Bool = false) -> String {
        let id = newID()
        neutron.networks[id] = SandboxNetwork(id: id, name: name, projectID: project, isExternal: external)
        return id
    }

    /// Adds a subnet and answers its id; a CIDR or pool that is none adds nothing.
    mutating func addSubnet(
        _ name: String,
        _ cidr: String,
        in networkID: String,
        pool: (String, String)? = nil
    ) -> String {
        let id = newID()
        guard let prefix = IPPrefix(cidr), let network = neutron.networks[networkID] else { return id }
        var subnet = SandboxSubnet(
            id: id,
            name: name,
            networkID: networkID,
            projectID: network.projectID,
            cidr: prefix,
            gateway: prefix.first.advanced(by: 1)
        )
        if let pool, let first = IPAddress(pool.0), let last = IPAddress(pool.1), first <= last {
            subnet.pool = first...last
        }
        neutron.subnets[id] = subnet
        neutron.addresses[id] = AddressPool(subnet.pool)
        neutron.networks[networkID]?.subnetIDs.append(id)
        return id
    }

    /// Adds a port of the network's project and answers its id; without an address, the next free one is taken.
    @discardableResult
    mutating func addPort(
        _ name: String,
        on networkID: String,
        _ addresses: [(subnetID: String, address: IPAddress?)]
    ) -> String {
        let id = newID()
        guard let network = neutron.networks[networkID] else { return id }
        let wishes = addresses.map { FixedIPRequest(subnetID: $0.subnetID, address: $0.address) }
        let fixedIPs = try? neutron.takeAddresses(wishes, network: network)
        neutron.ports[id] = SandboxPort(
            id: id,
            name: name,
            networkID: networkID,
            projectID: network.projectID,
            fixedIPs: fixedIPs ?? []
        )
        return id
    }

    /// The stranger's namesakes: the same names, the same range, and a load balancer that only looks like ours.
    mutating func seedStranger(_ facts: inout SandboxFacts, now: Instant) {
        facts.strangerNetworkID = addNetwork("k8s-net", project: facts.strangerProjectID)
        facts.strangerSubnetID = addSubnet("k8s-subnet", "10.10.0.0/16", in: facts.strangerNetworkID)
        let loadBalancer: JSONValue = [
            "name": "kube_service_kubernetes_default_web-service", "vip_subnet_id": .string(facts.strangerSubnetID),
        ]
        let made = create("loadbalancer", at: "loadbalancers", loadBalancer, as: .stranger, now: now)
        facts.strangerLoadBalancerID = made?["id"]?.stringValue ?? ""
    }

    /// A flavor and an availability zone to choose from.
    mutating func seedLoadBalancing(now: Instant) {
        let flavorProfile: JSONValue = [
            "name": "small", "provider_name": "amphora", "flavor_data": "{\"loadbalancer_topology\": \"SINGLE\"}",
        ]
        let profile = create("flavorprofile", at: "flavorprofiles", flavorProfile, as: .admin, now: now)
        let flavor: JSONValue = ["name": "small", "flavor_profile_id": profile?["id"] ?? nil, "enabled": true]
        _ = create("flavor", at: "flavors", flavor, as: .admin, now: now)
        let zoneProfile: JSONValue = [
            "name": "az1", "provider_name": "amphora", "availability_zone_data": "{\"compute_zone\": \"nova\"}",
        ]
        let path = "availabilityzoneprofiles"
        let made = create("availability_zone_profile", at: path, zoneProfile, as: .admin, now: now)
        let zone: JSONValue = [
            "name": "az1", "availability_zone_profile_id": made?["id"] ?? nil, "enabled": true,
        ]
        _ = create("availability_zone", at: "availabilityzones", zone, as: .admin, now: now)
    }

    private mutating func create(
        _ name: String,
        at path: String,
        _ resource: JSONValue,
        as user: SandboxUser,
        now: Instant
    ) -> JSONValue? {
        let body: JSONValue = [name: resource]
        let target = "/load-balancer/v2.0/lbaas/\(path)"
        let request = IncomingRequest(method: "POST", target: target, body: body.serialised())
        return answer(request, as: user, now: now).json?[name]
    }
}
