import LoadBalancerModel
import Testing

extension Cloud {
    /// A load balancer of the same name that another cluster owns.
    mutating func addNamesake() {
        let tags = [Go.tag, "occm-cluster=cluster-2", "occm-service=service-2"]
        var namesake = ObservedLoadBalancer.goMade(id: "namesake", tags: tags)
        namesake.listeners = [
            ObservedListener(id: "namesake-l", name: "listener_0_\(Go.tag)", proto: .tcp, port: 80, tags: tags)
        ]
        loadBalancers.append(namesake)
    }

    /// What somebody else may do between two runs: break, edit, add or remove things.
    mutating func interfere(with identity: Identity, _ dice: inout Dice) {
        let id = observation(for: identity).loadBalancer.value?.id
        guard let index = loadBalancers.firstIndex(where: { $0.id == id }) else { return }
        for listener in loadBalancers[index].listeners.indices
        where isOurs(loadBalancers[index].listeners[listener], identity) {
            damage(&loadBalancers[index].listeners[listener], &dice)
        }
        for pool in loadBalancers[index].pools.indices where isOurs(loadBalancers[index].pools[pool], identity) {
            damage(&loadBalancers[index].pools[pool], &dice)
        }
        if dice.chance(2) { addForeign(to: index, &dice) }
        if dice.chance(3), let first = loadBalancers[index].listeners.first {
            let same = loadBalancers[index].listeners.indices.filter {
                loadBalancers[index].listeners[$0].proto == first.proto
                    && isOurs(loadBalancers[index].listeners[$0], identity)
            }
            for listener in same { loadBalancers[index].listeners[listener].defaultPoolID = first.defaultPoolID }
        }
        if dice.chance(4) { loadBalancers[index].tags = loadBalancers[index].tags.filter { $0 != Go.tag } + ["gold"] }
        // Without uids the Go tag is all the proof there is: removing it would make the load balancer a stranger's.
        if identity == .webWithoutUID, !loadBalancers[index].tags.contains(Go.tag) {
            loadBalancers[index].tags.append(Go.tag)
        }
        if dice.chance(3) { loadBalancers.append(.goMade(id: newID("double"), tags: identity.tags, createdAt: "2")) }
        refreshReferences()
    }

    private func damage(_ listener: inout ObservedListener, _ dice: inout Dice) {
        switch dice.number(0...6) {
        case 0: listener.provisioning = .error
        case 1: listener.provisioning = ProvisioningState(rawValue: "PENDING_UPDATE")
        case 2: listener.defaultPoolID = nil
        case 3: listener.tags = ["silver"] + listener.tags
        case 4: listener.insertHeaders["X-Mine"] = listener.proto == .http ? "true" : nil
        case 5: listener.l7PolicyIDs = ["policy"]
        default: break
        }
    }

    private func damage(_ pool: inout ObservedPool, _ dice: inout Dice) {
        switch dice.number(0...5) {
        case 0: pool.provisioning = .error
        case 1: pool.provisioning = ProvisioningState(rawValue: "PENDING_CREATE")
        case 2: pool.monitor?.provisioning = dice.pick([.error, ProvisioningState(rawValue: "PENDING_UPDATE")])
        case 3: pool.members = pool.members.map { $0.damaged(&dice) }
        case 4: pool.members.append(ObservedMember(id: "by-hand", spec: .nodes(9, port: 1)[8]))
        default: break
        }
    }

    /// Adds a listener, and a pool that a policy on it uses.
    private mutating func addForeign(to index: Int, _ dice: inout Dice) {
        let pool = ObservedPool(id: newID("foreign-p"), name: "theirs", proto: "HTTP")
        let free = [80, 81, 443].filter { port in !loadBalancers[index].listeners.contains { $0.port == port } }
        guard let port = free.first else { return }
        let listener = ObservedListener(id: newID("foreign-l"), name: "theirs", proto: .http, port: port)
        loadBalancers[index].listeners.append(listener)
        loadBalancers[index].pools.append(pool)
        policyTargets[listener.id] = [pool.id]
        if dice.chance(2), let shared = loadBalancers[index].pools.first(where: { $0.proto == "HTTP" }) {
            policyTargets[listener.id]?.insert(shared.id)
        }
    }

    private func isOurs(_ listener: ObservedListener, _ identity: Identity) -> Bool {
        observation(for: identity).loadBalancer.value.map { Ownership(identity).listener(listener, on: $0) } ?? false
    }

    private func isOurs(_ pool: ObservedPool, _ identity: Identity) -> Bool {
        observation(for: identity).loadBalancer.value.map { Ownership(identity).pool(pool, on: $0) } ?? false
    }

