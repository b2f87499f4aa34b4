import LoadBalancerModel
import OpenStackAPI

// How Octavia's and Neutron's answers read as an observation.

extension ProvisioningState {
    init(_ status: ProvisioningStatus) { self.init(rawValue: status.rawValue) }
}

extension ObservedLoadBalancer {
    /// The load balancer itself, without what is on it.
    init(_ loadBalancer: LoadBalancer) {
        self.init(
            id: loadBalancer.id.rawValue,
            name: loadBalancer.name,
            description: loadBalancer.description ?? "",
            tags: loadBalancer.tags,
            provider: loadBalancer.provider ?? "",
            flavorID: loadBalancer.flavorID?.rawValue,
            availabilityZone: loadBalancer.availabilityZone,
            vipAddress: loadBalancer.vipAddress ?? "",
            vipPortID: loadBalancer.vipPortID?.rawValue,
            vipSubnetID: loadBalancer.vipSubnetID?.rawValue,
            vipNetworkID: loadBalancer.vipNetworkID?.rawValue,
            provisioning: ProvisioningState(loadBalancer.provisioningStatus),
            operating: loadBalancer.operatingStatus.rawValue,
            stamp: loadBalancer.updatedAt,
            createdAt: loadBalancer.createdAt
        )
    }
}

extension ObservedListener {
    init(_ listener: Listener) {
        self.init(
            id: listener.id.rawValue,
            name: listener.name,
            proto: LoadBalancerModel.ListenerProtocol(rawValue: listener.proto),
            port: listener.port,
            tags: listener.tags,
            provisioning: ProvisioningState(listener.provisioningStatus),
            operating: listener.operatingStatus.rawValue,
            connectionLimit: listener.connectionLimit ?? -1,
            timeouts: ListenerTimeouts(listener),
            allowedCIDRs: listener.allowedCIDRs,
            insertHeaders: listener.insertHeaders,
            defaultPoolID: listener.defaultPoolID?.rawValue,
            l7PolicyIDs: listener.l7Policies.map(\.id.rawValue)
        )
    }
}

extension ListenerTimeouts {
    /// `nil` for an Octavia before 2.1, which has none.
    fileprivate init?(_ listener: Listener) {
        guard let clientData = listener.timeoutClientData, let memberConnect = listener.timeoutMemberConnect,
            let memberData = listener.timeoutMemberData, let tcpInspect = listener.timeoutTCPInspect
        else { return nil }
        self.init(
            clientData: clientData,
            memberConnect: memberConnect,
            memberData: memberData,
            tcpInspect: tcpInspect
        )
    }
}

extension ObservedPool {
    init(_ pool: Pool, members: [Member], monitor: HealthMonitor?) {
        self.init(
            id: pool.id.rawValue,
            name: pool.name,
            proto: pool.proto,
            algorithm: pool.algorithm,
            persistence: pool.sessionPersistence.map {
                SessionPersistence(type: $0.type, timeout: $0.timeout, cookieName: $0.cookieName)
            },
            tags: pool.tags,
            provisioning: ProvisioningState(pool.provisioningStatus),
            operating: pool.operatingStatus.rawValue,
            listenerIDs: pool.listeners.map(\.id.rawValue),
            members: members.map(ObservedMember.init),
            monitor: monitor.map(ObservedHealthMonitor.init)
        )
    }
}

extension ObservedMember {
    init(_ member: Member) {
        let spec = MemberSpec(
            name: member.name ?? "",
            address: member.address,
            port: member.port,
            subnetID: member.subnetID?.rawValue,
            weight: member.weight ?? 1,
            monitorPort: member.monitorPort
        )
        self.init(
            id: member.id.rawValue,
            spec: spec,
            adminStateUp: member.isEnabled ?? true,
            backup: member.isBackup ?? false,
            provisioning: ProvisioningState(member.provisioningStatus),
            operating: member.operatingStatus.rawValue
        )
    }
}

extension ObservedHealthMonitor {
    init(_ monitor: HealthMonitor) {
        let isHTTP = monitor.type == "HTTP" || monitor.type == "HTTPS"
        let spec = HealthMonitorSpec(
            name: monitor.name ?? "",
            type: monitor.type,
            delay: monitor.delay,
            timeout: monitor.timeout,
            maxRetries: monitor.maxRetries,
            maxRetriesDown: monitor.maxRetriesDown ?? 3,
            http: isHTTP
                ? .init(
                    method: monitor.httpMethod ?? "GET",
                    path: monitor.urlPath ?? "/",
                    expectedCodes: monitor.expectedCodes ?? "200"
                ) : nil
        )
        self.init(
            id: monitor.id.rawValue,
            spec: spec,
            tags: monitor.tags,
            provisioning: ProvisioningState(monitor.provisioningStatus)
        )
    }
}

extension ObservedFloatingIP {
    init(_ floatingIP: FloatingIP) {
        self.init(
            id: floatingIP.id.rawValue,
            address: floatingIP.address,
            networkID: floatingIP.networkID.rawValue,
            portID: floatingIP.portID?.rawValue,
            description: floatingIP.description ?? "",
            tags: floatingIP.tags
        )
    }
}
