import LoadBalancerModel
import OpenStackAPI

// What a status tree adds to what is known of a load balancer: the ids of everything, and where the members are.

extension ObservedLoadBalancer {
    /// A load balancer that was made at once, as its wish says, with the ids that its tree shows; `nil` if the two do not
    /// fit, or if Octavia did not say yet where its VIP is.
    init?(_ created: LoadBalancer, as spec: LoadBalancerSpec, _ tree: StatusTree) {
        self.init(created)
        let nodes = tree.loadBalancer.listeners
        guard vipPortID != nil, nodes.count == spec.listeners.count else { return nil }
        provisioning = ProvisioningState(tree.loadBalancer.provisioningStatus)
        operating = tree.loadBalancer.operatingStatus.rawValue
        for wanted in spec.listeners {
            guard let node = nodes.first(where: { $0.name == wanted.name }), node.pools.count == 1,
                let pool = ObservedPool(wanted.pool, node.pools[0], of: node.id, tags: spec.identity.tags)
            else { return nil }
            listeners.append(ObservedListener(wanted, node, tags: spec.identity.tags))
            pools.append(pool)
        }
    }
}

extension KeptLoadBalancer {
    /// Adds where the members are; whether the tree shows the same listeners, pools and members as the listings.
    mutating func addMembers(from tree: StatusTree) -> Bool {
        var observed = observed
        guard case .children(var missing) = depth,
            Set(tree.loadBalancer.listeners.map(\.id.rawValue)) == Set(observed.listeners.map(\.id))
        else { return false }
        for node in tree.loadBalancer.listeners.flatMap(\.pools) + tree.loadBalancer.pools {
            guard let index = observed.pools.firstIndex(where: { $0.id == node.id.rawValue }) else { return false }
            observed.pools[index].members = node.members.map(ObservedMember.init)
            missing.remove(node.id.rawValue)
        }
        guard missing.isEmpty else { return false }
        self.observed = observed
        depth = .whole
        return true
    }
}

extension ObservedListener {
    fileprivate init(_ wanted: ListenerSpec, _ node: StatusTree.ListenerNode, tags: [String]) {
        self.init(
            id: node.id.rawValue,
            name: wanted.name,
            proto: wanted.proto,
            port: wanted.port,
            tags: tags,
            provisioning: ProvisioningState(node.provisioningStatus),
            operating: node.operatingStatus.rawValue,
            connectionLimit: wanted.connectionLimit,
            timeouts: wanted.timeouts ?? .init(),
            allowedCIDRs: wanted.allowedCIDRs ?? [],
            insertHeaders: wanted.insertHeaders,
            defaultPoolID: node.pools.first?.id.rawValue
        )
    }
}

extension ObservedPool {
    fileprivate init?(_ wanted: PoolSpec, _ node: StatusTree.PoolNode, of listener: ListenerID, tags: [String]) {
        guard case .known(let members) = wanted.members, node.members.count == members.count,
            (node.healthMonitor == nil) == (wanted.monitor == nil)
        else { return nil }
        self.init(
            id: node.id.rawValue,
            name: wanted.name,
            proto: wanted.proto,
            algorithm: wanted.algorithm,
            persistence: wanted.persistence,
            tags: tags,
            provisioning: ProvisioningState(node.provisioningStatus),
            operating: node.operatingStatus.rawValue,
            listenerIDs: [listener.rawValue],
            monitor: node.healthMonitor.flatMap { monitor in
                wanted.monitor.map { ObservedHealthMonitor(id: monitor.id.rawValue, spec: $0, tags: tags) }
            }
        )
        let nodes = Dictionary(grouping: node.members) { "\($0.address) \($0.port)" }
        for member in members {
            guard let seen = nodes["\(member.address) \(member.port)"]?.first else { return nil }
            var known = ObservedMember(seen)
            known.spec = member
            known.isOutline = false
            self.members.append(known)
        }
    }
}

extension ObservedMember {
    /// A member as a tree shows it.
    fileprivate init(_ node: StatusTree.MemberNode) {
        self.init(
            id: node.id.rawValue,
            spec: MemberSpec(name: node.name ?? "", address: node.address, port: node.port),
            isOutline: true,
            provisioning: ProvisioningState(node.provisioningStatus),
            operating: node.operatingStatus.rawValue
        )
    }
}
