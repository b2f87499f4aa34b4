import OrderedCollections

extension OctaviaState {
    /// Creates a listener.
    mutating func createListener(_ call: Call) throws(OctaviaFault) -> SandboxResponse {
        let body = try call.body(Listener.singular, argument: "listener_", Listener.creation)
        let loadBalancer = try find(LoadBalancer.self, body.text("loadbalancer_id") ?? "")
        try call.authorise(.write, project: loadBalancer.projectID)
        let provider = try provider(of: loadBalancer)
        try requireQuota(.listener, project: loadBalancer.projectID)
        let name = body.text("protocol") ?? ""
        if let pool = body.text("default_pool_id") { try checkDefaultPool(pool, of: loadBalancer.id, behind: name) }
        try requireMutable(loadBalancer.id)
        try Listener.check(
            creation: body,
            siblings: loadBalancer.listeners.compactMap { listeners[$0] },
            addresses: loadBalancer.addresses
        )
        try provider.check(listener: body)
        guard !body.isTruthy("default_pool"), !body.isTruthy("l7policies") else {
            throw OctaviaFault(500, "'dict' object has no attribute '_sa_instance_state'")
        }
        let newborn = newborn(project: loadBalancer.projectID, at: call.now)
        let listener = Listener(newborn, body, loadBalancer: loadBalancer.id)
        insert(listener)
        loadBalancers[loadBalancer.id]?.listeners.append(listener.id)
        begin([Work.Subject(verb: .create, reference: listener.reference)], on: loadBalancer.id, at: call.now)
        return answer(try find(Listener.self, listener.id), call, status: 201)
    }

    /// Updates a listener.
    mutating func updateListener(_ id: String, _ call: Call) throws(OctaviaFault) -> SandboxResponse {
        let changes = try call.body(Listener.singular, argument: "listener_", Listener.update)
        let listener = try find(Listener.self, id)
        try call.authorise(.write, project: listener.projectID)
        try listener.check(update: changes, addresses: loadBalancers[listener.loadBalancer]?.addresses ?? [])
        if let pool = changes.text("default_pool_id") {
            try checkDefaultPool(pool, of: listener.loadBalancer, behind: listener.protocolName)
        }
        let provider = try provider(of: listener.loadBalancer)
        try requireMutable(listener.loadBalancer)
        try provider.check(listenerUpdate: changes)
        listeners[id]?.apply(changes)
        begin([Work.Subject(verb: .update, reference: listener.reference)], on: listener.loadBalancer, at: call.now)
        return answer(try find(Listener.self, id), call)
    }

    /// Deletes a listener with its L7 policies.
    mutating func deleteListener(_ id: String, _ call: Call) throws(OctaviaFault) -> SandboxResponse {
        let listener = try find(Listener.self, id)
        try call.authorise(.write, project: listener.projectID)
        try requireMutable(listener.loadBalancer)
        begin([Work.Subject(verb: .delete, reference: listener.reference)], on: listener.loadBalancer, at: call.now)
        return SandboxResponse(status: 204)
    }

    private func checkDefaultPool(
        _ id: String,
        of loadBalancer: String,
        behind listenerProtocol: String
    ) throws(OctaviaFault) {
        guard let pool = pools[id], pool.loadBalancer == loadBalancer else { throw .notFound(Pool.title, id) }
        try Listener.check(poolProtocol: pool.protocolName, behind: listenerProtocol)
    }
}
