import CloudProvider
import Kubernetes
import LoadBalancerModel

/// What had to be looked up in OpenStack before a spec can be built.
struct NetworkFacts: Sendable, Hashable {
    /// The subnet on which the nodes were found, where nothing else says where the VIP lives.
    var nodeSubnetID: String?
    /// The external network for the floating IP; `nil` means there is none to be had.
    var floatingNetworkID: String?
}

/// Builds the spec of a Service's load balancer: settings, facts and nodes in, one value out.
struct SpecBuilder {
    var service: Service
    var settings: ServiceSettings
    var facts: NetworkFacts
    var identity: Identity
    var provider: String
    var clusterName: String
    var capabilities: ProviderCapabilities

    /// The spec.
    ///
    /// - Parameter selected: The nodes that the Service selects, by name; `nil` when they are not known.
    func spec(selected: [Backend]?) -> LoadBalancerSpec {
        LoadBalancerSpec(
            identity: identity,
            description: Descriptions.loadBalancer(service.metadata, cluster: clusterName),
            provider: provider,
            flavorID: settings.flavorID,
            availabilityZone: settings.availabilityZone,
            vip: vip,
            listeners: settings.ports.map { listener($0, selected) },
            floatingIP: floatingIP,
            keepFloatingIP: settings.keepFloatingIP
        )
    }

    private var vip: VIPSpec {
        var vip = settings.networks.vip
        if settings.networks.needsNodeSubnet { vip.subnetID = facts.nodeSubnetID }
        return vip
    }

    private var floatingIP: FloatingIPSpec? {
        guard settings.wantsFloatingIP, let networkID = facts.floatingNetworkID else {
            return nil
        }
        return FloatingIPSpec(
            networkID: networkID,
            subnetIDs: settings.networks.floatingSubnetID.map { [$0] } ?? [],
            address: settings.networks.address,
            description: Descriptions.floatingIP(service.metadata, cluster: clusterName)
        )
    }

    private func listener(_ port: PortSettings, _ selected: [Backend]?) -> ListenerSpec {
        let insertsHeaders = port.listener == .http || port.listener == .terminatedHTTPS
        return ListenerSpec(
            index: port.index,
            name: identity.listenerName(port.index),
            proto: port.listener,
            port: port.port,
            connectionLimit: settings.connectionLimit,
            timeouts: capabilities.timeouts ? settings.timeouts : nil,
            allowedCIDRs: capabilities.allowedCIDRs ? settings.sourceRanges.map(\.description) : nil,
            insertHeaders: insertsHeaders ? settings.insertHeaders : [:],
            pool: pool(port, selected)
        )
    }

    private func pool(_ port: PortSettings, _ selected: [Backend]?) -> PoolSpec {
        PoolSpec(
            name: identity.poolName(port.index),
            proto: port.pool,
            algorithm: settings.algorithm,
            persistence: persistence(port),
            members: members(port, selected),
            monitor: settings.monitor?.spec(
                name: identity.monitorName(port.index),
                transport: port.transport,
                capabilities: capabilities
            )
        )
    }

    /// Octavia takes a timeout for SOURCE_IP on UDP and SCTP pools only (`persistence_timeout`).
    private func persistence(_ port: PortSettings) -> SessionPersistence? {
        guard settings.sessionAffinity else { return nil }
        return SessionPersistence(type: "SOURCE_IP", timeout: port.transport == "TCP" ? nil : settings.sessionTimeout)
    }

    private func members(_ port: PortSettings, _ selected: [Backend]?) -> MemberSet {
        if service.spec.allocateLoadBalancerNodePorts == false, port.nodePort == nil { return .known([]) }
        guard let nodePort = port.nodePort else { return .portUnallocated }
        guard let selected else { return .nodesUnknown }
        let probePort = settings.monitor?.probePort(transport: port.transport, capabilities: capabilities)
        let subnet = settings.networks.memberSubnetID ?? facts.nodeSubnetID
        let members = selected.compactMap { backend in
            backend.address(settings.family).map { address in
                MemberSpec(
                    name: backend.name,
                    address: address,
                    port: nodePort,
                    subnetID: subnet,
                    monitorPort: probePort
                )
            }
        }
        return .known(members.sorted { ($0.address, $0.port) < ($1.address, $1.port) })
    }
}
