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
    /// - Parameter nodes: The nodes that may become members; `nil` when they are not known.
    func spec(nodes: [Node]?) -> LoadBalancerSpec {
        let backends = nodes.map(selected)
        return LoadBalancerSpec(
            identity: identity,
            description: Descriptions.loadBalancer(service.metadata, cluster: clusterName),
            provider: provider,
            flavorID: settings.flavorID,
            availabilityZone: settings.availabilityZone,
            vip: vip,
            listeners: settings.ports.map { listener($0, backends: backends) },
            floatingIP: floatingIP,
            keepFloatingIP: settings.keepFloatingIP
        )
    }

    /// The nodes that take part, whose labels fit, with the address that members get, by name.
    private func selected(_ nodes: [Node]) -> [(name: String, address: String)] {
        var selected: [(name: String, address: String)] = []
        // By index: thousands of nodes are looked at in every pass, and copying each costs more than looking.
        for index in nodes.indices
        where fits(nodes[index].metadata.labels) && nodes[index].takesLoadBalancerTraffic {
            guard let address = nodes[index].memberAddress(settings.family) else { continue }
            selected.append((nodes[index].metadata.name, address))
        }
        return selected.sorted { $0.name < $1.name }
    }

    private func fits(_ labels: [String: String]) -> Bool {
        settings.nodeSelector.allSatisfy { key, wanted in
            labels[key].map { value in wanted.map { $0 == value } ?? true } ?? false
        }
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

    private func listener(_ port: PortSettings, backends: [(name: String, address: String)]?) -> ListenerSpec {
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
            pool: pool(port, backends: backends)
        )
    }

    private func pool(_ port: PortSettings, backends: [(name: String, address: String)]?) -> PoolSpec {
        PoolSpec(
            name: identity.poolName(port.index),
            proto: port.pool,
            algorithm: settings.algorithm,
            persistence: persistence(port),
            members: members(port, backends: backends),
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

    private func members(_ port: PortSettings, backends: [(name: String, address: String)]?) -> MemberSet {
        if service.spec.allocateLoadBalancerNodePorts == false, port.nodePort == nil { return .known([]) }
        guard let nodePort = port.nodePort else { return .portUnallocated }
        guard let backends else { return .nodesUnknown }
        let probePort = settings.monitor?.probePort(transport: port.transport, capabilities: capabilities)
        let subnet = settings.networks.memberSubnetID ?? facts.nodeSubnetID
        let members = backends.map { backend in
            MemberSpec(
                name: backend.name,
                address: backend.address,
                port: nodePort,
                subnetID: subnet,
                monitorPort: probePort
            )
        }
        return .known(members.sorted { ($0.address, $0.port) < ($1.address, $1.port) })
    }
}
