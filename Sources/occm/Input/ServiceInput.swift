import CloudProvider
import Kubernetes

/// What a command works on: Services with what should be true of their load balancers, and what is known of their cluster.
struct ServiceInput: Sendable {
    /// A Service, and what should be true of its load balancer.
    struct Item: Sendable {
        /// The Service as it was read.
        var service: Service
        /// What should be true.
        var wish: LoadBalancerWish
    }

    /// The Services: a cluster's by namespace and name, files' in their order.
    var items: [Item] = []
    /// The cluster's nodes that take traffic; `nil` when none were given.
    var nodes: BackendSet?
    /// The uid of the cluster's namespace kube-system; `nil` if it is not known.
    var clusterUID: String?
    /// Where the Services come from; `nil` for files.
    var cluster: ClusterConnection?
}
