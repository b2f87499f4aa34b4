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
