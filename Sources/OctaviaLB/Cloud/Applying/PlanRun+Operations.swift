import KeystoneAuth
import LoadBalancerModel
import OpenStackAPI

extension PlanRun {
    /// Carries out one operation and waits until the load balancer has settled again.
    mutating func perform(_ operation: LoadBalancerOperation) async throws {
        switch operation {
        case .createLoadBalancer(let spec, let populated): try await createLoadBalancer(spec, populated: populated)
        case .updateLoadBalancer(let id, let edit): try await send(LoadBalancer.update(ID(id), .init(edit)))
        case .deleteLoadBalancer(let id, let cascade): try await deleteLoadBalancer(ID(id), cascade: cascade)

        case .createListener(let spec, let tags, let pool): try await createListener(spec, tags, pool)
        case .updateListener(let id, _, let edit): try await updateListener(ID(id), edit)
        case .deleteListener(let id, _): try await remove(Listener.delete(ID(id)))

        case .createPool(let spec, let tags, let key): try await createPool(spec, tags, for: key)
        case .updatePool(let id, _, let edit): try await send(Pool.update(ID(id), .init(edit)))
        case .deletePool(let id): try await remove(Pool.delete(ID(id)))

        case .setMembers(let pool, let members, let additiveOnly):
            let bodies = members.map(Member.Create.init)
            try await send(Member.batchUpdate(of: id(of: pool), bodies, additiveOnly: additiveOnly))
        case .createMember(let pool, let spec): try await send(Member.create(.init(spec), in: id(of: pool)))
        case .deleteMember(let pool, let id): try await remove(Member.delete(ID(id), from: self.id(of: pool)))

        case .createMonitor(let pool, let spec, let tags): try await createMonitor(spec, tags, of: pool)
        case .updateMonitor(let id, let spec): try await send(HealthMonitor.update(ID(id), .init(spec)))
        case .deleteMonitor(let id): try await remove(HealthMonitor.delete(ID(id)))

        case .createFloatingIP(let spec): try await createFloatingIP(spec)
        case .attachFloatingIP(let id): try await attachFloatingIP(ID(id))
        case .detachFloatingIP(let id): try await detachFloatingIP(ID(id))
        case .deleteFloatingIP(let id): try await deleteFloatingIP(ID(id))
        case .tagFloatingIP(let reference, let tags): try await tagFloatingIP(reference, tags)
        }
    }

    private mutating func createListener(_ spec: ListenerSpec, _ tags: [String], _ pool: PoolReference) async throws {
        var body = Listener.Create(spec, tags: tags)
        body.loadBalancerID = try bound()
        body.defaultPoolID = try id(of: pool)
        try await send(Listener.create(body))
    }

    private mutating func updateListener(_ listener: ListenerID, _ edit: ListenerEdit) async throws {
        var body = Listener.Update(edit)
        if let pool = edit.pool { body.defaultPoolID = .value(try id(of: pool)) }
        try await send(Listener.update(listener, body))
    }

    private mutating func createPool(_ spec: PoolSpec, _ tags: [String], for key: ListenerKey) async throws {
        var body = Pool.Create(spec, tags: tags)
        body.loadBalancerID = try bound()
        pools[key] = try await send(Pool.create(body)).id
    }

    private mutating func createMonitor(
        _ spec: HealthMonitorSpec,
        _ tags: [String],
        of pool: PoolReference
    ) async throws {
        var body = HealthMonitor.Create(spec, tags: tags)
        body.poolID = try id(of: pool)
        try await send(HealthMonitor.create(body))
    }

    /// The id that a reference is bound to.
    private func id(of pool: PoolReference) throws(LoadBalancerFailure) -> PoolID {
        switch pool {
        case .existing(let id): return PoolID(id)
        case .planned(let key):
            guard let id = pools[key] else {
                throw LoadBalancerFailure(
                    .changed,
                    "The pool of listener \(key) was not made by this plan: plan again."
                )
            }
            return id
        }
    }

    @discardableResult
    private mutating func send<Response: Sendable>(_ mutation: Mutation<Response>) async throws -> Response {
        try await mutate { [session] settled throws(OpenStackError) in try await session.send(mutation, to: settled) }
    }

    /// Sends a deletion; what is already gone is fine.
    private mutating func remove(_ mutation: Mutation<Void>) async throws {
        try await mutate { [session] settled throws(OpenStackError) in
            try await session.deleteIfPresent(mutation, from: settled)
        }
    }
}
