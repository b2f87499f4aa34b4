import OrderedCollections

/// A pool: how traffic is spread over members.
struct Pool: ProvisionedResource {
    static let singular = "pool"
    static let plural = "pools"
    static let kind = ResourceKind.pool
    static let filters = commonFilters.union([
        "description", "protocol", "lb_algorithm", "loadbalancer_id", "healthmonitor_id", "tls_enabled", "tls_ciphers",
        "tls_container_ref", "ca_tls_container_ref", "crl_container_ref",
    ])
    static var table: WritableKeyPath<OctaviaState, Table<Pool>> { \.pools }

    var attributes: JSONObject
    /// The load balancer.
    let loadBalancer: String
    /// The ids of the members, in the order of creation.
    var members: OrderedSet<String> = []
    /// The id of the health monitor.
    var healthMonitor: String?

    /// Creates a pool from a checked body.
    init(_ newborn: JSONObject, _ body: JSONObject, loadBalancer: String) {
        attributes = newborn
        self.loadBalancer = loadBalancer
        attributes.update(with: [
            "description": "", "protocol": nil, "lb_algorithm": nil, "session_persistence": nil, "tls_enabled": false,
            "tls_ciphers": nil, "tls_versions": nil, "alpn_protocols": nil, "tls_container_ref": nil,
            "ca_tls_container_ref": nil, "crl_container_ref": nil,
        ])
        attributes.update(with: body.filter { attributes.keys.contains($0.key) })
        attributes.replaceNulls(["name": "", "description": "", "admin_state_up": false])
        if attributes.flag("tls_enabled") {
            attributes.replaceNulls(["tls_ciphers": .string(TLSDefaults.ciphers)])
            if !attributes.isTruthy("tls_versions") { attributes["tls_versions"] = TLSDefaults.versions }
            if !attributes.isTruthy("alpn_protocols") { attributes["alpn_protocols"] = TLSDefaults.poolALPN }
        }
    }

    /// The protocol's name.
    var protocolName: String { attributes.text("protocol") ?? "" }

    func value(of filter: String) -> JSONValue? {
        switch filter {
        case "loadbalancer_id": .string(loadBalancer)
        case "healthmonitor_id": .optional(healthMonitor)
        default: attributes[filter]
        }
    }

    func rendered(in state: OctaviaState) -> JSONObject {
        var object = attributes
        object["loadbalancers"] = [Self.link(loadBalancer)]
        object["listeners"] = .array(state.listeners(using: self).map(Self.link))
        object["members"] = .array(members.map(Self.link))
        object["healthmonitor_id"] = healthMonitor.map(JSONValue.string)
        return object
    }

    /// The pool with its members and monitor in full.
    func renderedInFull(in state: OctaviaState) -> JSONValue {
        var object = attributes
        object["listeners"] = .array(state.listeners(using: self).map(Self.link))
        object["members"] = .array(members.compactMap { state.members[$0].map { .object($0.attributes) } })
        object["healthmonitor"] =
            healthMonitor.flatMap { state.healthMonitors[$0].map { .object($0.attributes) } } ?? .null
        return .object(object)
    }
}

// MARK: - Bodies

extension Pool {
    private static func changeable(persistenceTypeIsMandatory isMandatory: Bool) -> [Schema.Attribute] {
        [
            .optional("name", .string(max: 255)),
            .optional("description", .string(max: 255)),
            .optional("session_persistence", .object(SessionPersistence.schema(typeIsMandatory: isMandatory))),
            .tags,
            .optional("tls_container_ref", .string(max: 255)),
            .optional("ca_tls_container_ref", .string(max: 255)),
            .optional("crl_container_ref", .string(max: 255)),
            .optional("tls_ciphers", .string(max: 2048)),
            .optional("tls_versions", .list(.string(max: 32))),
            .optional("alpn_protocols", .list(.oneOf(TLSDefaults.alpnProtocols))),
        ]
    }

    private static let new = Schema(changeable(persistenceTypeIsMandatory: true)).with(
        .defaulted("admin_state_up", .boolean, true),
        .defaulted("tls_enabled", .boolean, false),
        .optional("healthmonitor", .object(HealthMonitor.nested)),
        .optional("members", .list(.object(Member.nested)))
    )

    /// What a creation may say.
    static let creation = new.with(
        .required("protocol", .oneOf(Protocols.ofPools)),
        .required("lb_algorithm", .oneOf(Protocols.algorithms)),
        .optional("listener_id", .uuid),
        .optional("loadbalancer_id", .uuid),
        .optional("project_id", .string(max: 36)),
        .optional("tenant_id", .string(max: 36))
    )

    /// What a pool inside the creation of a load balancer may say; a name alone refers to another one.
    static let nested = new.with(
        .optional("protocol", .oneOf(Protocols.ofPools)),
        .optional("lb_algorithm", .oneOf(Protocols.algorithms))
    )

