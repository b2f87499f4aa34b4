import OrderedCollections

/// A load balancer that is being created with everything below it, before any of it is kept.
///
/// It is stricter than the real Octavia, which lets some of what it refuses singly pass in such a request: session
/// persistence that does not fit, member subnets that do not exist, SOURCE_IP_PORT on amphorae. What comes of that is a
/// load balancer that does not work.
struct NewTree {
    private(set) var loadBalancer: LoadBalancer
    private(set) var pools: [Pool] = []
    private(set) var members: [Member] = []
    private(set) var healthMonitors: [HealthMonitor] = []
    private(set) var listeners: [Listener] = []
    private(set) var l7Policies: [L7Policy] = []
    private(set) var l7Rules: [L7Rule] = []
    private let now: Instant

    /// Starts with a load balancer that has no children.
    init(root: LoadBalancer, at now: Instant) {
        loadBalancer = root
        self.now = now
    }

    private var project: String { loadBalancer.projectID }

    /// Everything, as what the request is about.
    var subjects: [Work.Subject] {
        let references =
            [loadBalancer.reference] + listeners.map(\.reference) + pools.map(\.reference) + members.map(\.reference)
            + healthMonitors.map(\.reference) + l7Policies.map(\.reference) + l7Rules.map(\.reference)
        return references.map { Work.Subject(verb: .create, reference: $0) }
    }

    /// Adds what the body of the creation puts below the load balancer.
    mutating func populate(
        _ body: JSONObject,
        provider: Provider,
        state: inout OctaviaState,
        network: VisibleNetwork<some VIPNetwork>
    ) throws(OctaviaFault) {
        guard body.isTruthy("listeners") || body.isTruthy("pools") else { return }
        try state.checkFullyPopulated(by: provider)
        let definitions = try PoolDefinitions(body)
        try state.requireQuota(.pool, definitions.pools.count, project: project)
        var idsByName: [String: String] = [:]
        for definition in definitions.pools {
            let pool = try add(pool: definition, provider: provider, state: &state, network: network)
            idsByName[definition.text("name") ?? ""] = pool.id
        }
        let bodies = body.objects("listeners")
        try state.requireQuota(.listener, bodies.count, project: project)
        for body in bodies {
            try add(listener: body, pools: idsByName, provider: provider, state: &state)
        }
    }
}

// MARK: - Pools

extension NewTree {
    private mutating func add(
        pool body: JSONObject,
        provider: Provider,
        state: inout OctaviaState,
        network: VisibleNetwork<some VIPNetwork>
    ) throws(OctaviaFault) -> Pool {
        for attribute in ["protocol", "lb_algorithm"] where body.text(attribute) == nil {
            let name = body.text("name") ?? ""
            throw .validation("Pool definition for '\(name)' missing required attribute: \(attribute)")
        }
        try SessionPersistence.check(body, poolProtocol: body.text("protocol") ?? "")
        try provider.check(pool: body)
        var pool = Pool(state.newborn(project: project, at: now), body, loadBalancer: loadBalancer.id)
        if let monitor = body["healthmonitor"]?.objectValue {
            try add(healthMonitor: monitor, to: &pool, provider: provider, state: &state)
        }
        try state.requireQuota(.member, members.count + body.objects("members").count, project: project)
        var endpoints: Set<Member.Endpoint> = []
        for member in body.objects("members") {
            try Member.checkSubnet(of: member, in: network)
            try provider.check(member: member, pool: pool, addresses: loadBalancer.addresses)
            let endpoint = Member.Endpoint(member)
            guard endpoints.insert(endpoint).inserted else {
                throw .duplicateMember(address: endpoint.address, port: endpoint.port)
            }
            try add(member: member, to: &pool, state: &state)
        }
        loadBalancer.pools.append(pool.id)
        pools.append(pool)
        return pool
    }

    private mutating func add(
        healthMonitor body: JSONObject,
        to pool: inout Pool,
        provider: Provider,
        state: inout OctaviaState
    ) throws(OctaviaFault) {
        try state.requireQuota(.healthMonitor, healthMonitors.count + 1, project: project)
        try HealthMonitor.check(creation: body, poolProtocol: pool.protocolName)
        try provider.check(healthMonitor: body)
        let monitor = HealthMonitor(state.newborn(project: project, at: now), body, pool: pool.id)
        pool.healthMonitor = monitor.id
        healthMonitors.append(monitor)
    }

    private mutating func add(
        member body: JSONObject,
        to pool: inout Pool,
        state: inout OctaviaState
    ) throws(OctaviaFault) {
        guard !body.flag("request_sriov") else { throw OctaviaState.sriovDisabled }
        let health: OperatingStatus = pool.healthMonitor == nil ? .noMonitor : .offline
        let member = Member(state.newborn(project: project, at: now, operating: health), body, pool: pool.id)
        pool.members.append(member.id)
        members.append(member)
    }
}

// MARK: - Listeners

extension NewTree {
    private mutating func add(
        listener body: JSONObject,
        pools idsByName: [String: String],
        provider: Provider,
        state: inout OctaviaState
    ) throws(OctaviaFault) {
        var body = body
        if let name = body["default_pool"]?["name"]?.stringValue {
            body["default_pool_id"] = .optional(idsByName[name])
        }
        let name = body.text("protocol") ?? ""
        if let id = body.text("default_pool_id") {
            guard let pool = pools.first(where: { $0.id == id }) else { throw .notFound(Pool.title, id) }
            try Listener.check(poolProtocol: pool.protocolName, behind: name)
        }
        try Listener.check(creation: body, siblings: listeners, addresses: loadBalancer.addresses)
        try provider.check(listener: body)
        var listener = Listener(state.newborn(project: project, at: now), body, loadBalancer: loadBalancer.id)
        guard name != "PROMETHEUS" || !body.isTruthy("l7policies") else { throw .noChildren(name) }
        for policy in body.objects("l7policies") {
            try add(policy: policy, pools: idsByName, to: &listener, state: &state)
        }
        loadBalancer.listeners.append(listener.id)
        listeners.append(listener)
    }

    private mutating func add(
        policy body: JSONObject,
        pools idsByName: [String: String],
        to listener: inout Listener,
        state: inout OctaviaState
    ) throws(OctaviaFault) {
        var body = body
        if let name = body["redirect_pool"]?["name"]?.stringValue {
            body["redirect_pool_id"] = .optional(idsByName[name])
        }
        var policy = try L7Policy(state.newborn(project: project, at: now), body, listener: listener.id)
        let rules = body.objects("rules")
        guard rules.count <= L7Rule.limit else {
            throw OctaviaFault(409, "Too many rules on L7 policy \(policy.id)")
        }
        for body in rules {
            let rule = try L7Rule(state.newborn(project: project, at: now), body, policy: policy.id)
            policy.rules.append(rule.id)
            l7Rules.append(rule)
        }
        let position = min((body.number("position") ?? L7Policy.lastPosition) - 1, listener.policies.count)
        listener.policies.insert(policy.id, at: position)
        l7Policies.append(policy)
    }
}
