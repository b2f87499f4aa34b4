public import Planning

extension Planner {
    /// Plans how a load balancer goes: with everything on it, or, where somebody else's listeners or pools are on it, only
    /// ours. The floating IP goes last, so that a failed deletion does not cost the address; Neutron frees it with the port.
    public func planDeletion(
        of identity: Identity,
        keepFloatingIP: Bool,
        against observation: LoadBalancerObservation
    ) -> LoadBalancerPlan {
        let ownership = Ownership(identity)
        var draft = PlanDraft(subject: identity.subject)
        draft.block(observation.conflicts)
        if case .unknown(let why) = observation.loadBalancer { draft.blockUnknown(why) }
        let reason = "\(identity.subject) is to have none"
        let loadBalancer = observation.loadBalancer.value
        let goes = loadBalancer.map { delete($0, of: ownership, reason: reason, in: &draft) } ?? true
        for duplicate in observation.duplicates {
            delete(duplicate, of: ownership, reason: reason, in: &draft)
        }
        for floatingIP in observation.floatingIPs where !keepFloatingIP {
            let isOnVIP = floatingIP.portID != nil && floatingIP.portID == loadBalancer?.vipPortID
            guard ownership.floatingIP(floatingIP, on: loadBalancer), isOnVIP ? goes : floatingIP.portID == nil
            else {
                continue
            }
            let key = ResourceKey.floatingIP(of: identity.subject, id: floatingIP.id)
            draft.add(.deleteFloatingIP(id: floatingIP.id), floatingIP.deletion(key, reason: reason))
        }
        return draft.finished
    }

    /// Deletes a load balancer, or what is ours on it; whether it goes as a whole.
    @discardableResult
    func delete(
        _ loadBalancer: ObservedLoadBalancer,
        of ownership: Ownership,
        reason: String,
        in draft: inout PlanDraft
    ) -> Bool {
        let name = "The load balancer \(loadBalancer.name) (\(loadBalancer.id))"
        if loadBalancer.provisioning.rawValue == "PENDING_DELETE" {
            draft.note(.info, "being-deleted", "\(name) is being deleted already.")
            return true
        }
        if loadBalancer.provisioning.isPending {
            draft.note(
                .info,
                "pending",
                "\(name) is \(loadBalancer.provisioning.rawValue); changes wait until it has settled."
            )
        } else if !loadBalancer.provisioning.isDeletable {
            let state = loadBalancer.provisioning.rawValue
            draft.note(.blocked, "unknown-status", "\(name) is \(state), a status that occm does not know.")
        }
        let listeners = loadBalancer.listeners.filter { ownership.listener($0, on: loadBalancer) }
        let pools = loadBalancer.pools.filter { ownership.pool($0, on: loadBalancer) }
        let hasForeign =
            listeners.count < loadBalancer.listeners.count || pools.count < loadBalancer.pools.count
            || ownership.isShared(tags: loadBalancer.tags)
        let whole = Change(.delete, .loadBalancer(loadBalancer.name, id: loadBalancer.id), reason: reason)
        let children = Children(loadBalancer: loadBalancer, listeners: listeners, pools: pools)
        guard hasForeign else {
            // In ERROR no child can be deleted by itself.
            if capabilities.cascadeDelete || loadBalancer.provisioning == .error {
                let operation = LoadBalancerOperation.deleteLoadBalancer(id: loadBalancer.id, cascade: true)
                draft.add([operation], [whole] + children.changes(reason: "its load balancer goes"))
            } else {
                children.delete(reason: reason, in: &draft)
                draft.add(.deleteLoadBalancer(id: loadBalancer.id, cascade: false), whole)
            }
            return true
        }
        keep(loadBalancer, without: children, reason: reason, in: &draft)
        return false
    }

    private func keep(
        _ loadBalancer: ObservedLoadBalancer,
        without children: Children,
        reason: String,
        in draft: inout PlanDraft
    ) {
        if loadBalancer.provisioning == .error { draft.blockError(loadBalancer) }
        let name = "The load balancer \(loadBalancer.name) (\(loadBalancer.id))"
        draft.note(
            .warning,
            "kept-load-balancer",
            "\(name) is kept with what is on it of others; remove that first if it should go."
        )
        children.delete(reason: reason, in: &draft)
    }
}

/// What is ours on a load balancer.
private struct Children {
    var loadBalancer: ObservedLoadBalancer
    var listeners: [ObservedListener]
    var pools: [ObservedPool]

    func changes(reason: String) -> [Change] {
        listeners.map { change($0, reason: reason) }
            + pools.flatMap { $0.deletion(on: loadBalancer, reason: reason) }
    }

    /// Listeners first: Octavia refuses to delete a pool that an L7 policy of a listener refers to.
    func delete(reason: String, in draft: inout PlanDraft) {
        for listener in listeners {
            draft.add(.deleteListener(id: listener.id, key: listener.key), change(listener, reason: reason))
        }
        for pool in pools {
            draft.add([.deletePool(id: pool.id)], pool.deletion(on: loadBalancer, reason: reason))
        }
    }

    private func change(_ listener: ObservedListener, reason: String) -> Change {
        Change(.delete, .listener(listener.key, id: listener.id), reason: reason)
    }
}