    /// What an update may say.
    static let update = Schema(changeable(persistenceTypeIsMandatory: false)).with(
        .optional("admin_state_up", .boolean),
        .optional("lb_algorithm", .oneOf(Protocols.algorithms)),
        .optional("tls_enabled", .boolean)
    )
}

// MARK: - Requests

extension OctaviaState {
    /// Creates a pool on a load balancer, or as default pool of a listener.
    mutating func createPool(_ call: Call) throws(OctaviaFault) -> SandboxResponse {
        let body = try call.body(Pool.singular, argument: "pool_", Pool.creation)
        let listener = body.text("listener_id").flatMap { listeners[$0] }
        guard let id = body.text("loadbalancer_id") ?? listener?.loadBalancer else {
            guard body.text("listener_id") == nil else {
                throw OctaviaFault(500, "'NoneType' object has no attribute 'load_balancer_id'")
            }
            throw .validation("Must provide at least one of: loadbalancer_id, listener_id")
        }
        let loadBalancer = try find(LoadBalancer.self, id)
        try call.authorise(.write, project: loadBalancer.projectID)
        if let listener { try listener.checkPool(protocol: body.text("protocol") ?? "") }
        try SessionPersistence.check(body, poolProtocol: body.text("protocol") ?? "")
        let provider = try provider(of: loadBalancer)
        try requireQuota(.pool, project: loadBalancer.projectID)
        guard listener?.attributes.text("default_pool_id") == nil else { throw .duplicatePool }
        try requireMutable(id)
        try provider.check(pool: body)
        guard !body.isTruthy("members"), !body.isTruthy("healthmonitor") else {
            throw OctaviaFault(500, "'dict' object has no attribute '_sa_instance_state'")
        }
        let newborn = newborn(project: loadBalancer.projectID, at: call.now)
        let pool = Pool(newborn, body, loadBalancer: id)
        insert(pool)
        loadBalancers[id]?.pools.append(pool.id)
        if let listener { modify(listener.reference) { $0["default_pool_id"] = .string(pool.id) } }
        let bystanders = listener.map { [$0.reference] } ?? []
        begin([Work.Subject(verb: .create, reference: pool.reference)], along: bystanders, on: id, at: call.now)
        return answer(try find(Pool.self, pool.id), call, status: 201)
    }

    /// Updates a pool.
    mutating func updatePool(_ id: String, _ call: Call) throws(OctaviaFault) -> SandboxResponse {
        var changes = try call.body(Pool.singular, argument: "pool_", Pool.update)
        let pool = try find(Pool.self, id)
        try call.authorise(.write, project: pool.projectID)
        changes = changes.keepingPersistenceType(of: pool)
        try SessionPersistence.check(changes, poolProtocol: pool.protocolName)
        let provider = try provider(of: pool.loadBalancer)
        try requireMutable(pool.loadBalancer)
        try provider.check(poolUpdate: changes)
        changes.replaceNulls(["name": "", "description": "", "admin_state_up": false])
        modify(pool.reference) { $0.update(with: changes) }
        begin(
            [Work.Subject(verb: .update, reference: pool.reference)],
            along: listeners(using: pool).map(Reference.listener),
            on: pool.loadBalancer,
            at: call.now
        )
        return answer(try find(Pool.self, id), call)
    }

    /// Deletes a pool with its members and monitor.
    mutating func deletePool(_ id: String, _ call: Call) throws(OctaviaFault) -> SandboxResponse {
        let pool = try find(Pool.self, id)
        try call.authorise(.write, project: pool.projectID)
        if let policy = policies(redirectingTo: pool).first { throw .poolInUse(id, by: policy.id) }
        try requireMutable(pool.loadBalancer)
        begin(
            [Work.Subject(verb: .delete, reference: pool.reference)],
            along: listeners(using: pool).map(Reference.listener),
            on: pool.loadBalancer,
            at: call.now
        )
        return SandboxResponse(status: 204)
    }

    /// The ids of the listeners that send traffic to a pool, by default or by an L7 policy that is up and has rules.
    func listeners(using pool: Pool) -> [String] {
        let candidates = loadBalancers[pool.loadBalancer]?.listeners ?? []
        let byDefault = candidates.filter { listeners[$0]?.attributes.text("default_pool_id") == pool.id }
        let byPolicy = policies(redirectingTo: pool)
            .filter { $0.attributes.flag("admin_state_up") && !$0.rules.isEmpty }.map(\.listener)
        return Array(OrderedSet(byDefault + byPolicy))
    }

    /// The L7 policies that send traffic to a pool.
    func policies(redirectingTo pool: Pool) -> [L7Policy] {
        (loadBalancers[pool.loadBalancer]?.listeners ?? [])
            .flatMap { listeners[$0]?.policies ?? [] }
            .compactMap { l7Policies[$0] }
            .filter { $0.attributes.text("redirect_pool_id") == pool.id }
    }
}
