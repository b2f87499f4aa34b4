import OrderedCollections

/// A member of a pool: an address and port that traffic is sent to.
struct Member: ProvisionedResource {
    static let singular = "member"
    static let plural = "members"
    static let kind = ResourceKind.member
    static let filters = commonFilters.union([
        "address", "protocol_port", "weight", "backup", "subnet_id", "pool_id", "monitor_address", "monitor_port",
        "vnic_type",
    ])
    static var table: WritableKeyPath<OctaviaState, Table<Member>> { \.members }

    /// What may exist once in a pool.
    struct Endpoint: Hashable {
        let address: String
        let port: Int

        /// The endpoint that a body names.
        init(_ body: JSONObject) {
            address = body.text("address") ?? ""
            port = body.number("protocol_port") ?? 0
        }
    }

    var attributes: JSONObject
    /// The pool.
    let pool: String

    /// Creates a member from a checked body.
    init(_ newborn: JSONObject, _ body: JSONObject, pool: String) {
        attributes = newborn
        self.pool = pool
        attributes.update(with: [
            "address": nil, "protocol_port": nil, "weight": 1, "backup": false, "subnet_id": nil,
            "monitor_address": nil, "monitor_port": nil, "vnic_type": "normal",
        ])
        apply(body)
    }

    /// The address and port.
    var endpoint: Endpoint { Endpoint(attributes) }

    /// Takes over what a body says.
    mutating func apply(_ body: JSONObject) {
        attributes.update(with: body.filter { attributes.keys.contains($0.key) })
        attributes.replaceNulls(["name": "", "admin_state_up": false, "weight": 1, "backup": false])
    }

    func value(of filter: String) -> JSONValue? { filter == "pool_id" ? .string(pool) : attributes[filter] }
}

// MARK: - Bodies

extension Member {
    private static let port = Rule.integer(1...65535)
    private static let weight = Rule.integer(0...256)

    /// What a member inside the creation of a load balancer may say.
    static let nested = Schema(
        .optional("name", .string(max: 255)),
        .defaulted("admin_state_up", .boolean, true),
        .required("address", .address),
        .required("protocol_port", port),
        .defaulted("weight", weight, 1),
        .defaulted("backup", .boolean, false),
        .optional("subnet_id", .uuid),
        .defaulted("monitor_port", port, nil),
        .defaulted("monitor_address", .address, nil),
        .tags,
        .defaulted("request_sriov", .boolean, false)
    )

    /// What a creation may say.
    static let creation = nested.with(
        .optional("project_id", .string(max: 36)),
        .optional("tenant_id", .string(max: 36))
    )

    /// What an update may say.
    static let update = Schema(
        .optional("name", .string(max: 255)),
        .optional("admin_state_up", .boolean),
        .optional("weight", weight),
        .optional("backup", .boolean),
        .optional("monitor_port", port),
        .optional("monitor_address", .address),
        .tags
    )

    /// Refuses a subnet that the caller does not see.
    static func checkSubnet(
        of body: JSONObject,
        in network: VisibleNetwork<some VIPNetwork>
    ) throws(OctaviaFault) {
        if let subnet = body.text("subnet_id") { _ = try network.subnet(subnet) }
    }
}

// MARK: - Requests

extension OctaviaState {
    /// Answers with a page of a pool's members.
    func listMembers(of pool: String, _ call: Call) throws(OctaviaFault) -> SandboxResponse {
        let pool = try findPool(pool)
        try call.authorise(.read, project: pool.projectID)
        return try list(table(Member.self, pool.members), call)
    }

    /// Answers with one member of a pool.
    func showMember(_ id: String, of pool: String, _ call: Call) throws(OctaviaFault) -> SandboxResponse {
        let member = try findMember(id, of: pool)
        try call.authorise(.read, project: member.projectID)
        return answer(member, call)
    }

    /// Adds a member to a pool.
    mutating func createMember(
        in poolID: String,
        _ call: Call,
        network: some VIPNetwork
    ) throws(OctaviaFault) -> SandboxResponse {
        let body = try call.body(Member.singular, argument: "member_", Member.creation)
        let pool = try findPool(poolID)
        try call.authorise(.write, project: pool.projectID)
        try Member.checkSubnet(of: body, in: VisibleNetwork(network, by: call))
        let provider = try provider(of: pool.loadBalancer)
        try requireQuota(.member, project: pool.projectID)
        guard !body.flag("request_sriov") else { throw Self.sriovDisabled }
        try requireMutable(pool)
        let endpoint = Member.Endpoint(body)
        guard !endpoints(of: pool).keys.contains(endpoint) else {
            throw .duplicateMember(address: endpoint.address, port: endpoint.port)
        }
        try provider.check(member: body, pool: pool, addresses: loadBalancers[pool.loadBalancer]?.addresses ?? [])
        let id = addMember(body, to: pool, at: call.now)
        begin(.create, member: id, of: pool, at: call.now)
        return answer(try find(Member.self, id), call, status: 201)
    }

    /// Updates a member.
    mutating func updateMember(_ id: String, of poolID: String, _ call: Call) throws(OctaviaFault) -> SandboxResponse {
        let changes = try call.body(Member.singular, argument: "member_", Member.update)
        let member = try findMember(id, of: poolID)
        let pool = try findPool(poolID)
        try call.authorise(.write, project: pool.projectID)
        try requireMutable(pool)
        members[id]?.apply(changes)
        begin(.update, member: member.id, of: pool, at: call.now)
        return answer(try find(Member.self, id), call)
    }

    /// Removes a member.
    mutating func deleteMember(_ id: String, of poolID: String, _ call: Call) throws(OctaviaFault) -> SandboxResponse {
        let member = try findMember(id, of: poolID)
        let pool = try findPool(poolID)
        try call.authorise(.write, project: pool.projectID)
        try requireMutable(pool)
        begin(.delete, member: member.id, of: pool, at: call.now)
        return SandboxResponse(status: 204)
    }

    /// The ids of a pool's members by address and port.
    func endpoints(of pool: Pool) -> [Member.Endpoint: String] {
        Dictionary(pool.members.compactMap { id in members[id].map { ($0.endpoint, id) } }, uniquingKeysWith: { $1 })
    }

    /// Keeps a new member; returns its id.
    mutating func addMember(_ body: JSONObject, to pool: Pool, at now: Instant) -> String {
        let health: OperatingStatus = pool.healthMonitor == nil ? .noMonitor : .offline
        let newborn = newborn(project: pool.projectID, at: now, operating: health)
        let member = Member(newborn, body, pool: pool.id)
        insert(member)
        pools[pool.id]?.members.append(member.id)
        return member.id
    }

    /// A member asked for an SR-IOV port, which only some flavors allow.
    static let sriovDisabled = OctaviaFault(400, "The load balancer flavor does not allow SR-IOV member ports.")

    /// Finds the pool whose members a path is about; the real Octavia does so before anything else.
    func findPool(_ id: String) throws(OctaviaFault) -> Pool {
        guard let pool = pools[id] else { throw OctaviaFault.notFound(Pool.title, id).early }
        return pool
    }

    private func findMember(_ id: String, of pool: String) throws(OctaviaFault) -> Member {
        _ = try findPool(pool)
        let member = try find(Member.self, id)
        guard member.pool == pool else { throw .notFound(Member.title, id) }
        return member
    }

    private mutating func begin(_ verb: Work.Verb, member: String, of pool: Pool, at now: Instant) {
        begin(
            [Work.Subject(verb: verb, reference: .member(member))],
            along: listeners(using: pool).map(Reference.listener) + [pool.reference],
            on: pool.loadBalancer,
            at: now
        )
    }
}
