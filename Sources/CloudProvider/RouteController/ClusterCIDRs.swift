public import Kubernetes

/// The networks of all pods, as `--cluster-cidr` has them: one, or one of each family.
public struct ClusterCIDRs: Sendable, Hashable {
    /// The networks in their order.
    public let networks: [IPNetwork]

    /// Reads the flag's value. Blanks around it mean nothing.
    public init(_ text: String) throws(Reason) {
        let words = text.split(separator: " ")
        let parts = words.first?.split(separator: ",", omittingEmptySubsequences: false) ?? []
        networks = parts.compactMap { IPNetwork(String($0)) }
        let families = Set(networks.map(\.address.family))
        guard words.count == 1, networks.count == parts.count, networks.count == families.count else {
            throw Reason(
                "invalid-cluster-cidr",
                "--cluster-cidr is \"\(text)\"; expected the network of all pods such as 10.244.0.0/16, or one of each "
                    + "family with a comma between"
            )
        }
    }
}
