import Planning

extension PlanningPass {
    /// Makes sure that there is a pool as wanted and says which it is. The listener's own is kept if it can become so; else
    /// one that nobody will use any more is taken over; else a new one is built, so that the old one serves until the switch.
    mutating func pool(for listener: ListenerSpec, current: ObservedPool?) -> PoolReference {
        let wanted = listener.pool
        let kept = current.flatMap { isUsable($0, as: wanted) ? $0 : nil } ?? unused(for: wanted)
        guard let kept else {
            let old = current.flatMap { isOurs($0) && !claimedPools.contains($0.id) ? $0 : nil }
            return createPool(for: listener, replacing: old)
        }
        claimedPools.insert(kept.id)
        update(kept, to: wanted, for: listener.key)
        reconcileMembers(of: kept, to: wanted.members, for: listener.key)
        reconcileMonitor(of: kept, to: wanted.monitor, for: listener.key)
        return .existing(id: kept.id)
    }

    private func isUsable(_ pool: ObservedPool, as wanted: PoolSpec) -> Bool {
        pool.proto == wanted.proto && !claimedPools.contains(pool.id) && !isStuck(pool.provisioning) && isOurs(pool)
    }

    /// A pool for the same port of the Service that nobody will use any more: an interrupted run left it behind, or its
    /// listener goes because the port has another number now. Such a listener still serves until it goes, so its pool is
    /// only taken over if the node port stays.
    private func unused(for wanted: PoolSpec) -> ObservedPool? {
        let listeners = loadBalancer?.listeners ?? []
        let wantedKeys = Set(spec.listeners.map(\.key))
        return loadBalancer?.pools.first { pool in
            guard pool.name == wanted.name, isUsable(pool, as: wanted) else { return false }
            let users = listeners.filter { $0.defaultPoolID == pool.id || pool.listenerIDs.contains($0.id) }
            return users.allSatisfy { isOurs($0) && !wantedKeys.contains($0.key) }
                && (users.isEmpty || pool.hasPort(of: wanted.members))
        }
    }

    private mutating func createPool(for listener: ListenerSpec, replacing old: ObservedPool?) -> PoolReference {
        let wanted = listener.pool
        let key = listener.key
        let pool = PoolReference.planned(key)
        if let old { replacedPools.insert(old.id) }
        var changes = [creation(of: wanted, for: key, replacing: old)]
        if wanted.members.missing != nil, let members = addition(of: wanted.members, for: key) {
            changes.append(members)
        }
        draft.add([.createPool(wanted, tags: spec.identity.tags, for: key)], changes)
        addMembers(of: wanted, to: pool, for: key, replacing: old)
        if let monitor = wanted.monitor {
            let change = creation(of: monitor, for: key, replacing: old)
            draft.add(.createMonitor(pool, monitor, tags: spec.identity.tags), change)
        }
        return pool
    }

    private mutating func update(_ observed: ObservedPool, to wanted: PoolSpec, for key: ListenerKey) {
        var drift = Drift(repairing: observed.provisioning == .error)
        var edit = PoolEdit()
        edit.algorithm = drift.compare("lb_algorithm", observed.algorithm, wanted.algorithm)
        if capabilities.sessionPersistence {
            edit.persistence = editPersistence(observed.persistence, to: wanted.persistence, &drift)
        }
        guard !drift.isEmpty else { return }
        let change = Change(.update, .pool(of: key, id: observed.id), fields: drift.fields, reason: drift.reason)
        draft.add(.updatePool(id: observed.id, for: key, edit), change)
    }

    private func editPersistence(
        _ observed: SessionPersistence?,
        to wanted: SessionPersistence?,
        _ drift: inout Drift
    ) -> Edit<SessionPersistence> {
        guard let wanted else {
            guard observed != nil else { return .keep }
            drift.show("session_persistence", from: observed, to: PlanValue.null)
            return .clear
        }
        let isSame =
            observed?.type == wanted.type
            && (wanted.timeout == nil || wanted.timeout == observed?.timeout)
            && (wanted.cookieName == nil || wanted.cookieName == observed?.cookieName)
        if !isSame { drift.show("session_persistence", from: observed, to: wanted) }
        return isSame && !drift.repairing ? .keep : .set(wanted)
    }

    /// Deletes our pools that no wanted listener uses, last of all.
    mutating func deletePools(of loadBalancer: ObservedLoadBalancer) {
        for pool in loadBalancer.pools where !claimedPools.contains(pool.id) {
            guard isOurs(pool) else {
                let name = "Pool \(pool.name) (\(pool.id))"
                draft.note(.info, "foreign-pool", "\(name) is not \(spec.identity.subject)'s alone and is kept.")
                continue
            }
            let isShown = replacedPools.contains(pool.id)
            draft.add(
                [.deletePool(id: pool.id)],
                isShown ? [] : pool.deletion(on: loadBalancer, reason: "no listener of the Service uses it")
            )
        }
    }
}

extension ObservedPool {
    /// The changes that show how a pool goes with its members and its monitor.
    func deletion(on loadBalancer: ObservedLoadBalancer, reason: String) -> [Change] {
        guard let key = loadBalancer.listeners.first(where: { $0.defaultPoolID == id })?.key else {
            return [Change(.delete, ResourceKey("pool", name, id: id), reason: reason)]
        }
        var changes = [Change(.delete, .pool(of: key, id: id), reason: reason)]
        if !members.isEmpty {
            let fields = members.map { FieldChange($0.spec.title, from: $0) }
            changes.append(Change(.delete, .members(of: key), fields: fields, reason: "their pool goes"))
        }
        if let monitor {
            changes.append(Change(.delete, .monitor(of: key, id: monitor.id), reason: "its pool goes"))
        }
        return changes
    }

    /// Whether the members' port is the wanted one: the backends are the same then, whichever nodes they are on.
    fileprivate func hasPort(of wanted: MemberSet) -> Bool {
        guard case .known(let wanted) = wanted else { return false }
        let ports = Set(wanted.map(\.port))
        return !ports.isEmpty && ports == Set(members.map(\.spec.port))
    }
}
