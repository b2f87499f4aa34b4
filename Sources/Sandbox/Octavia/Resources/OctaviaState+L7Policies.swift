import OrderedCollections

extension OctaviaState {
    /// Creates an L7 policy. As in the real Octavia, rules inside the request make it fail.
    mutating func createL7Policy(_ call: Call) throws(OctaviaFault) -> SandboxResponse {
        let body = try call.body(L7Policy.singular, argument: "l7policy_", L7Policy.creation)
        let listener = try find(Listener.self, body.text("listener_id") ?? "")
        try call.authorise(.write, project: listener.projectID)
        guard listener.protocolName != "PROMETHEUS" else { throw .noChildren("PROMETHEUS") }
        try checkRedirectPool(of: body, behind: listener)
        let provider = try provider(of: listener.loadBalancer)
        try requireQuota(.l7Policy, project: listener.projectID)
        let newborn = newborn(project: listener.projectID, at: call.now)
        let policy = try L7Policy(newborn, body, listener: listener.id)
        try requireMutable(listener.loadBalancer)
        guard !body.isTruthy("rules") else {
            throw OctaviaFault(500, "'dict' object has no attribute '_sa_instance_state'")
        }
        try provider.checkL7Policy(listenerProtocol: listener.protocolName)
        insert(policy)
        place(policy.id, in: listener.id, at: body.number("position"))
        begin(.create, policy: policy, of: listener, at: call.now)
        return answer(try find(L7Policy.self, policy.id), call, status: 201)
    }

    /// Updates an L7 policy.
    mutating func updateL7Policy(_ id: String, _ call: Call) throws(OctaviaFault) -> SandboxResponse {
        let changes = try call.body(L7Policy.singular, argument: "l7policy_", L7Policy.update)
        var policy = try find(L7Policy.self, id)
        let listener = try find(Listener.self, policy.listener)
        try call.authorise(.write, project: policy.projectID)
        try policy.apply(changes)
        try checkRedirectPool(of: changes, behind: listener)
        try requireMutable(listener.loadBalancer)
        l7Policies[id] = policy
        if let position = changes.number("position") { place(id, in: listener.id, at: position) }
        begin(.update, policy: policy, of: listener, at: call.now)
        return answer(try find(L7Policy.self, id), call)
    }

    /// Deletes an L7 policy with its rules.
    mutating func deleteL7Policy(_ id: String, _ call: Call) throws(OctaviaFault) -> SandboxResponse {
        let policy = try find(L7Policy.self, id)
        let listener = try find(Listener.self, policy.listener)
        try call.authorise(.write, project: policy.projectID)
        try requireMutable(listener.loadBalancer)
        begin(.delete, policy: policy, of: listener, at: call.now)
        return SandboxResponse(status: 204)
    }

    /// Puts a policy at a position of its listener's list, counted from 1, and numbers the list anew.
    mutating func place(_ policy: String, in listener: String, at position: Int?) {
        listeners[listener]?.policies.removeAll { $0 == policy }
        let count = listeners[listener]?.policies.count ?? 0
        listeners[listener]?.policies.insert(policy, at: min(max(0, (position ?? .max) - 1), count))
        numberPolicies(of: listener)
    }

    /// Numbers a listener's policies from 1.
    mutating func numberPolicies(of listener: String) {
        for (index, policy) in (listeners[listener]?.policies ?? []).enumerated() {
            modify(.l7Policy(policy)) { $0["position"] = .int(index + 1) }
        }
    }

    private func checkRedirectPool(of body: JSONObject, behind listener: Listener) throws(OctaviaFault) {
        guard let id = body.text("redirect_pool_id") else { return }
        try listener.checkPool(protocol: try find(Pool.self, id).protocolName)
    }

    private mutating func begin(_ verb: Work.Verb, policy: L7Policy, of listener: Listener, at now: Instant) {
        begin(
            [Work.Subject(verb: verb, reference: policy.reference)],
            along: [listener.reference],
            on: listener.loadBalancer,
            at: now
        )
    }
}