    /// What is not ours, to see that it stays as it is.
    func foreign(to identity: Identity) -> [String] {
        loadBalancers.flatMap { loadBalancer in
            let isNamesake = loadBalancer.id == "namesake"
            let listeners = loadBalancer.listeners.filter { isNamesake || !isOurs($0, identity) }
            let pools = loadBalancer.pools.filter { isNamesake || $0.name == "theirs" }
            return (isNamesake ? ["\(loadBalancer)"] : []) + listeners.map { "\($0)" } + pools.map { "\($0)" }
        }
    }

    /// What of ours is left: an owned load balancer without foreign children, its children, our floating IPs.
    func ours(_ identity: Identity) -> [String] {
        let observation = observation(for: identity)
        guard let loadBalancer = observation.loadBalancer.value else {
            return floatingIPs.filter { Ownership(identity).floatingIP($0, on: nil) }.map(\.id)
        }
        let foreign = loadBalancer.listeners.filter { !isOurs($0, identity) }
        return (foreign.isEmpty ? [loadBalancer.id] : [])
            + loadBalancer.listeners.filter { isOurs($0, identity) }.map(\.id)
            + loadBalancer.pools.filter { isOurs($0, identity) }.map(\.id) + observation.duplicates.map(\.id)
    }

    /// Expects that what is there is what is wished, compared without the planner's own comparisons.
    func expect(_ spec: LoadBalancerSpec, sourceLocation: SourceLocation = #_sourceLocation) {
        let observation = observation(for: spec.identity)
        guard let loadBalancer = observation.loadBalancer.value else {
            Issue.record("no load balancer", sourceLocation: sourceLocation)
            return
        }
        let listeners = loadBalancer.listeners.filter { isOurs($0, spec.identity) }
        #expect(Set(listeners.map(\.key)) == Set(spec.listeners.map(\.key)), sourceLocation: sourceLocation)
        for wanted in spec.listeners {
            let observed = listeners.first { $0.key == wanted.key }
            let pool = loadBalancer.pools.first { $0.id == observed?.defaultPoolID }
            #expect(observed?.proto == wanted.proto, sourceLocation: sourceLocation)
            #expect(observed?.connectionLimit == wanted.connectionLimit, sourceLocation: sourceLocation)
            #expect(observed?.timeouts == wanted.timeouts, sourceLocation: sourceLocation)
            #expect(observed?.insertHeaders["X-Forwarded-For"] == wanted.insertHeaders["X-Forwarded-For"])
            #expect(pool?.proto == wanted.pool.proto, sourceLocation: sourceLocation)
            #expect(pool?.algorithm == wanted.pool.algorithm, sourceLocation: sourceLocation)
            #expect(pool?.persistence == wanted.pool.persistence, sourceLocation: sourceLocation)
            #expect(pool?.monitor?.spec.type == wanted.pool.monitor?.type, sourceLocation: sourceLocation)
            #expect(pool?.monitor?.spec.delay == wanted.pool.monitor?.delay, sourceLocation: sourceLocation)
            let members = MemberSet.known((pool?.members ?? []).map(\.spec).sorted { $0.address < $1.address })
            #expect(members == wanted.pool.members, sourceLocation: sourceLocation)
        }
        let attached = floatingIPs.filter { $0.portID == loadBalancer.vipPortID }
        #expect(attached.count == (spec.floatingIP == nil ? 0 : 1), sourceLocation: sourceLocation)
        let used = loadBalancer.pools.filter { pool in listeners.contains { $0.defaultPoolID == pool.id } }
        let isSettled = (listeners.map(\.provisioning) + used.flatMap(\.states)).allSatisfy(\.isMutable)
        #expect(isSettled, sourceLocation: sourceLocation)
        let leftovers = floatingIPs.filter { $0.portID == nil && !$0.tags.isEmpty }
        #expect(leftovers.isEmpty || spec.keepFloatingIP || spec.floatingIP != nil, sourceLocation: sourceLocation)
        let leaked = loadBalancer.pools.filter { pool in
            isOurs(pool, spec.identity) && !loadBalancer.listeners.contains { $0.defaultPoolID == pool.id }
        }
        #expect(leaked.isEmpty, sourceLocation: sourceLocation)
        #expect(observation.duplicates.isEmpty, sourceLocation: sourceLocation)
    }
}

extension ObservedPool {
    /// Where the pool's, its members' and its monitor's last changes stand.
    fileprivate var states: [ProvisioningState] {
        [provisioning] + members.map(\.provisioning) + (monitor.map { [$0.provisioning] } ?? [])
    }
}

extension ObservedMember {
    fileprivate func damaged(_ dice: inout Dice) -> Self {
        var copy = self
        switch dice.number(0...4) {
        case 0: copy.provisioning = .error
        case 1: copy.adminStateUp = false
        case 2: copy.backup = true
        case 3: copy.spec.weight = 7
        default: copy.spec.monitorPort = 10256
        }
        return copy
    }
}
