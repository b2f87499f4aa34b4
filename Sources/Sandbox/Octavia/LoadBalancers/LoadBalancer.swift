import OrderedCollections

/// A load balancer: its VIP and the links to its listeners and pools.
struct LoadBalancer: ProvisionedResource {
    static let singular = "loadbalancer"
    static let plural = "loadbalancers"
    static let kind = ResourceKind.loadBalancer
    static let filters = commonFilters.union([
        "description", "provider", "flavor_id", "availability_zone", "vip_address", "vip_port_id", "vip_subnet_id",
        "vip_network_id", "vip_qos_policy_id", "vip_vnic_type",
    ])
    static var table: WritableKeyPath<OctaviaState, Table<LoadBalancer>> { \.loadBalancers }

    var attributes: JSONObject
    /// The ids of the listeners, in the order of creation.
    var listeners: [String] = []
    /// The ids of the pools, in the order of creation.
    var pools: [String] = []
    /// The ports that go when the load balancer goes.
    var ownedPorts: [String] = []

    func rendered(in state: OctaviaState) -> JSONObject {
        var object = attributes
        object["listeners"] = .array(listeners.map(Self.link))
        object["pools"] = .array(pools.map(Self.link))
        return object
    }

    /// The load balancer with everything below it in full, as the answer to its creation shows it.
    func renderedInFull(in state: OctaviaState) -> JSONObject {
        var object = attributes
        object["listeners"] = .array(listeners.compactMap { state.listeners[$0]?.renderedInFull(in: state) })
        object["pools"] = .array(pools.compactMap { state.pools[$0]?.renderedInFull(in: state) })
        return object
    }

    /// The name of the provider.
    var provider: String { attributes.text("provider") ?? Provider.defaultName }

    /// The addresses of the VIP and the additional ones.
    var addresses: [IPAddress] {
        let texts =
            [attributes.text("vip_address")] + attributes.objects("additional_vips").map { $0.text("ip_address") }
        return texts.compactMap { $0.flatMap { IPAddress($0) } }
    }
}

// MARK: - Bodies

extension LoadBalancer {
    private static let changeable: [Schema.Attribute] = [
        .optional("name", .string(max: 255)),
        .optional("description", .string(max: 255)),
        .optional("vip_qos_policy_id", .uuid),
        .optional("vip_sg_ids", .list(.uuid)),
        .tags,
    ]

    /// What a creation may say.
    static let creation = Schema(changeable).with(
        .defaulted("admin_state_up", .boolean, true),
        .optional("vip_address", .address),
        .optional("vip_port_id", .uuid),
        .optional("vip_subnet_id", .uuid),
        .optional("vip_network_id", .uuid),
        .defaulted("additional_vips", .list(.object(additionalVIP)), []),
        .optional("project_id", .string(max: 36)),
        .optional("tenant_id", .string(max: 36)),
        .defaulted("listeners", .list(.object(Listener.nested)), []),
        .defaulted("pools", .list(.object(Pool.nested)), []),
        .optional("provider", .string(max: 64)),
        .optional("flavor_id", .uuid),
        .optional("availability_zone", .string(max: 255))
    )

    /// What an update may say.
    static let update = Schema(changeable).with(.optional("admin_state_up", .boolean))

    private static let additionalVIP = Schema(
        .required("subnet_id", .uuid),
        .optional("ip_address", .address),
        .optional("port_id", .uuid)
    )
}

// MARK: - Requests

extension OctaviaState {
    /// Updates a load balancer.
    mutating func updateLoadBalancer(_ id: String, _ call: Call) throws(OctaviaFault) -> SandboxResponse {
        var changes = try call.body(LoadBalancer.singular, argument: "load_balancer", LoadBalancer.update)
        let loadBalancer = try find(LoadBalancer.self, id)
        try call.authorise(.write, project: loadBalancer.projectID)
        try require(loadBalancer, in: .active)
        changes.replaceNulls(["name": "", "description": "", "admin_state_up": false, "vip_sg_ids": []])
        modify(loadBalancer.reference) { $0.update(with: changes) }
        begin([Work.Subject(verb: .update, reference: loadBalancer.reference)], on: id, at: call.now)
        return answer(try find(LoadBalancer.self, id), call)
    }

    /// Deletes a load balancer; with `cascade=true` everything below it too.
    mutating func deleteLoadBalancer(_ id: String, _ call: Call) throws(OctaviaFault) -> SandboxResponse {
        let loadBalancer = try find(LoadBalancer.self, id)
        try call.authorise(.write, project: loadBalancer.projectID)
        guard loadBalancer.listeners.isEmpty && loadBalancer.pools.isEmpty || call.isSet("cascade") else {
            throw .validation("Cannot delete Load Balancer \(id) - it has children")
        }
        try require(loadBalancer, in: .active, .error)
        begin([Work.Subject(verb: .delete, reference: loadBalancer.reference)], on: id, at: call.now)
        return SandboxResponse(status: 204)
    }

    /// Replaces the machines of a load balancer, even of one in ERROR.
    mutating func failOver(_ id: String, _ call: Call) throws(OctaviaFault) -> SandboxResponse {
        let loadBalancer = try find(LoadBalancer.self, id)
        try call.authoriseAdministrator()
        try provider(of: loadBalancer).checkFailover()
        try require(loadBalancer, in: .active, .error)
        begin([Work.Subject(verb: .update, reference: loadBalancer.reference)], on: id, at: call.now)
        return SandboxResponse(status: 202)
    }
}

extension JSONObject {
    /// Gives attributes that are `null` another value, as Octavia does where a client clears an option.
    mutating func replaceNulls(_ defaults: JSONObject) {
        for (name, value) in defaults where self[name] == .null { self[name] = value }
    }
}
