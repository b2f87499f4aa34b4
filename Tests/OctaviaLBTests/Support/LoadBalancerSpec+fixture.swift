import LoadBalancerModel
import Sandbox

extension Identity {
    /// The Service default/web of the cluster `kubernetes`, with both uids.
    static let web = Identity(
        subject: "default/web",
        name: "kube_service_kubernetes_default_web",
        clusterTag: "occm-cluster=c-1",
        serviceTag: "occm-service=u-1"
    )
}

extension LoadBalancerSpec {
    /// A Service on the sandbox's subnet.
    static func web(
        _ facts: SandboxFacts,
        ports: [ListenerSpec] = [.port(80)],
        isExternal: Bool = true,
        identity: Identity = .web
    ) -> Self {
        var spec = web(subnet: facts.subnetID, ports: ports, identity: identity)
        let description = "Floating IP for Kubernetes external service default/web from cluster kubernetes"
        if isExternal {
            spec.floatingIP = FloatingIPSpec(networkID: facts.floatingNetworkID, description: description)
        }
        return spec
    }

    /// An internal Service.
    static func web(subnet: String, ports: [ListenerSpec] = [.port(80)], identity: Identity = .web) -> Self {
        Self(
            identity: identity,
            description: "Kubernetes external service default/web from cluster kubernetes",
            provider: "amphora",
            vip: VIPSpec(subnetID: subnet),
            listeners: ports
        )
    }
}

extension ListenerSpec {
    /// A port whose members are nodes 1 … `nodes`, with a monitor.
    static func port(
        _ port: Int,
        _ proto: String = "TCP",
        index: Int = 0,
        nodes: Int = 2,
        hasMonitor: Bool = true
    ) -> Self {
        let name = Identity.web.name
        let monitorType = proto == "UDP" ? "UDP-CONNECT" : "TCP"
        return Self(
            index: index,
            name: "listener_\(index)_\(name)",
            proto: ListenerProtocol(rawValue: proto),
            port: port,
            allowedCIDRs: ["0.0.0.0/0"],
            pool: PoolSpec(
                name: "pool_\(index)_\(name)",
                proto: proto,
                members: .known(
                    (1...nodes).map { number in
                        MemberSpec(name: "node-\(number)", address: "10.10.0.\(10 + number)", port: 30000 + port)
                    }
                ),
                monitor: hasMonitor
                    ? HealthMonitorSpec(
                        name: "monitor_\(index)_\(name)",
                        type: monitorType,
                        delay: 5,
                        timeout: 3,
                        maxRetries: 1,
                        maxRetriesDown: 3
                    ) : nil
            )
        )
    }
}
