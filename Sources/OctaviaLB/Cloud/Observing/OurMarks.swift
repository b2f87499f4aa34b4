import LoadBalancerModel

/// Tells what may belong to a cluster from what certainly belongs to others, so that a project full of other people's load
/// balancers costs no memory. Proves nothing: `Ownership` does.
struct OurMarks: Sendable {
    /// The tag of everything that occm made for the cluster.
    let clusterTag: String
    /// How the Go OCCM's names and tags for the cluster begin.
    private let goPrefix: String

    init?(_ cluster: ClusterIdentity) {
        guard let uid = cluster.uid else { return nil }
        clusterTag = Identity.clusterTagPrefix + uid
        goPrefix = Identity.goTagPrefix + cluster.name + "_"
    }

    /// Whether something with these tags and this name may be ours.
    func mayMark(_ tags: [String], name: String = "") -> Bool {
        if tags.contains(where: { $0.hasPrefix(Identity.clusterTagPrefix) }) { return tags.contains(clusterTag) }
        let isTagged = tags.contains { $0.hasPrefix(Identity.serviceTagPrefix) || $0.hasPrefix(goPrefix) }
        return isTagged || name.hasPrefix(goPrefix) || isLegacy(name)
    }

    /// Whether a name is `a` and 31 hexadecimal digits of a uid, as very old Go OCCMs gave it.
    private func isLegacy(_ name: String) -> Bool {
        name.utf8.count == 32 && name.hasPrefix("a") && name.allSatisfy { $0.isHexDigit && !$0.isUppercase }
    }
}
