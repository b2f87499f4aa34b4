extension ObservedLoadBalancer {
    /// What it is once an operation was carried out and has settled, as far as that follows from what was sent; `nil` where
    /// ids of new children, or what else only Octavia knows, have to be read.
    public func after(_ operation: LoadBalancerOperation) -> Self? {
        var successor = self
        return successor.follow(operation) ? successor : nil
    }

    private mutating func follow(_ operation: LoadBalancerOperation) -> Bool {
        switch operation {
        case .updateLoadBalancer(id, let edit):
            tags = edit.tags ?? tags
            description = edit.description ?? description
            return true
        case .updateListener(let listener, _, let edit) where edit.pool == nil:
            return change(\.listeners, where: { $0.id == listener }) { $0.follow(edit) }
        case .updatePool(let pool, _, let edit):
            return change(\.pools, where: { $0.id == pool }) { $0.follow(edit) }
        case .setMembers(.existing(let pool), let members, let isAdditive):
            return change(\.pools, where: { $0.id == pool }) { $0.follow(members, isAdditive: isAdditive) }
        case .updateMonitor(let monitor, let wanted):
            return change(\.pools, where: { $0.monitor?.id == monitor }) { pool in
                pool.monitor?.spec = wanted
                pool.monitor?.provisioning = .active
            }
        case .deleteMonitor(let monitor):
            return change(\.pools, where: { $0.monitor?.id == monitor }) { $0.monitor = nil }
        case .createFloatingIP, .attachFloatingIP, .detachFloatingIP, .deleteFloatingIP, .tagFloatingIP:
            return true
        case .createLoadBalancer, .updateLoadBalancer, .deleteLoadBalancer, .createListener, .updateListener,
            .deleteListener, .createPool, .deletePool, .setMembers, .createMember, .deleteMember, .createMonitor:
            return false
        }
    }

    private mutating func change<Child>(
        _ children: WritableKeyPath<Self, [Child]>,
        where isMeant: (Child) -> Bool,
        _ body: (inout Child) -> Void
    ) -> Bool {
        guard let index = self[keyPath: children].firstIndex(where: isMeant) else { return false }
        body(&self[keyPath: children][index])
        return true
    }
}

extension ObservedListener {
    fileprivate mutating func follow(_ edit: ListenerEdit) {
        tags = edit.tags ?? tags
        connectionLimit = edit.connectionLimit ?? connectionLimit
        timeouts = edit.timeouts ?? timeouts
        allowedCIDRs = edit.allowedCIDRs ?? allowedCIDRs
        insertHeaders = edit.insertHeaders ?? insertHeaders
        provisioning = .active
    }
}

extension ObservedPool {
    fileprivate mutating func follow(_ edit: PoolEdit) {
        algorithm = edit.algorithm ?? algorithm
        switch edit.persistence {
        case .keep: break
        case .set(let value): persistence = value
        case .clear: persistence = nil
        }
        provisioning = .active
    }

    /// Members that stay keep their ids; a batch does not tell those of new ones.
    fileprivate mutating func follow(_ wanted: [MemberSpec], isAdditive: Bool) {
        let match = Match(wanted, by: MemberPlace.init, with: members, by: { MemberPlace($0.spec) })
        let others = isAdditive ? match.surplus.map { members[$0] } : []
        members =
            zip(wanted, match.partners).map { spec, partner in
                guard let partner else { return ObservedMember(id: "", spec: spec) }
                var spec = spec
                spec.subnetID = spec.subnetID ?? members[partner].spec.subnetID
                return ObservedMember(id: members[partner].id, spec: spec, operating: members[partner].operating)
            } + others
        provisioning = .active
    }
}
