import CloudProvider
import KeystoneAuth
import LoadBalancerModel
import OpenStackAPI

/// Looks up the network facts that neither the Service nor cloud.conf tells. Each look-up is made only when its answer is
/// needed: with subnet and floating network configured there is none.
struct NetworkResolver: Sendable {
    let session: any OpenStackSession

    /// The facts for a Service.
    ///
    /// - Parameter observed: What is there already: nothing is looked up that only a creation needs.
    func facts(
        for settings: ServiceSettings,
        nodes: BackendSet?,
        observed: LoadBalancerObservation
    ) async throws -> NetworkFacts {
        var facts = NetworkFacts()
        if settings.networks.needsNodeSubnet, let nodes {
            facts.nodeSubnetID = try await nodeSubnet(nodes, settings, observed.loadBalancer.value)
        }
        if settings.wantsFloatingIP {
            facts.floatingNetworkID = try await floatingNetwork(settings.networks, observed)
            try await refuseForeignSubnet(settings.networks, facts.floatingNetworkID, observed)
        }
        return facts
    }

    /// The subnet on which the first node's member address lives. By name, so that the answer is always the same.
    private func nodeSubnet(
        _ nodes: BackendSet,
        _ settings: ServiceSettings,
        _ existing: ObservedLoadBalancer?
    ) async throws -> String? {
        if let existing { return existing.vipSubnetID }
        for node in nodes.backends {
            guard let address = node.address(settings.family) else { continue }
            let ports = try await session.list(Port.list(.address(address)))
            let homes = ports.flatMap(\.fixedIPs).filter { $0.address == address }
            if let home = homes.first { return home.subnetID.rawValue }
        }
        throw LoadBalancerFailure(
            .configuration,
            """
            neither cloud.conf nor the Service says where the load balancer lives, and no node's address is on a port of \
            this project; set subnet-id in cloud.conf [LoadBalancer]
            """
        )
    }

    /// The external network for a floating IP: as configured, as of the one that is there, or the first that has IPv4.
    private func floatingNetwork(
        _ networks: NetworkSettings,
        _ observed: LoadBalancerObservation
    ) async throws -> String? {
        if let configured = networks.floatingNetworkID { return configured }
        if let port = observed.loadBalancer.value?.vipPortID,
            let there = observed.floatingIPs.first(where: { $0.portID == port })
        {
            return there.networkID
        }
        for network in try await session.list(Network.list(.external)).sorted(by: { $0.id.rawValue < $1.id.rawValue })
        where !network.subnets.isEmpty {
            let subnets = try await session.list(Subnet.list(.network(network.id)))
            let visible = Dictionary(subnets.map { ($0.id, $0) }) { first, _ in first }
            // A subnet that the project can't see may well be IPv4: operators often hide them.
            if network.subnets.contains(where: { visible[$0].map { $0.ipVersion == 4 } ?? true }) {
                return network.id.rawValue
            }
        }
        return nil
    }

    /// A floating subnet of another network is a slip that Neutron would only report once the load balancer is there.
    private func refuseForeignSubnet(
        _ networks: NetworkSettings,
        _ networkID: String?,
        _ observed: LoadBalancerObservation
    ) async throws {
        guard let networkID, let subnetID = networks.floatingSubnetID, observed.floatingIPs.isEmpty else { return }
        let subnet = try await session.sendIfPresent(Subnet.get(ID(subnetID)))
        guard subnet?.networkID.rawValue != networkID else { return }
        throw LoadBalancerFailure(
            .configuration,
            subnet == nil
                ? "the floating IP's subnet \(subnetID) does not exist, or this project can't see it"
                : "the floating IP's subnet \(subnetID) is not on the floating network \(networkID)"
        )
    }
}
