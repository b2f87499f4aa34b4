extension Node {
    /// The label that keeps a Node out of all load balancers (k8s.io/api/core/v1 LabelNodeExcludeBalancers).
    public static let exclusionLabel = "node.kubernetes.io/exclude-from-external-load-balancers"
    /// The taint with which the cluster autoscaler announces that it will remove a Node.
    public static let removalTaint = "ToBeDeletedByClusterAutoscaler"

    /// Whether the Node belongs into load balancers, as the Kubernetes service controller decides it ("stable" node set):
    /// not being deleted, not excluded by label, not about to be removed by the autoscaler. Readiness does not count: the
    /// load balancer's health monitor knows better and sooner.
    public var takesLoadBalancerTraffic: Bool {
        metadata.deletionTimestamp == nil && !isExcluded && !spec.taints.contains { $0.key == Self.removalTaint }
    }

    /// Whether the exclusion label is set to anything but a false that Go's `strconv.ParseBool` accepts.
    private var isExcluded: Bool {
        guard let value = metadata.labels[Self.exclusionLabel] else { return false }
        return !["0", "f", "F", "false", "False", "FALSE"].contains(value)
    }

    /// The address that load balancers send traffic to: the first internal one of the family, else the first external one
    /// of it; `nil` if there is none. Without a family the first address of either kind is taken.
    public func memberAddress(_ family: IPFamily?) -> String? {
        for kind in [NodeAddress.Kind.internalIP, .externalIP] {
            let first = status.addresses.first { candidate in
                candidate.type == kind && (family == nil || IPFamily(ofAddress: candidate.address) == family)
            }
            if let first { return first.address }
        }
        return nil
    }
}
