import OrderedCollections

extension OctaviaState {
    /// Makes a pool's members those of a list, matched by address and port; with `additive_only=true` others stay.
    mutating func replaceMembers(
        of poolID: String,
        _ call: Call,
        network: some VIPNetwork
    ) throws(OctaviaFault) -> SandboxResponse {
        let rule = Rule.list(.object(Member.creation))
        guard
            let bodies = try call.bodyValue("members", argument: "members_", rule)?.arrayValue?.compactMap(
                \.objectValue
            )
        else { throw OctaviaFault(500, "'UnsetType' object is not iterable") }
        let pool = try findPool(poolID)
        try call.authorise(.write, project: pool.projectID)
        let provider = try provider(of: pool.loadBalancer)
        try requireMutable(pool)
        let batch = try MemberBatch(bodies, existing: endpoints(of: pool), isAdditive: call.isSet("additive_only"))
        if batch.isEmpty { return SandboxResponse(status: 202) }
        try requireQuota(.member, max(0, batch.new.count - batch.gone.count), project: pool.projectID)
        let visible = VisibleNetwork(network, by: call)
        for body in batch.new { try Member.checkSubnet(of: body, in: visible) }
        let addresses = loadBalancers[pool.loadBalancer]?.addresses ?? []
        for body in bodies { try provider.check(member: body, pool: pool, addresses: addresses) }
        apply(batch, to: pool, at: call.now)
        return SandboxResponse(status: 202)
    }

    private mutating func apply(_ batch: MemberBatch, to pool: Pool, at now: Instant) {
        var subjects: [Work.Subject] = []
        for (id, body) in batch.updated {
            members[id]?.apply(body)
            subjects.append(Work.Subject(verb: .update, reference: .member(id)))
        }
        for id in batch.gone { subjects.append(Work.Subject(verb: .delete, reference: .member(id))) }
        for body in batch.new {
            subjects.append(Work.Subject(verb: .create, reference: .member(addMember(body, to: pool, at: now))))
        }
        begin(
            subjects,
            along: listeners(using: pool).map(Reference.listener) + [pool.reference],
            on: pool.loadBalancer,
            at: now
        )
    }
}

/// What a list of members changes in a pool.
private struct MemberBatch {
    /// Members to add.
    private(set) var new: [JSONObject] = []
    /// Members to update, whether anything differs or not.
    private(set) var updated: [(id: String, body: JSONObject)] = []
    /// Members to remove.
    private(set) var gone: [String] = []

    /// Whether the pool stays as it is, without even becoming PENDING.
    var isEmpty: Bool { new.isEmpty && updated.isEmpty && gone.isEmpty }

    /// Compares a list with what exists.
    init(_ bodies: [JSONObject], existing: [Member.Endpoint: String], isAdditive: Bool) throws(OctaviaFault) {
        var seen: Set<Member.Endpoint> = []
        for body in bodies {
            let endpoint = Member.Endpoint(body)
            let isRepeated = !seen.insert(endpoint).inserted
            if let id = existing[endpoint] {
                guard !isRepeated else {
                    throw .validation("Member must be updated only once in the same request.")
                }
                updated.append((id, body))
            } else {
                guard !isRepeated else { throw .duplicateMember(address: endpoint.address, port: endpoint.port) }
                guard !body.flag("request_sriov") else { throw OctaviaState.sriovDisabled }
                new.append(body)
            }
        }
        if !isAdditive { gone = existing.filter { !seen.contains($0.key) }.map(\.value).sorted() }
    }
}
