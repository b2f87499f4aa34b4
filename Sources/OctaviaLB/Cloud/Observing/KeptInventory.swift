import LoadBalancerModel

/// What is remembered of a project between looks at it: load balancers and floating IPs of ours, and which Services were
/// looked for in vain. Pure: time comes with every call.
///
/// Guarantees: nothing is forgotten because a listing lacks it; what a listing shows with another stamp is read again.
struct KeptInventory: Sendable {
    private(set) var loadBalancers = MarkedSet<KeptLoadBalancer> { Self.marks(of: $0.observed) }
    private(set) var floatingIPs = MarkedSet<ObservedFloatingIP> {
        [$0.portID, $0.address].compactMap(\.self) + $0.tags
    }
    /// When the last complete listing was begun that can be believed.
    private(set) var listedAt: Duration?
    private var searches: [String: Search] = [:]

    /// How far two listings must be apart that together prove an absence.
    static let absenceInterval = Duration.seconds(10)

    /// What is known of a Service that has no load balancer here.
    private enum Search {
        /// It is proven to have none, or nobody had worked on it then.
        case newcomer(since: Duration)
        /// Something may be there since then; the first believable listing after it that missed it was begun at `missed`.
        case doubtful(since: Duration, missed: Duration?)

        /// Newcomers that nobody asks for any more have load balancers now, or are gone. Failures come back sooner.
        func isOfUse(at now: Duration) -> Bool {
            if case .newcomer(let since) = self { now - since < .seconds(3600) } else { true }
        }
    }

    /// How to find out whether a Service has a load balancer that is not here.
    enum Step: Sendable, Hashable {
        /// It is new: one look for it alone tells.
        case lookAlone
        /// By a listing that is begun at that time or later; any will do if there is none yet.
        case list(since: Duration?)
        /// Later: a listing would prove nothing before this time has passed.
        case wait(Duration)
        /// It has none.
        case absent
    }

    // MARK: Finding

    /// The load balancers that may be a Service's. One that is proven ours settles it: namesakes do not matter then.
    func candidates(for ownership: Ownership) -> [String] {
        let identity = ownership.identity
        let marks = [identity.serviceTag, identity.goTag, identity.name, identity.legacyName].compactMap(\.self)
        let found = loadBalancers.ids(of: marks).compactMap { loadBalancers[$0]?.observed }
        let proven = found.filter { ownership.isProven(by: $0.tags) }
        guard proven.isEmpty else { return proven.map(\.id) }
        return found.filter { ownership.standing(of: $0.tags) != .foreign }.map(\.id)
    }

    /// Floating IPs with the Service's tags, on these ports, or of this address.
    func floatingIPs(of identity: Identity, on ports: [String], address: String?) -> [ObservedFloatingIP] {
        let marks = [identity.serviceTag, identity.goTag, address].compactMap(\.self) + ports
        return floatingIPs.ids(of: marks).compactMap { floatingIPs[$0] }
    }

    /// The tags by which a Service finds a load balancer, and its name.
    private static func marks(of loadBalancer: ObservedLoadBalancer) -> [String] {
        loadBalancer.tags.filter { $0.hasPrefix(Identity.serviceTagPrefix) || $0.hasPrefix(Identity.goTagPrefix) }
            + [loadBalancer.name]
    }

    // MARK: Absence

    /// Notes that a Service has no load balancer: nobody has worked on it before, or it was removed.
    mutating func greet(_ mark: String, at now: Duration) { searches[mark] = .newcomer(since: now) }

    /// Notes that a load balancer may have been made for a Service, whatever listings said before.
    mutating func doubt(_ mark: String, since now: Duration) { searches[mark] = .doubtful(since: now, missed: nil) }

