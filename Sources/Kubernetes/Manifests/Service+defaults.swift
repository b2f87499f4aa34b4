extension Service {
    /// The Service as the API server would store it (kubernetes/pkg/apis/core/v1/defaults.go, and the allocation of IP
    /// families in pkg/registry/core/service/storage). What only a cluster can choose stays empty: addresses, node ports.
    public func withDefaults() -> Service {
        var service = self
        if service.metadata.namespace.isEmpty { service.metadata.namespace = "default" }
        service.spec.setDefaults()
        return service
    }
}

extension ServiceSpec {
    /// How long client-IP affinity lasts unless it is set: three hours.
    private static let affinitySeconds = 10800

    fileprivate mutating func setDefaults() {
        for index in ports.indices where ports[index].targetPort == nil || ports[index].targetPort == .int(0) {
            ports[index].targetPort = .int(ports[index].port)
        }
        if sessionAffinity == .clientIP, sessionAffinityConfig?.clientIP?.timeoutSeconds == nil {
            sessionAffinityConfig = SessionAffinityConfig(clientIP: .init(timeoutSeconds: Self.affinitySeconds))
        }
        if type != .externalName {
            internalTrafficPolicy = internalTrafficPolicy ?? .cluster
            setFamilies()
        }
        if takesExternalTraffic { externalTrafficPolicy = externalTrafficPolicy ?? .cluster }
        if type == .loadBalancer { allocateLoadBalancerNodePorts = allocateLoadBalancerNodePorts ?? true }
    }

    /// Whether an external traffic policy means anything to the Service.
    var takesExternalTraffic: Bool { type == .loadBalancer || type == .nodePort || !externalIPs.isEmpty }

    /// Without families the Service gets those of its addresses, else IPv4, and IPv6 with it where both are required.
    private mutating func setFamilies() {
        if ipFamilies.isEmpty {
            let addresses = clusterIPs.isEmpty ? [clusterIP] : clusterIPs
            ipFamilies = addresses.compactMap(IPFamily.init(ofAddress:))
        }
        if ipFamilies.isEmpty { ipFamilies = [.ipv4] }
        if ipFamilyPolicy == .requireDualStack, ipFamilies.count == 1 {
            ipFamilies.append(ipFamilies == [.ipv4] ? .ipv6 : .ipv4)
        }
        ipFamilyPolicy = ipFamilyPolicy ?? (ipFamilies.count > 1 ? .requireDualStack : .singleStack)
    }
}
