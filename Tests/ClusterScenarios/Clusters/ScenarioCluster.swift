public import Kubernetes

/// A cluster in which scenarios are played: the sandbox's Kubernetes API, or a real kube-apiserver on loopback.
///
/// Assumptions: at first it has no Nodes and no Services of type LoadBalancer; a namespace `default` it has.
public protocol ScenarioCluster: Sendable {
    /// How an administrator asks it.
    var access: ClusterAccess { get }

    /// A kubeconfig with the rights that occm is to have.
    func kubeconfigOfOccm() async throws -> String

    /// The token of somebody who may see the metrics.
    func tokenOfScraper() async throws -> String

    /// Leaves it as it was at first. Nothing is asked of it any more.
    func close() async throws
}
