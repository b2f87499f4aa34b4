/// Decides what is ours: what may be changed, tagged, attached, detached or deleted.
///
/// Guarantees: pure; names alone prove nothing; whatever carries the tag of another cluster or Service is foreign, even if
/// it also carries ours of the Go OCCM.
/// Assumptions: listeners, pools and floating IPs are only asked about together with a load balancer that
/// ``loadBalancer(among:floatingIPs:corroboration:)`` has proven ours.
public struct Ownership: Sendable, Hashable {
    /// Whose load balancer it is about.
    public var identity: Identity
    /// Whether the Go OCCM's tag is proof enough for a load balancer that no tag of occm contradicts.
    ///
    /// Only for input without any uid (files, and neither `--cluster-uid` nor `metadata.uid`): nothing better exists then,
    /// and what such an input created must be recognised when it is planned again. It is the tag that counts, which
    /// somebody has to have put there; never the name.
    public var acceptsGoTag: Bool

    /// Creates the rules for an identity; without `acceptsGoTag` the Go OCCM's tag proves only where the identity has
    /// neither a cluster nor a Service tag.
    public init(_ identity: Identity, acceptsGoTag: Bool? = nil) {
        self.identity = identity
        self.acceptsGoTag = acceptsGoTag ?? (identity.clusterTag == nil && identity.serviceTag == nil)
    }

    /// What a resource's tags say about it.
    public enum Standing: Sendable, Hashable {
        /// Tags of occm prove it ours.
        case proven
        /// It carries the Go OCCM's tag for this Service, and no tag of occm.
        case goTagged
        /// It carries no tag of any cluster or Service.
        case unmarked
        /// It carries the Go OCCM's tag for this Service and tags of occm that this identity has no uid to compare with.
        case undecidable
        /// It carries the tag of another cluster or Service.
        case foreign
    }

    /// What these tags say.
    public func standing(of tags: [String]) -> Standing {
        let clusters = tags.filter { $0.hasPrefix(Identity.clusterTagPrefix) }
        let services = tags.filter { $0.hasPrefix(Identity.serviceTagPrefix) }
        let ourCluster = identity.clusterTag.map(clusters.contains)
        let ourService = identity.serviceTag.map(services.contains)
        if !clusters.isEmpty, ourCluster == false { return .foreign }
        if !services.isEmpty, ourService == false { return .foreign }
        if ourService == true { return .proven }
        guard tags.contains(identity.goTag) else {
            let marked = !services.isEmpty || tags.contains { $0.hasPrefix(Identity.goTagPrefix) }
            return marked ? .foreign : .unmarked
        }
        // Within a cluster, the namespace and name in the Go OCCM's tag are unique.
        if ourCluster == true { return .proven }
        return clusters.isEmpty && services.isEmpty ? .goTagged : .undecidable
    }

    /// Whether these tags prove a load balancer ours.
    public func isProven(by tags: [String]) -> Bool {
        switch standing(of: tags) {
        case .proven: true
        case .goTagged: acceptsGoTag
        case .unmarked, .undecidable, .foreign: false
        }
    }

    /// Whether a listener of our load balancer is ours: by tag, or untagged with the name that the Go OCCM gives.
    ///
    /// The Go OCCM also claims untagged listeners of any other name; those were made by hand and are kept.
    public func listener(_ listener: ObservedListener, on loadBalancer: ObservedLoadBalancer) -> Bool {
        switch standing(of: listener.tags) {
        case .proven, .goTagged: true
        case .foreign, .undecidable: false
        case .unmarked: isGoName(listener.name, "listener_", on: loadBalancer)
        }
    }

    /// Whether a pool of our load balancer is ours: by tag, or as default pool of a listener of ours, or by the name that the
    /// Go OCCM gives (a pool that lost its listener); never if somebody else's listener or an L7 policy refers to it.
    public func pool(_ pool: ObservedPool, on loadBalancer: ObservedLoadBalancer) -> Bool {
        guard !isSharedWithOthers(pool, on: loadBalancer) else { return false }
        switch standing(of: pool.tags) {
        case .proven, .goTagged: return true
        case .foreign, .undecidable: return false
        case .unmarked:
            let serves = loadBalancer.listeners.contains { $0.defaultPoolID == pool.id }
            return serves || isGoName(pool.name, "pool_", on: loadBalancer)
        }
    }

    /// Whether a floating IP is ours: by tag, or on the VIP port of our load balancer with the description that the Go OCCM gives.
    public func floatingIP(_ floatingIP: ObservedFloatingIP, on loadBalancer: ObservedLoadBalancer?) -> Bool {
        switch standing(of: floatingIP.tags) {
        case .proven: return true
        case .goTagged where acceptsGoTag: return true
        case .foreign, .undecidable: return false
        case .goTagged, .unmarked:
            guard let port = loadBalancer?.vipPortID, floatingIP.portID == port else { return false }
            let description = "Floating IP for Kubernetes external service \(identity.subject)"
            return floatingIP.description == description || floatingIP.description.hasPrefix(description + " ")
        }
    }

    /// The tags that a resource of ours lacks.
    ///
    /// The Go OCCM's tag is not added beside one of its tags: it counts them as Services that share a load balancer, and a
    /// renamed cluster changes nothing.
    func missingTags(in tags: [String]) -> [String] {
        let goTagged = tags.contains { $0.hasPrefix(Identity.goTagPrefix) }
        return identity.tags.filter { !tags.contains($0) && !($0 == identity.goTag && goTagged) }
    }

    /// Whether a listener that is not ours, or an L7 policy on any, sends traffic to the pool.
    func isSharedWithOthers(_ pool: ObservedPool, on loadBalancer: ObservedLoadBalancer) -> Bool {
        loadBalancer.listeners.contains { other in
            let isDefault = other.defaultPoolID == pool.id
            guard isDefault || pool.listenerIDs.contains(other.id) else { return false }
            return !isDefault || !listener(other, on: loadBalancer)
        }
    }

    /// Whether tags name more than one Service. After a rename of the cluster the only Go tag may be an old one of ours.
    func isShared(tags: [String]) -> Bool {
        tags.contains { $0.hasPrefix(Identity.serviceTagPrefix) && $0 != identity.serviceTag }
            || tags.count { $0.hasPrefix(Identity.goTagPrefix) } > 1
    }

    /// Whether a name is `<prefix><index>_<load balancer's name>`.
    private func isGoName(_ name: String, _ prefix: String, on loadBalancer: ObservedLoadBalancer) -> Bool {
        guard name.hasPrefix(prefix), !isShared(tags: loadBalancer.tags) else { return false }
        let index = name.dropFirst(prefix.count).prefix { $0.isASCII && $0.isNumber }
        guard !index.isEmpty else { return false }
        return [loadBalancer.name, identity.name].contains { name == Identity.cut("\(prefix)\(index)_\($0)") }
    }
}
