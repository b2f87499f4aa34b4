public import CloudProvider
public import KeystoneAuth
public import Kubernetes
public import LoadBalancerModel
public import Planning

/// Plans without a cloud: as if nothing were there yet and a current amphora served it.
public struct OfflineCloud: Sendable {
    private let config: CloudConfig
    private let cluster: ClusterIdentity

    /// Plans with the defaults of cloud.conf.
    public init(config: CloudConfig = .init(), cluster: ClusterIdentity) {
        self.config = config
        self.cluster = cluster
    }

    /// What the Service would need in an empty cloud.
    public func plan(_ service: Service, nodes: BackendSet?) -> LoadBalancerPlan {
        let planning = ServicePlanning(service: service, config: config, cluster: cluster, capabilities: .init())
        let facts = NetworkFacts(
            nodeSubnetID: "(subnet of the nodes)",
            floatingNetworkID: planning.settings.networks.floatingNetworkID ?? "(first external network)"
        )
        return planning.plan(nodes: nodes, facts: facts, observed: .empty)
    }

    /// What would have to go in an empty cloud: nothing.
    public func planDeletion(_ service: Service) -> LoadBalancerPlan {
        ServicePlanning(service: service, config: config, cluster: cluster, capabilities: .init())
            .planDeletion(observed: .empty)
    }
}
