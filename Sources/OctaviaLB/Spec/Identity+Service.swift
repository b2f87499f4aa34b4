import Kubernetes
import LoadBalancerModel

/// Which cluster a Service belongs to, as far as OpenStack's names and tags can tell.
public struct ClusterIdentity: Sendable, Hashable {
    /// `--cluster-name`, part of every name.
    public var name: String
    /// The uid of the namespace kube-system, or `--cluster-uid`; `nil` when neither is known (files, no cluster).
    public var uid: String?

    /// Creates a cluster identity.
    public init(name: String, uid: String? = nil) {
        self.name = name
        self.uid = uid
    }
}

extension Identity {
    /// The names and tags of a Service's load balancer. The words are an interface: the Go OCCM finds its resources by them.
    init(of metadata: ObjectMeta, in cluster: ClusterIdentity) {
        let uid = metadata.uid.nonEmpty
        self.init(
            subject: "\(metadata.namespace)/\(metadata.name)",
            name: Self.cut("\(Self.goTagPrefix)\(cluster.name)_\(metadata.namespace)_\(metadata.name)"),
            legacyName: uid.map { "a" + String($0.filter { $0 != "-" }.prefix(31)) },
            clusterTag: cluster.uid.map { Self.clusterTagPrefix + $0 },
            serviceTag: uid.map { Self.serviceTagPrefix + $0 }
        )
    }
}

/// Texts by which the Go OCCM recognises what it made.
enum Descriptions {
    /// On load balancers, internal ones too.
    static func loadBalancer(_ metadata: ObjectMeta, cluster: String) -> String {
        "Kubernetes external service \(metadata.namespace)/\(metadata.name) from cluster \(cluster)"
    }

    /// On floating IPs.
    static func floatingIP(_ metadata: ObjectMeta, cluster: String) -> String {
        "Floating IP for Kubernetes external service \(metadata.namespace)/\(metadata.name) from cluster \(cluster)"
    }
}
