public import Kubernetes

/// What a cloud must offer so that Nodes stay true to the machines they run on: the counterpart of
/// `cloudprovider.InstancesV2` in k8s.io/cloud-provider, asked once for many Nodes.
///
/// Guarantees: reads only, and never fails as a whole: what can't be found out is ``InstanceState/unknown(_:)``, Node by
/// Node. However many Nodes are asked about, and however many callers ask at once, the cloud is listed at most once in ten
/// seconds, and once more when a Node turns up that the last listing did not know.
public protocol Instances: Sendable {
    /// The machines behind some Nodes, by Node name; there is an entry for each of `nodes`.
    ///
    /// - Parameters:
    ///   - nodes: The Nodes asked about.
    ///   - cluster: All Nodes of the cluster. A machine is only called absent while the machine of another of them is seen.
    func instances(of nodes: [Node], in cluster: [Node]) async -> [String: InstanceState]
}

/// What the cloud says about the machine behind a Node.
public enum InstanceState: Sendable, Hashable {
    /// It is there.
    case present(Instance)
    /// It is proven gone: the cloud knows no machine of the id that the Node carries, and answers for other machines of the
    /// cluster. The text is the proof.
    case absent(String)
    /// It could not be found out: nothing may be deleted, tainted or emptied because of this.
    case unknown(Reason)
    /// The Node carries the id of another cloud, region or project: it is never touched.
    case foreign(Reason)

    /// The machine, if it is there.
    public var instance: Instance? {
        if case .present(let instance) = self { instance } else { nil }
    }
}
