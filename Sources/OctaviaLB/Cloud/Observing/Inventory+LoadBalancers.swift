import KeystoneAuth
import LoadBalancerModel
import OpenStackAPI

extension Inventory {
    /// The load balancers that may be the Service's, looked up by tags first. The first lookup that finds a proven one
    /// ends the search: what only looks alike no longer matters then.
    func candidates(_ ownership: Ownership, byName: Bool) async throws -> [LoadBalancer] {
        var found: [LoadBalancer] = []
        for filter in Self.lookups(of: ownership.identity, byName: byName) {
            for candidate in try await session.list(LoadBalancer.list(filter))
            where candidate.provisioningStatus != .deleted && ownership.standing(of: candidate.tags) != .foreign {
                if !found.contains(where: { $0.id == candidate.id }) { found.append(candidate) }
            }
            if found.contains(where: { ownership.isProven(by: $0.tags) }) { break }
        }
        return found
    }

    private static func lookups(of identity: Identity, byName: Bool) -> [Filter<LoadBalancer>] {
        // A comma would make two tags of one; a cluster's name may have one.
        let tags = [identity.serviceTag, identity.goTag].compactMap(\.self).filter { !$0.contains(",") }
        let names = byName ? [identity.name, identity.legacyName].compactMap(\.self) : []
        return (tags.isEmpty ? [] : [.anyTag(tags)]) + names.map(Filter.name)
    }

    /// A load balancer with its listeners, pools, members and monitors.
    func observe(_ loadBalancer: LoadBalancer, _ identity: Identity) async throws -> ObservedLoadBalancer {
        do {
            async let listeners = session.list(Listener.list(.loadBalancer(loadBalancer.id)))
            let pools = try await session.list(Pool.list(.loadBalancer(loadBalancer.id)))
            async let members = members(of: pools)
            async let monitors = monitors(of: pools, identity)
            var observed = ObservedLoadBalancer(loadBalancer)
            observed.listeners = try await listeners.map(ObservedListener.init)
            let (membersByPool, monitorsByID) = try await (members, monitors)
            observed.pools = pools.map { pool in
                let monitor = pool.healthMonitorID.flatMap { monitorsByID[$0] }
                return ObservedPool(pool, members: membersByPool[pool.id] ?? [], monitor: monitor)
            }
            return observed
        } catch let error as OpenStackError where error.code == .notFound {
            throw LoadBalancerFailure(
                .changed,
                "The load balancer \(loadBalancer.name) (\(loadBalancer.id)) changed while it was read: run again."
            )
        }
    }

    private func members(of pools: [Pool]) async throws -> [PoolID: [Member]] {
        try await withThrowingTaskGroup(of: (PoolID, [Member]).self) { group in
            for pool in pools where !pool.members.isEmpty {
                group.addTask { (pool.id, try await session.list(Member.list(of: pool.id))) }
            }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
    }

    /// The pools' monitors. Octavia can't list those of a load balancer, so several are listed by our tag in one call;
    /// those without it (of the Go OCCM, of others) are read one by one.
    private func monitors(of pools: [Pool], _ identity: Identity) async throws -> [HealthMonitorID: HealthMonitor] {
        let wanted = pools.compactMap(\.healthMonitorID)
        var found: [HealthMonitorID: HealthMonitor] = [:]
        if wanted.count > 1, let tag = Self.ownTag(of: identity) {
            for monitor in try await session.list(HealthMonitor.list(.tag(tag))) { found[monitor.id] = monitor }
        }
        for id in wanted where found[id] == nil { found[id] = try await session.send(HealthMonitor.get(id)) }
        return found
    }

    /// The tag that everything carries which occm made for the Service.
    static func ownTag(of identity: Identity) -> String? {
        [identity.serviceTag, identity.goTag].compactMap(\.self).first { !$0.contains(",") }
    }
}
