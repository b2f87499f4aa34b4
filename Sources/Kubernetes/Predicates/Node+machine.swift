extension Node {
    /// The taint with which a kubelet that has a cloud provider elsewhere (`--cloud-provider=external`) registers its Node
    /// (k8s.io/cloud-provider/api TaintExternalCloudProvider).
    public static let uninitializedTaint = "node.cloudprovider.kubernetes.io/uninitialized"
    /// The taint of a Node whose machine is shut down (k8s.io/cloud-provider/api TaintNodeShutdown).
    public static let shutdownTaint = Taint(key: "node.cloudprovider.kubernetes.io/shutdown", effect: "NoSchedule")

    /// Where the kubelet writes which addresses it was given (k8s.io/cloud-provider/api AnnotationAlphaProvidedIPAddr).
    public static let providedAddressAnnotation = "alpha.kubernetes.io/provided-node-ip"

    /// Whether the Node waits for its cloud provider; the taint's value and effect make no difference.
    public var isUninitialized: Bool { hasTaint(Self.uninitializedTaint) }

    /// Whether the Node is marked as shut down.
    public var isMarkedShutDown: Bool { hasTaint(Self.shutdownTaint.key) }

    /// Whether the kubelet says that the Node is ready; one that says nothing is not.
    public var isReady: Bool { status.conditions.first { $0.type == "Ready" }?.status == "True" }

    /// Whether deletion was asked for.
    public var isBeingDeleted: Bool { metadata.deletionTimestamp != nil }

    private func hasTaint(_ key: String) -> Bool { spec.taints.contains { $0.key == key } }
}

/// What a Node's labels say about its machine, each by two labels: the one that is stable and its predecessor, which old
/// manifests still select by (k8s.io/api/core/v1 well_known_labels.go).
public enum MachineLabel: Sendable, Hashable, CaseIterable {
    /// The machine's size.
    case instanceType
    /// The failure domain.
    case zone
    /// The part of the cloud.
    case region

    /// The label that is to be used.
    public var stable: String {
        switch self {
        case .instanceType: "node.kubernetes.io/instance-type"
        case .zone: "topology.kubernetes.io/zone"
        case .region: "topology.kubernetes.io/region"
        }
    }

    /// Its predecessor.
    public var beta: String {
        switch self {
        case .instanceType: "beta.kubernetes.io/instance-type"
        case .zone: "failure-domain.beta.kubernetes.io/zone"
        case .region: "failure-domain.beta.kubernetes.io/region"
        }
    }
}
