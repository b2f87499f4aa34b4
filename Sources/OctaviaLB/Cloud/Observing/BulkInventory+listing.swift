import KeystoneAuth
import LoadBalancerModel
import OpenStackAPI

extension BulkInventory {
    /// Up to this many load balancers that moved are read by themselves; for more, their children are listed.
    static let fewMoved = 4

    /// Lists everything of the project that may be ours: load balancers before their children.
    func listProject() async throws {
        let begun = clock.uptime()
        let marks = marks
        let heads = try await session.list(LoadBalancer.list()) {
            $0.provisioningStatus != .deleted && marks.mayMark($0.tags, name: $0.name)
        }
        if heads.isEmpty { try await forgetTheOnlyOne() }
        guard kept.sight(heads.map(ObservedLoadBalancer.init), begun: begun) else { return }
        let moved = kept.heads
        if moved.count > Self.fewMoved {
            let children = try await children(of: Set(moved.keys))
            kept.fill(moved, children, at: clock.uptime())
        }
        let ports = Set(kept.loadBalancers.values.compactMap(\.observed.vipPortID))
        let floatingIPs = try await session.list(FloatingIP.list()) { floatingIP in
            marks.mayMark(floatingIP.tags) || floatingIP.portID.map { ports.contains($0.rawValue) } ?? false
        }
        kept.finishListing(floatingIPs.map(ObservedFloatingIP.init), begun: begun)
    }

    /// A single load balancer that a listing lacks and that is not found by its id is gone.
    private func forgetTheOnlyOne() async throws {
        guard kept.loadBalancers.count == 1, let id = kept.loadBalancers.keys.first else { return }
        if try await session.look(at: LoadBalancerID(id)) == nil { kept.remove(id) }
    }

    private func children(of loadBalancers: Set<String>) async throws -> [String: ListedChildren] {
        func isWanted(_ parents: [Reference<LoadBalancer>]) -> Bool {
            parents.contains { loadBalancers.contains($0.id.rawValue) }
        }
        let listeners = try await session.list(Listener.list()) { isWanted($0.loadBalancers) }
        let pools = try await session.list(Pool.list()) { isWanted($0.loadBalancers) }
        let wanted = Set(pools.compactMap(\.healthMonitorID))
        let listed = wanted.isEmpty ? [] : try await session.list(HealthMonitor.list()) { wanted.contains($0.id) }
        let monitors = Dictionary(listed.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var children: [String: ListedChildren] = [:]
        for listener in listeners {
            guard let parent = listener.loadBalancers.first?.id.rawValue else { continue }
            children[parent, default: .init()].listeners.append(ObservedListener(listener))
        }
        for pool in pools {
            guard let parent = pool.loadBalancers.first?.id.rawValue else { continue }
            let monitor = pool.healthMonitorID.flatMap { monitors[$0] }
            children[parent, default: .init()].pools.append(ObservedPool(pool, members: [], monitor: monitor))
            if !pool.members.isEmpty { children[parent]?.poolsWithMembers.insert(pool.id.rawValue) }
        }
        return children
    }
}
