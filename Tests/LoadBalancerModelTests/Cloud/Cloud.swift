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

    private var lastID = 0
    private var plannedPools: [ListenerKey: String] = [:]
    private var plannedFloatingIP: String?
    private var current = 0

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

    private mutating func refuse(_ what: String) { violations.append(what) }

    private mutating func apply(_ operation: LoadBalancerOperation) {
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

    private mutating func change(_ id: String, _ body: (inout ObservedLoadBalancer) -> Void) {
        guard let index = loadBalancers.firstIndex(where: { $0.id == id }) else { return refuse("no \(id)") }
        if loadBalancers[index].provisioning != .active { refuse("\(id) is immutable") }
        body(&loadBalancers[index])
    }

    private mutating func create(_ spec: LoadBalancerSpec, populated: Bool) {
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

    private mutating func delete(_ id: String, cascade: Bool) {
        guard let index = loadBalancers.firstIndex(where: { $0.id == id }) else { return refuse("no \(id)") }
        let doomed = loadBalancers[index]
        if !cascade, !doomed.listeners.isEmpty || !doomed.pools.isEmpty { refuse("\(id) still has children") }
        loadBalancers.remove(at: index)
        for index in floatingIPs.indices where floatingIPs[index].portID == doomed.vipPortID {
            floatingIPs[index].portID = nil
        }
    }

    private mutating func applyToFloatingIP(_ operation: LoadBalancerOperation) {
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

// MARK: - The children of the current load balancer

extension Cloud {
    private mutating func applyToListener(_ operation: LoadBalancerOperation) {
        switch operation {
        case .createListener(let wanted, let tags, let pool):
            if loadBalancers[current].listeners.contains(where: { $0.key == wanted.key }) {
                refuse("two listeners on \(wanted.key)")
            }
            var listener = ObservedListener(id: newID("l"), name: wanted.name, proto: wanted.proto, port: wanted.port)
            listener.tags = tags
            listener.connectionLimit = wanted.connectionLimit
            listener.timeouts = wanted.timeouts ?? .init()
            listener.allowedCIDRs = wanted.allowedCIDRs
            listener.insertHeaders = wanted.insertHeaders
            listener.defaultPoolID = connect(wanted.proto, to: pool)
            loadBalancers[current].listeners.append(listener)
        case .updateListener(let id, let key, let edit):
            guard let index = loadBalancers[current].listeners.firstIndex(where: { $0.id == id }) else {
                return refuse("no \(id)")
            }
            if edit == ListenerEdit() { refuse("empty update of \(id)") }
            var listener = loadBalancers[current].listeners[index]
            if listener.key != key { refuse("\(id) is not \(key)") }
            listener.tags = edit.tags ?? listener.tags
            listener.connectionLimit = edit.connectionLimit ?? listener.connectionLimit
            listener.timeouts = edit.timeouts ?? listener.timeouts
            listener.allowedCIDRs = edit.allowedCIDRs ?? listener.allowedCIDRs
            listener.insertHeaders = edit.insertHeaders ?? listener.insertHeaders
            if let pool = edit.pool { listener.defaultPoolID = connect(listener.proto, to: pool) }
            listener.provisioning = .active
            loadBalancers[current].listeners[index] = listener
        case .deleteListener(let id, _):
            let count = loadBalancers[current].listeners.count
            loadBalancers[current].listeners.removeAll { $0.id == id }
            if loadBalancers[current].listeners.count == count { refuse("no \(id)") }
            policyTargets[id] = nil
        default: refuse("no listener operation: \(operation)")
        }
    }

    private func id(of reference: PoolReference) -> String? {
        switch reference {
        case .existing(let id): id
        case .planned(let key): plannedPools[key]
        }
    }

    /// The pool's id; Octavia refuses some protocols together (API reference, "Protocol Combinations").
    private mutating func connect(_ proto: ListenerProtocol, to reference: PoolReference) -> String? {
        let allowed: Set<String> =
            switch proto {
            case .tcp: ["TCP", "HTTP", "HTTPS", "PROXY", "PROXYV2"]
            case .http, .terminatedHTTPS: ["HTTP", "PROXY", "PROXYV2"]
            default: [proto.rawValue]
            }
        let pool = loadBalancers[current].pools.first { $0.id == id(of: reference) }
        if !allowed.contains(pool?.proto ?? "none") { refuse("\(proto.rawValue) with pool \(pool?.proto ?? "none")") }
        return pool?.id
    }

    private mutating func applyToPool(_ operation: LoadBalancerOperation) {
        switch operation {
        case .createPool(let wanted, let tags, let key):
            var pool = ObservedPool(id: newID("p"), name: wanted.name, proto: wanted.proto)
            pool.algorithm = wanted.algorithm
            pool.persistence = wanted.persistence
            pool.tags = tags
            plannedPools[key] = pool.id
            loadBalancers[current].pools.append(pool)
        case .updatePool(let id, _, let edit):
            changePool(.existing(id: id)) { pool in
                pool.algorithm = edit.algorithm ?? pool.algorithm
                switch edit.persistence {
                case .keep: break
                case .set(let persistence): pool.persistence = persistence
                case .clear: pool.persistence = nil
                }
                pool.provisioning = .active
            }
        case .deletePool(let id):
            if policyTargets.values.contains(where: { $0.contains(id) }) { refuse("\(id) is in use by a policy") }
            if loadBalancers[current].listeners.contains(where: { $0.defaultPoolID == id }) {
                refuse("a listener loses its pool \(id)")
            }
            loadBalancers[current].pools.removeAll { $0.id == id }
        default: refuse("no pool operation: \(operation)")
        }
    }

    private mutating func changePool(_ reference: PoolReference, _ body: (inout ObservedPool) -> Void) {
        guard let index = loadBalancers[current].pools.firstIndex(where: { $0.id == id(of: reference) }) else {
            return refuse("no \(reference)")
        }
        body(&loadBalancers[current].pools[index])
    }

    /// Octavia takes no members and monitors on a pool that is not ACTIVE.
    private mutating func changeContents(of reference: PoolReference, _ body: (inout ObservedPool) -> Void) {
        let pool = loadBalancers[current].pools.first { $0.id == id(of: reference) }
        if pool?.provisioning != .active { refuse("\(reference) is immutable") }
        changePool(reference, body)
    }

    private mutating func applyToMembers(_ operation: LoadBalancerOperation) {
        switch operation {
        case .setMembers(let reference, let wanted, let additiveOnly):
            if Set(wanted.map { "\($0.address) \($0.port)" }).count != wanted.count { refuse("a member twice") }
            let ids = wanted.map { _ in newID("m") }
            changeContents(of: reference) { pool in
                let stay = pool.members.filter { old in
                    additiveOnly && !wanted.contains { $0.address == old.spec.address && $0.port == old.spec.port }
                }
                pool.members = stay + zip(ids, wanted).map { ObservedMember(id: $0, spec: $1) }
            }
        case .createMember(let reference, let wanted):
            let id = newID("m")
            var isDouble = false
            changeContents(of: reference) { pool in
                isDouble = pool.members.contains { $0.spec.address == wanted.address && $0.spec.port == wanted.port }
                pool.members.append(ObservedMember(id: id, spec: wanted))
            }
            if isDouble { refuse("a member twice") }
        case .deleteMember(let reference, let id):
            changeContents(of: reference) { $0.members.removeAll { $0.id == id } }
        default: refuse("no member operation: \(operation)")
        }
    }

    private mutating func applyToMonitor(_ operation: LoadBalancerOperation) {
        switch operation {
        case .createMonitor(let reference, let wanted, let tags):
            let id = newID("hm")
            var isSecond = false
            changeContents(of: reference) { pool in
                isSecond = pool.monitor != nil
                pool.monitor = ObservedHealthMonitor(id: id, spec: wanted, tags: tags)
            }
            if isSecond { refuse("a second health monitor") }
        case .updateMonitor(let id, let wanted):
            let pool = loadBalancers[current].pools.first { $0.monitor?.id == id }
            if pool?.monitor?.spec.type != wanted.type { refuse("a monitor's type is changed in place") }
            changeContents(of: .existing(id: pool?.id ?? id)) { pool in
                pool.monitor?.spec = wanted
                pool.monitor?.provisioning = .active
            }
        case .deleteMonitor(let id):
            let pool = loadBalancers[current].pools.first { $0.monitor?.id == id }
            changeContents(of: .existing(id: pool?.id ?? id)) { $0.monitor = nil }
        default: refuse("no monitor operation: \(operation)")
        }
    }

    /// Octavia lists on a pool the listeners that refer to it as default pool or through a policy.
    mutating func refreshReferences() {
        for index in loadBalancers.indices {
            let listeners = loadBalancers[index].listeners
            for pool in loadBalancers[index].pools.indices {
                let id = loadBalancers[index].pools[pool].id
                loadBalancers[index].pools[pool].listenerIDs =
                    listeners.filter { $0.defaultPoolID == id || policyTargets[$0.id, default: []].contains(id) }
                    .map(\.id)
            }
        }
    }
}
