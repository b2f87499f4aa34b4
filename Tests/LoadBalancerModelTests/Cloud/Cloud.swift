import LoadBalancerModel
import Planning

/// Octavia and Neutron as far as plans go: carries out operations on values, and records what the real ones would refuse or
/// what a client would suffer from.
struct Cloud {
    var loadBalancers: [ObservedLoadBalancer] = []
    var floatingIPs: [ObservedFloatingIP] = []
    /// The pools to which somebody's L7 policies send traffic, by listener.
    var policyTargets: [String: Set<String>] = [:]
    /// What must not happen.
    private(set) var violations: [String] = []

    var lastID = 0
    var plannedPools: [ListenerKey: String] = [:]
    var plannedFloatingIP: String?
    var current = 0

    /// What is there, as an inventory would find it.
    func observation(for identity: Identity) -> LoadBalancerObservation {
        let selection = Ownership(identity).loadBalancer(among: loadBalancers, floatingIPs: floatingIPs)
        return LoadBalancerObservation(
            loadBalancer: selection.owned.map(Presence.present) ?? .absent,
            duplicates: selection.duplicates,
            floatingIPs: floatingIPs,
            conflicts: selection.conflicts
        )
    }

    /// Carries out the first steps of a plan.
    mutating func apply(_ plan: LoadBalancerPlan, on identity: Identity, steps: Int = .max) {
        plannedPools = [:]
        plannedFloatingIP = nil
        let id = observation(for: identity).loadBalancer.value?.id
        current = loadBalancers.firstIndex { $0.id == id } ?? loadBalancers.count
        for step in plan.steps.prefix(steps) {
            apply(step.operation)
            refreshReferences()
        }
    }

    mutating func newID(_ kind: String) -> String {
        lastID += 1
        return "\(kind)-\(lastID)"
    }

    mutating func refuse(_ what: String) { violations.append(what) }

    mutating func apply(_ operation: LoadBalancerOperation) {
        switch operation {
        case .createLoadBalancer(let spec, let populated): create(spec, populated: populated)
        case .updateLoadBalancer(let id, let edit):
            guard let tags = edit.tags else { return refuse("empty update of \(id)") }
            change(id) { $0.tags = tags }
        case .deleteLoadBalancer(let id, let cascade): delete(id, cascade: cascade)
        case .createListener, .updateListener, .deleteListener: applyToListener(operation)
        case .createPool, .updatePool, .deletePool: applyToPool(operation)
        case .setMembers, .createMember, .deleteMember: applyToMembers(operation)
        case .createMonitor, .updateMonitor, .deleteMonitor: applyToMonitor(operation)
        case .createFloatingIP, .attachFloatingIP, .detachFloatingIP, .deleteFloatingIP, .tagFloatingIP:
            applyToFloatingIP(operation)
        }
    }

    mutating func change(_ id: String, _ body: (inout ObservedLoadBalancer) -> Void) {
        guard let index = loadBalancers.firstIndex(where: { $0.id == id }) else { return refuse("no \(id)") }
        if loadBalancers[index].provisioning != .active { refuse("\(id) is immutable") }
        body(&loadBalancers[index])
    }

    mutating func create(_ spec: LoadBalancerSpec, populated: Bool) {
        let id = newID("lb")
        loadBalancers.append(
            ObservedLoadBalancer(
                id: id,
                name: spec.identity.name,
                tags: spec.identity.tags,
                provider: spec.provider,
                vipAddress: "10.0.0.\(lastID)",
                vipPortID: "port-of-\(id)",
                vipSubnetID: spec.vip.subnetID,
                createdAt: String(100_000 + lastID)
            )
        )
        current = loadBalancers.count - 1
        guard populated else { return }
        for listener in spec.listeners {
            applyToPool(.createPool(listener.pool, tags: spec.identity.tags, for: listener.key))
            if case .known(let members) = listener.pool.members {
                applyToMembers(.setMembers(.planned(listener.key), members, additiveOnly: false))
            }
            if let monitor = listener.pool.monitor {
                applyToMonitor(.createMonitor(.planned(listener.key), monitor, tags: spec.identity.tags))
            }
            applyToListener(.createListener(listener, tags: spec.identity.tags, pool: .planned(listener.key)))
        }
    }

    mutating func delete(_ id: String, cascade: Bool) {
        guard let index = loadBalancers.firstIndex(where: { $0.id == id }) else { return refuse("no \(id)") }
        let doomed = loadBalancers[index]
        if !cascade, !doomed.listeners.isEmpty || !doomed.pools.isEmpty { refuse("\(id) still has children") }
        loadBalancers.remove(at: index)
        for index in floatingIPs.indices where floatingIPs[index].portID == doomed.vipPortID {
            floatingIPs[index].portID = nil
        }
    }

    mutating func applyToFloatingIP(_ operation: LoadBalancerOperation) {
        let port = loadBalancers.indices.contains(current) ? loadBalancers[current].vipPortID : nil
        func index(_ id: String) -> Int? { floatingIPs.firstIndex { $0.id == id } }
        switch operation {
        case .createFloatingIP(let wanted):
            if floatingIPs.contains(where: { $0.portID == port }) { refuse("the VIP port has a floating IP") }
            let id = newID("fip")
            plannedFloatingIP = id
            floatingIPs.append(
                ObservedFloatingIP(
                    id: id,
                    address: wanted.address ?? "203.0.113.\(lastID)",
                    networkID: wanted.networkID,
                    portID: port,
                    description: wanted.description
                )
            )
        case .attachFloatingIP(let id):
            guard let index = index(id), floatingIPs[index].portID == nil else { return refuse("can't attach \(id)") }
            floatingIPs[index].portID = port
        case .detachFloatingIP(let id):
            guard let index = index(id) else { return refuse("no \(id)") }
            floatingIPs[index].portID = nil
        case .deleteFloatingIP(let id):
            guard let index = index(id) else { return refuse("no \(id)") }
            floatingIPs.remove(at: index)
        case .tagFloatingIP(let reference, let tags):
            let id = if case .existing(let id) = reference { id } else { plannedFloatingIP ?? "" }
            guard let index = index(id) else { return refuse("no \(id)") }
            floatingIPs[index].tags = tags
        default: refuse("no floating IP operation: \(operation)")
        }
    }
}
