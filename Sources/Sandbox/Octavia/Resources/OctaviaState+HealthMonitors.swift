import OrderedCollections

extension OctaviaState {
    /// Creates the health monitor of a pool.
    mutating func createHealthMonitor(_ call: Call) throws(OctaviaFault) -> SandboxResponse {
        let body = try call.body(HealthMonitor.singular, argument: "health_monitor_", HealthMonitor.creation)
        let pool = try find(Pool.self, body.text("pool_id") ?? "")
        try call.authorise(.write, project: pool.projectID)
        try HealthMonitor.check(creation: body, poolProtocol: pool.protocolName)
        let provider = try provider(of: pool.loadBalancer)
        try requireQuota(.healthMonitor, project: pool.projectID)
        try requireMutable(pool)
        guard pool.healthMonitor == nil else { throw .duplicateHealthMonitor }
        try provider.check(healthMonitor: body)
        let newborn = newborn(project: pool.projectID, at: call.now)
        let monitor = HealthMonitor(newborn, body, pool: pool.id)
        insert(monitor)
        pools[pool.id]?.healthMonitor = monitor.id
        begin(.create, monitor: monitor, of: pool, at: call.now)
        return answer(try find(HealthMonitor.self, monitor.id), call, status: 201)
    }

    /// Updates a health monitor.
    mutating func updateHealthMonitor(_ id: String, _ call: Call) throws(OctaviaFault) -> SandboxResponse {
        let changes = try call.body(HealthMonitor.singular, argument: "health_monitor_", HealthMonitor.update)
        let monitor = try find(HealthMonitor.self, id)
        let pool = try find(Pool.self, monitor.pool)
        try call.authorise(.write, project: pool.projectID)
        try monitor.check(update: changes, poolProtocol: pool.protocolName)
        try requireMutable(pool)
        healthMonitors[id]?.apply(changes)
        begin(.update, monitor: monitor, of: pool, at: call.now)
        return answer(try find(HealthMonitor.self, id), call)
    }

    /// Deletes a health monitor.
    mutating func deleteHealthMonitor(_ id: String, _ call: Call) throws(OctaviaFault) -> SandboxResponse {
        let monitor = try find(HealthMonitor.self, id)
        let pool = try find(Pool.self, monitor.pool)
        try call.authorise(.write, project: pool.projectID)
        try requireMutable(pool)
        begin(.delete, monitor: monitor, of: pool, at: call.now)
        return SandboxResponse(status: 204)
    }

    private mutating func begin(_ verb: Work.Verb, monitor: HealthMonitor, of pool: Pool, at now: Instant) {
        begin(
            [Work.Subject(verb: verb, reference: monitor.reference)],
            along: listeners(using: pool).map(Reference.listener) + [pool.reference],
            on: pool.loadBalancer,
            at: now
        )
    }
}
