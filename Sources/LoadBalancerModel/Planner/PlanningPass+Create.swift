import Planning

extension PlanningPass {
    /// One POST with everything, or the bare load balancer first where the provider wants serial calls.
    mutating func create() {
        let name = spec.identity.name
        let change = Change(
            .create,
            .loadBalancer(name),
            fields: spec.creationFields,
            reason: "\(spec.identity.subject) has no load balancer yet"
        )
        guard capabilities.populatedCreate else {
            draft.add(.createLoadBalancer(spec, populated: false), change)
            reconcileListeners()
            return
        }
        draft.add([.createLoadBalancer(spec, populated: true)], [change] + spec.listeners.flatMap(creation))
    }

    private func creation(of listener: ListenerSpec) -> [Change] {
        var changes = [
            creation(of: listener, tags: spec.identity.tags), creation(of: listener.pool, for: listener.key),
        ]
        if let members = addition(of: listener.pool.members, for: listener.key) { changes.append(members) }
        if let monitor = listener.pool.monitor { changes.append(creation(of: monitor, for: listener.key)) }
        return changes
    }

    func creation(of listener: ListenerSpec, tags: [String]) -> Change {
        Change(
            .create,
            .listener(listener.key),
            fields: listener.creationFields(tags: tags),
            reason: "port \(listener.key) of the Service has none yet"
        )
    }

    /// The change that shows a new pool, or one that takes the place of another.
    func creation(of pool: PoolSpec, for key: ListenerKey, replacing old: ObservedPool? = nil) -> Change {
        guard let old else {
            let reason = "listener \(key) has none of its own yet"
            return Change(.create, .pool(of: key), fields: pool.creationFields(), reason: reason)
        }
        let reason =
            old.proto == pool.proto ? stuckReason(old.provisioning) : "a pool's protocol can't be changed in place"
        let fields = pool.creationFields(replacing: old).filter { $0.before != $0.after }
        return Change(.replace, .pool(of: key, id: old.id), fields: fields, reason: reason)
    }

    /// The change that shows the members of a new pool; `nil` if it has none.
    func addition(of members: MemberSet, for key: ListenerKey, replacing old: ObservedPool? = nil) -> Change? {
        let fields: [FieldChange]
        switch members {
        case .known(let known) where known.isEmpty: return nil
        case .known(let known): fields = known.map { FieldChange($0.title, to: $0) }
        case .nodesUnknown, .portUnallocated:
            fields = [FieldChange("members", to: PlanValue.pending(members.missing ?? ""))]
        }
        let action: Change.Action = old?.members.isEmpty == false ? .replace : .create
        return Change(action, .members(of: key), fields: fields, reason: "the pool is new")
    }

    func creation(of monitor: HealthMonitorSpec, for key: ListenerKey, replacing old: ObservedPool? = nil) -> Change {
        let action: Change.Action = old?.monitor == nil ? .create : .replace
        return Change(action, .monitor(of: key), fields: monitor.creationFields(), reason: "the pool is new")
    }

    func stuckReason(_ state: ProvisioningState) -> String {
        "it is stuck in \(state.rawValue) on a settled load balancer"
    }
}

extension MemberSet {
    /// What is missing to know the members.
    var missing: String? {
        switch self {
        case .known: nil
        case .nodesUnknown: "nodes unknown"
        case .portUnallocated: "port allocated by Kubernetes"
        }
    }

    /// What makes the members known.
    var remedy: String? {
        switch self {
        case .known: nil
        case .nodesUnknown: "give the cluster's nodes"
        case .portUnallocated: "give the Service's port its nodePort"
        }
    }
}