    /// How to go on looking for a Service that has no load balancer here.
    mutating func search(for mark: String, at now: Duration) -> Step {
        var (since, missed): (Duration?, Duration?) = (nil, nil)
        switch searches[mark] {
        case .newcomer:
            greet(mark, at: now)
            return .lookAlone
        case .doubtful(let begin, let first): (since, missed) = (begin, first)
        case nil: break
        }
        guard let listedAt, listedAt >= since ?? listedAt else { return .list(since: since) }
        let first = missed ?? listedAt
        searches[mark] = .doubtful(since: since ?? first, missed: first)
        if listedAt - first >= Self.absenceInterval { return .absent }
        let next = first + Self.absenceInterval
        return next <= now ? .list(since: next) : .wait(next - now)
    }

    // MARK: Listings

    /// Takes a complete listing of load balancers. Those that moved are only known by their head from now on.
    ///
    /// - Returns: Whether it can be believed. An empty list where there were some of ours can not.
    @discardableResult
    mutating func sight(_ heads: [ObservedLoadBalancer], begun: Duration) -> Bool {
        guard !heads.isEmpty || loadBalancers.isEmpty else { return false }
        for head in heads where (loadBalancers[head.id]?.keptAt ?? begun) <= begun {
            sight(head, at: begun)
        }
        return true
    }

    private mutating func sight(_ head: ObservedLoadBalancer, at begun: Duration) {
        let known = loadBalancers[head.id]?.observed
        guard known == nil || known?.stamp != head.stamp || known?.provisioning != head.provisioning else { return }
        keep(KeptLoadBalancer(observed: head, depth: .head, seenSince: begun, keptAt: begun))
    }

    /// The load balancers that are known by their head only, with their stamps.
    var heads: [String: String?] {
        let heads = loadBalancers.values.filter { $0.depth == .head }.map(\.observed)
        let active = heads.filter { $0.provisioning == .active }
        return Dictionary(active.map { ($0.id, $0.stamp) }, uniquingKeysWith: { first, _ in first })
    }

    /// Adds the children that were read for load balancers after they were listed with these stamps.
    mutating func fill(_ stamps: [String: String?], _ children: [String: ListedChildren], at now: Duration) {
        for (id, stamp) in stamps {
            guard let kept = loadBalancers[id], kept.depth == .head else { continue }
            var observed = kept.observed
            guard observed.stamp == stamp else { continue }
            let listed = children[id] ?? ListedChildren()
            observed.listeners = listed.listeners
            observed.pools = listed.pools
            let depth = KeptLoadBalancer.Depth.children(withMembers: listed.poolsWithMembers)
            keep(KeptLoadBalancer(observed: observed, depth: depth, seenSince: kept.seenSince, keptAt: now))
        }
    }

    /// Ends a listing of everything, with the floating IPs in it.
    mutating func finishListing(_ listed: [ObservedFloatingIP], begun: Duration) {
        floatingIPs.removeAll()
        for floatingIP in listed { floatingIPs[floatingIP.id] = floatingIP }
        listedAt = begun
        searches = searches.filter { $0.value.isOfUse(at: begun) }
    }

    // MARK: Single load balancers

    /// Keeps what was read or made.
    mutating func keep(_ kept: KeptLoadBalancer) { loadBalancers[kept.observed.id] = kept }

    /// Forgets a load balancer that is proven gone.
    mutating func remove(_ id: String) { loadBalancers[id] = nil }

    /// Takes what was read of floating IPs in place of those that were known.
    mutating func replace(_ known: [ObservedFloatingIP], by read: [ObservedFloatingIP]) {
        for floatingIP in known { floatingIPs[floatingIP.id] = nil }
        for floatingIP in read { floatingIPs[floatingIP.id] = floatingIP }
    }

    /// Has a load balancer read again before it is relied on.
    mutating func distrust(_ id: String) { loadBalancers[id]?.depth = .head }
}

/// What was listed of one load balancer's children.
struct ListedChildren: Sendable {
    var listeners: [ObservedListener] = []
    var pools: [ObservedPool] = []
    /// The pools that have members, which are not listed.
    var poolsWithMembers: Set<String> = []
}
