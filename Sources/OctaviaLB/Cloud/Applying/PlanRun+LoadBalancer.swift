import CloudProvider
import KeystoneAuth
import LoadBalancerModel
import OpenStackAPI

extension PlanRun {
    /// Makes the load balancer. After a populated create the whole tree is looked at once: Octavia may call the load
    /// balancer ACTIVE above a child that is not.
    mutating func createLoadBalancer(_ spec: LoadBalancerSpec, populated: Bool) async throws {
        let body = try LoadBalancer.Create(spec, populated: populated)
        let created = try await create(body, as: spec.identity)
        bind(created.id, vipAddress: created.vipAddress, vipPort: created.vipPortID)
        try await settle(Settlement(of: created.id))
        if populated {
            let tree = try await wholeTree(of: created.id)
            complete(ObservedLoadBalancer(created, as: spec, tree))
        }
    }

    private func create(_ body: LoadBalancer.Create, as identity: Identity) async throws -> LoadBalancer {
        do {
            return try await session.send(LoadBalancer.create(body))
        } catch {
            guard error.code == .outcomeUnknown else { throw error }
            if let made = try await lostCreation(of: identity, error) { return made }
            return try await session.send(LoadBalancer.create(body))
        }
    }

    /// The load balancer that a POST made whose answer was lost. Two complete listings, ten seconds apart and begun after
    /// it, have to miss it before it counts as not made.
    private func lostCreation(of identity: Identity, _ error: OpenStackError) async throws -> LoadBalancer? {
        guard let tag = Inventory.ownTag(of: identity) else { throw error }
        let ownership = Ownership(identity)
        for pause in [Duration.seconds(1), .seconds(10)] {
            try await clock.sleep(pause)
            let listed = try await session.list(LoadBalancer.list(.tag(tag)))
            let owned = ownership.loadBalancer(among: listed.map(ObservedLoadBalancer.init)).owned
            if let made = listed.first(where: { $0.id.rawValue == owned?.id }) { return made }
        }
        return nil
    }

    private func wholeTree(of id: LoadBalancerID) async throws -> StatusTree {
        let tree = try await session.send(LoadBalancer.statusTree(id))
        let broken = tree.children.filter { $0.status != .active }
        guard let first = broken.first else { return tree }
        throw LoadBalancerFailure(
            .changed,
            "The new load balancer \(id) is ACTIVE, but \(first.kind) \(first.id) is \(first.status): plan again."
        )
    }

    /// Deletes a load balancer and waits until it is gone. Deleting by id twice is harmless, so neither a 409 nor a lost
    /// answer ends it: the load balancer is waited for and the deletion sent once more.
    mutating func deleteLoadBalancer(_ id: LoadBalancerID, cascade: Bool) async throws {
        do {
            try await sendDeletion(of: id, cascade: cascade)
        } catch let error as OpenStackError where error.code == .immutable || error.code == .outcomeUnknown {
            try await sendDeletion(of: id, cascade: cascade)
        }
        supervision.waits()
        let begin = clock.uptime()
        try await poller.waitUntilGone(id, report: report)
        place?.settled(after: clock.uptime() - begin)
        if isBound(to: id) { unbind() }
    }

    private func sendDeletion(of id: LoadBalancerID, cascade: Bool) async throws {
        switch try await poller.outcome(of: Settlement(of: id), immediately: true, report: report) {
        case .settled(let settled):
            try requireUnchanged(settled)
            try await session.delete(settled.deletable(), cascade: cascade)
        case .failed(let deletable): try await session.delete(deletable, cascade: cascade)
        case .gone: return
        }
    }
}

extension StatusTree {
    /// One child of the load balancer, for a message.
    fileprivate typealias Child = (kind: String, id: String, status: ProvisioningStatus)

    /// Everything below the load balancer.
    fileprivate var children: [Child] {
        let listeners = loadBalancer.listeners
        return listeners.map { ("listener", $0.id.rawValue, $0.provisioningStatus) }
            + (listeners.flatMap(\.pools) + loadBalancer.pools).flatMap(Self.children)
    }

    private static func children(of pool: PoolNode) -> [Child] {
        let members = pool.members.map { ("member", $0.id.rawValue, $0.provisioningStatus) }
        let monitor = pool.healthMonitor.map { [("health monitor", $0.id.rawValue, $0.provisioningStatus)] } ?? []
        return [("pool", pool.id.rawValue, pool.provisioningStatus)] + members + monitor
    }
}
