import LoadBalancerModel

extension LoadBalancerObservation {
    /// What is observed once everything is as it should be.
    init(of spec: LoadBalancerSpec) {
        let port = "vip-port"
        let loadBalancer = ObservedLoadBalancer(
            id: "load-balancer",
            name: spec.identity.name,
            description: spec.description,
            tags: spec.identity.tags,
            provider: spec.provider,
            vipPortID: port,
            vipSubnetID: spec.vip.subnetID,
            vipNetworkID: spec.vip.networkID,
            listeners: spec.listeners.map { ObservedListener(of: $0, tags: spec.identity.tags) },
            pools: spec.listeners.map { ObservedPool(of: $0.pool, for: $0, tags: spec.identity.tags) }
        )
        let floatingIP = spec.floatingIP.map { wanted in
            ObservedFloatingIP(
                id: "floating-ip",
                address: "203.0.113.10",
                networkID: wanted.networkID,
                portID: port,
                description: wanted.description,
                tags: spec.identity.tags
            )
        }
        self.init(loadBalancer: .present(loadBalancer), floatingIPs: [floatingIP].compactMap(\.self))
    }
}

extension ObservedListener {
    fileprivate init(of spec: ListenerSpec, tags: [String]) {
        self.init(
            id: "listener-\(spec.key)",
            name: spec.name,
            proto: spec.proto,
            port: spec.port,
            tags: tags,
            connectionLimit: spec.connectionLimit,
            timeouts: spec.timeouts,
            allowedCIDRs: spec.allowedCIDRs,
            insertHeaders: spec.insertHeaders,
            defaultPoolID: "pool-\(spec.key)"
        )
    }
}

extension ObservedPool {
    fileprivate init(of spec: PoolSpec, for listener: ListenerSpec, tags: [String]) {
        var members: [MemberSpec] = []
        if case .known(let known) = spec.members { members = known }
        self.init(
            id: "pool-\(listener.key)",
            name: spec.name,
            proto: spec.proto,
            algorithm: spec.algorithm,
            persistence: spec.persistence,
            tags: tags,
            listenerIDs: ["listener-\(listener.key)"],
            members: members.map { ObservedMember(id: "\(spec.name)-\($0.name)", spec: $0) },
            monitor: spec.monitor.map { ObservedHealthMonitor(id: "monitor-\(listener.key)", spec: $0, tags: tags) }
        )
    }
}
