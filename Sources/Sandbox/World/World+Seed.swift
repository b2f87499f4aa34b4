import OrderedCollections

extension World {
    /// Fills an empty world with what every sandbox starts with, and says what it made.
    mutating func seed(nodes: Int, floating: String = "203.0.113.0/24", now: Instant) -> SandboxFacts {
        var facts = SandboxFacts()
        seedIdentity(&facts)
        seedExternalNetworks(&facts, floating)
        seedCluster(&facts)
        seedNodes(nodes, &facts, now: now)
        seedStranger(&facts, now: now)
        seedLoadBalancing(now: now)
        return facts
    }

    /// Says where the world is served and announces its services there.
    mutating func open(at origin: String) {
        self.origin = origin
        let entries = [
            ("keystone", "identity", url(of: .identity) + "/v3"), ("neutron", "network", url(of: .network)),
            ("octavia", "load-balancer", url(of: .loadBalancer)), ("nova", "compute", url(of: .compute) + "/v2.1"),
        ]
        keystone.catalog = .array(entries.map { catalogEntry(name: $0.0, type: $0.1, url: $0.2) })
    }

    private mutating func catalogEntry(name: String, type: String, url: String) -> JSONValue {
        let endpoints = ["public", "internal", "admin"].map { interface -> JSONValue in
            [
                "id": .string(newID()), "interface": .string(interface), "region_id": "RegionOne",
                "url": .string(url), "region": "RegionOne",
            ]
        }
        return ["endpoints": .array(endpoints), "id": .string(newID()), "type": .string(type), "name": .string(name)]
    }

    private mutating func seedIdentity(_ facts: inout SandboxFacts) {
        for name in ["admin", "k8s", "other"] {
            keystone.projects.append(KeystoneState.Project(id: newHexID(), name: name))
        }
        for user in SandboxUser.allCases {
            let project = projectID(user.project)
            var roles = [project: user.roles]
            if user == .admin { roles[keystone.domain.id] = ["admin"] }
            keystone.users.append(
                KeystoneState.User(
                    id: newHexID(),
                    name: user.name,
                    password: SandboxUser.password,
                    defaultProjectID: project,
                    roles: roles
                )
            )
        }
        facts.projectID = projectID("k8s")
        facts.strangerProjectID = projectID("other")
        seedDelegation(&facts)
    }

    private mutating func seedDelegation(_ facts: inout SandboxFacts) {
        let owner = keystone.user(named: SandboxUser.k8s.name)?.id ?? ""
        facts.applicationCredentialID = newHexID()
        facts.applicationCredentialSecret = newHexID()
        facts.trustID = newHexID()
        keystone.applicationCredentials.append(
            KeystoneState.ApplicationCredential(
                id: facts.applicationCredentialID,
                name: "occm",
                secret: facts.applicationCredentialSecret,
                userID: owner,
                projectID: facts.projectID
            )
        )
        keystone.trusts.append(
            KeystoneState.Trust(
                id: facts.trustID,
                trustorID: owner,
                trusteeID: keystone.user(named: SandboxUser.observer.name)?.id ?? "",
                projectID: facts.projectID,
                roles: SandboxUser.k8s.roles
            )
        )
    }

    private mutating func seedExternalNetworks(_ facts: inout SandboxFacts, _ floating: String) {
        let admin = projectID("admin")
        facts.floatingNetworkID = addNetwork("public", project: admin, external: true)
        facts.floatingSubnetID = addSubnet(
            "public-subnet",
            floating,
            in: facts.floatingNetworkID,
            pool: IPPrefix(floating).map { ("\($0.first.advanced(by: 10))", "\($0.last.advanced(by: -5))") }
        )
        facts.exhaustedNetworkID = addNetwork("exhausted", project: admin, external: true)
        let pool = ("198.51.100.2", "198.51.100.2")
        let subnet = addSubnet("exhausted-subnet", "198.51.100.0/29", in: facts.exhaustedNetworkID, pool: pool)
        addPort("exhausted-last-address", on: facts.exhaustedNetworkID, [(subnet, nil)])
    }

    private mutating func seedCluster(_ facts: inout SandboxFacts) {
        facts.networkID = addNetwork("k8s-net", project: facts.projectID)
        facts.subnetID = addSubnet("k8s-subnet", "10.10.0.0/16", in: facts.networkID)
        facts.subnet6ID = addSubnet("k8s-subnet6", "fd00:10:10::/64", in: facts.networkID)
        facts.routerID = newID()
        neutron.routers[facts.routerID] = Router(
            id: facts.routerID,
            name: "k8s-router",
            projectID: facts.projectID,
            externalNetworkID: facts.floatingNetworkID,
            subnetIDs: [facts.subnetID, facts.subnet6ID]
        )
        facts.securityGroupID = newID()
        neutron.securityGroups[facts.securityGroupID] = SecurityGroup(
            id: facts.securityGroupID,
            name: "k8s-nodes",
            projectID: facts.projectID
        )
    }

    private mutating func seedNodes(_ count: Int, _ facts: inout SandboxFacts, now: Instant) {
        let flavor = NovaFlavor(id: newID(), name: "m1.tiny")
        nova.flavors[flavor.id] = flavor
        let first = IPAddress("10.10.0.11")
        for number in 0..<count {
            var server = NovaServer(
                id: newID(),
                name: "node-\(number + 1)",
                projectID: facts.projectID,
                flavor: flavor,
                createdAt: now
            )
            facts.serverIDs.append(server.id)
            let fixed = [(facts.subnetID, first?.advanced(by: number)), (facts.subnet6ID, nil)]
            let port = addPort(server.name, on: facts.networkID, fixed)
            neutron.ports[port]?.deviceID = server.id
            neutron.ports[port]?.deviceOwner = "compute:nova"
            neutron.ports[port]?.securityGroupIDs = [facts.securityGroupID]
            server.ownPortIDs = [port]
            nova.servers[server.id] = server
        }
    }
}
