import Kubernetes
import Planning

/// The labels that a Node should have.
enum NodeLabels {
    /// The labels about the machine, both generations of them. What the cloud does not say is what the older label says.
    static func wanted(of node: Node, _ instance: Instance?) -> [String: String] {
        var labels: [String: String] = [:]
        for label in MachineLabel.allCases {
            if let value = instance?.value(of: label), !value.isEmpty {
                labels[label.stable] = value
                labels[label.beta] = value
            } else {
                labels[label.stable] = node.metadata.labels[label.beta]
            }
        }
        return labels
    }

    /// Further labels of the cloud's that the Node does not have. Those of Kubernetes' own domains are not for clouds to set.
    static func additional(of node: Node, _ instance: Instance, _ plan: inout NodePlan) -> [String: String] {
        var labels: [String: String] = [:]
        for (key, value) in instance.additionalLabels.sorted(by: { $0.key < $1.key }) {
            if isReserved(key) {
                plan.note(
                    .warning,
                    Reason("reserved-label", "the cloud's label \(key) is Kubernetes' own, and left out")
                )
            } else if node.metadata.labels[key] == nil {
                labels[key] = value.value
            }
        }
        return labels
    }

    /// Whether a label's domain is Kubernetes' own: `kubernetes.io` or `k8s.io`, or below one of them.
    static func isReserved(_ key: String) -> Bool {
        // As the framework's pattern has it, a key of two slashes is looked at from its beginning only.
        guard let slash = key.firstIndex(of: "/") else { return false }
        let domain = key[..<slash]
        return ["kubernetes.io", "k8s.io"].contains { domain == $0 || domain.hasSuffix(".\($0)") }
    }
}

extension Instance {
    /// What the cloud says to a label.
    fileprivate func value(of label: MachineLabel) -> String? {
        switch label {
        case .instanceType: instanceType?.value
        case .zone: zone?.value
        case .region: region?.value
        }
    }
}
