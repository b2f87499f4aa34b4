import LoadBalancerModel
import Planning

extension Cloud {
    mutating func applyToListener(_ operation: LoadBalancerOperation) {
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

    func id(of reference: PoolReference) -> String? {
        switch reference {
        case .existing(let id): id
        case .planned(let key): plannedPools[key]
        }
    }

    /// The pool's id; Octavia refuses some protocols together (API reference, "Protocol Combinations").
    mutating func connect(_ proto: ListenerProtocol, to reference: PoolReference) -> String? {
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

    mutating func applyToPool(_ operation: LoadBalancerOperation) {
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

    mutating func changePool(_ reference: PoolReference, _ body: (inout ObservedPool) -> Void) {
        guard let index = loadBalancers[current].pools.firstIndex(where: { $0.id == id(of: reference) }) else {
            return refuse("no \(reference)")
        }
        body(&loadBalancers[current].pools[index])
    }

    /// Octavia takes no members and monitors on a pool that is not ACTIVE.
    mutating func changeContents(of reference: PoolReference, _ body: (inout ObservedPool) -> Void) {
        let pool = loadBalancers[current].pools.first { $0.id == id(of: reference) }
        if pool?.provisioning != .active { refuse("\(reference) is immutable") }
        changePool(reference, body)
    }

    mutating func applyToMembers(_ operation: LoadBalancerOperation) {
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

    mutating func applyToMonitor(_ operation: LoadBalancerOperation) {
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
