import LoadBalancerModel

extension Identity {
    /// The Service default/web of the cluster `kubernetes`, with both uids.
    static let web = Identity(
        subject: "default/web",
        name: "kube_service_kubernetes_default_web",
        legacyName: "a0b1c2d3e4f5a0b1c2d3e4f5a0b1c2d3",
        clusterTag: "occm-cluster=cluster-1",
        serviceTag: "occm-service=service-1"
    )

    /// The same from a file without any uid.
    static let webWithoutUID = Identity(subject: "default/web", name: "kube_service_kubernetes_default_web")

    /// This identity with other tags.
    func with(clusterTag: String?, serviceTag: String?) -> Identity {
        var copy = self
        copy.clusterTag = clusterTag
        copy.serviceTag = serviceTag
        return copy
    }
}

/// The Go OCCM's tag and names for default/web.
enum Go {
    static let tag = "kube_service_kubernetes_default_web"
    static let otherTag = "kube_service_kubernetes_default_other"
    static let floatingIPDescription = "Floating IP for Kubernetes external service default/web from cluster kubernetes"
}

extension ObservedLoadBalancer {
    /// An ACTIVE load balancer of default/web as the Go OCCM leaves it.
    static func goMade(
        id: String = "lb-1",
        tags: [String] = [Go.tag],
        vipAddress: String = "10.0.0.9",
        createdAt: String? = nil,
        listeners: [ObservedListener] = [],
        pools: [ObservedPool] = []
    ) -> Self {
        Self(
            id: id,
            name: Go.tag,
            tags: tags,
            vipAddress: vipAddress,
            vipPortID: "vip-port-\(id)",
            createdAt: createdAt,
            listeners: listeners,
            pools: pools
        )
    }
}

extension LoadBalancerSpec {
    /// An external Service with these ports on two nodes.
    static func web(
        identity: Identity = .web,
        ports: [ListenerSpec] = [.port(80)],
        isInternal: Bool = false,
        keepFloatingIP: Bool = false,
        floatingAddress: String? = nil
    ) -> Self {
        var spec = LoadBalancerSpec(
            identity: identity,
            description: "Kubernetes external service default/web from cluster kubernetes",
            provider: "amphora",
            vip: VIPSpec(subnetID: "subnet-1"),
            listeners: [],
            keepFloatingIP: keepFloatingIP
        )
        spec.listeners = ports.enumerated().map { index, port in
            var port = port
            port.index = index
            port.name = identity.listenerName(index)
            port.pool.name = identity.poolName(index)
            return port
        }
        if !isInternal {
            spec.floatingIP = FloatingIPSpec(
                networkID: "external",
                address: floatingAddress,
                description: Go.floatingIPDescription
            )
        }
        return spec
    }
}

extension ListenerSpec {
    /// A port whose pool speaks the same protocol unless said otherwise.
    static func port(
        _ port: Int,
        _ proto: ListenerProtocol = .tcp,
        poolProtocol: String? = nil,
        nodes: Int = 2,
        monitor: HealthMonitorSpec? = nil
    ) -> Self {
        let pool = PoolSpec(
            name: "",
            proto: poolProtocol ?? proto.rawValue,
            members: .known(MemberSpec.nodes(nodes, port: 30000 + port)),
            monitor: monitor
        )
        return ListenerSpec(index: 0, name: "", proto: proto, port: port, pool: pool)
    }

    /// This port after a change.
    func with(_ change: (inout Self) -> Void) -> Self {
        var copy = self
        change(&copy)
        return copy
    }
}

extension MemberSpec {
    /// The first nodes of the cluster as members.
    static func nodes(_ count: Int, port: Int) -> [Self] {
        (0..<count).map { MemberSpec(name: "node-\($0 + 1)", address: "192.0.2.\($0 + 4)", port: port) }
    }
}

extension HealthMonitorSpec {
    /// A monitor with the Go OCCM's defaults.
    static func standard(_ type: String = "TCP") -> Self {
        Self(name: "monitor_0_\(Go.tag)", type: type, delay: 5, timeout: 3, maxRetries: 1, maxRetriesDown: 3)
    }
}
