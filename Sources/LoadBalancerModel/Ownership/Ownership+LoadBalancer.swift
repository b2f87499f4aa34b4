/// What this cluster knows that can confirm a load balancer made by the Go OCCM, whose name and tag another cluster may use too.
public struct Corroboration: Sendable {
    /// The addresses in the Service's status.
    public var statusAddresses: Set<String>
    /// The addresses of the nodes that should be members.
    public var nodeAddresses: Set<String> { makeNodeAddresses() }

    private let makeNodeAddresses: @Sendable () -> Set<String>

    /// Creates a corroboration.
    ///
    /// - Parameter nodeAddresses: Made only when they are asked for: thousands of nodes take milliseconds, and our own tags need
    ///   no confirmation.
    public init(
        statusAddresses: Set<String> = [],
        nodeAddresses: @escaping @autoclosure @Sendable () -> Set<String> = []
    ) {
        self.statusAddresses = statusAddresses
        makeNodeAddresses = nodeAddresses
    }
}

extension Ownership {
    /// Which of several load balancers is ours.
    public struct Selection: Sendable, Hashable {
        /// The one that is proven ours and published, or the oldest.
        public var owned: ObservedLoadBalancer?
        /// Others that are proven ours and that nothing refers to.
        public var duplicates: [ObservedLoadBalancer]
        /// Load balancers that look like ours but can't be proven so.
        public var conflicts: [Conflict]
    }

    /// Finds ours among the load balancers with our tags or names.
    ///
    /// Tags of occm prove. A load balancer of the Go OCCM (its name or tag) needs one confirmation from this cluster: the
    /// Service uid in the (old) name, a status address equal to the VIP or its floating IP, or members that are exactly our
    /// nodes. With no confirmation it is a conflict, unless another one is proven. Tags of another cluster or Service
    /// make it foreign: it is passed over in silence, whatever its name.
    /// - Parameters:
    ///   - candidates: with their pools and members, since these can confirm.
    ///   - floatingIPs: those on the candidates' VIP ports.
    ///   - corroboration: what this cluster knows.
    public func loadBalancer(
        among candidates: [ObservedLoadBalancer],
        floatingIPs: [ObservedFloatingIP] = [],
        corroboration: Corroboration = .init()
    ) -> Selection {
        let alive = candidates.filter { $0.provisioning != .deleted }
        var ours = alive.filter(isProven)
        if ours.isEmpty {
            ours = alive.filter { isGoMade($0) && isConfirmed($0, floatingIPs, corroboration) }
        }
        guard let owned = ours.min(by: { prefers($0, to: $1, floatingIPs, corroboration) }) else {
            return Selection(owned: nil, duplicates: [], conflicts: alive.compactMap(conflict))
        }
        let duplicates = ours.filter {
            $0.id != owned.id && isProven($0) && !isPublished($0, floatingIPs, corroboration)
        }
        return Selection(owned: owned, duplicates: duplicates, conflicts: [])
    }

    private func isProven(_ candidate: ObservedLoadBalancer) -> Bool { isProven(by: candidate.tags) }

    private func isGoMade(_ candidate: ObservedLoadBalancer) -> Bool {
        switch standing(of: candidate.tags) {
        case .goTagged: true
        case .unmarked: candidate.name == identity.name || candidate.name == identity.legacyName
        case .proven, .undecidable, .foreign: false
        }
    }

    private func isConfirmed(
        _ candidate: ObservedLoadBalancer,
        _ floatingIPs: [ObservedFloatingIP],
        _ corroboration: Corroboration
    ) -> Bool {
        let members = Set(candidate.pools.flatMap(\.members).map(\.spec.address))
        return candidate.name == identity.legacyName
            || !addresses(of: candidate, floatingIPs).isDisjoint(with: corroboration.statusAddresses)
            || !members.isEmpty && members == corroboration.nodeAddresses
    }

    /// Whether somebody may use the load balancer already: its address is in the status, or it has a floating IP.
    private func isPublished(
        _ candidate: ObservedLoadBalancer,
        _ floatingIPs: [ObservedFloatingIP],
        _ corroboration: Corroboration
    ) -> Bool {
        let addresses = addresses(of: candidate, floatingIPs)
        return addresses.count > 1 || !addresses.isDisjoint(with: corroboration.statusAddresses)
    }

    /// Living before dying, in the status before not, with a floating IP before without, older before younger.
    private func prefers(
        _ one: ObservedLoadBalancer,
        to other: ObservedLoadBalancer,
        _ floatingIPs: [ObservedFloatingIP],
        _ corroboration: Corroboration
    ) -> Bool {
        func rank(_ candidate: ObservedLoadBalancer) -> (Int, Int, Int, String, String) {
            let isDying = candidate.provisioning.rawValue == "PENDING_DELETE"
            let addresses = addresses(of: candidate, floatingIPs)
            let inStatus = !addresses.isDisjoint(with: corroboration.statusAddresses)
            let isReachable = addresses.count > 1
            return (
                isDying ? 1 : 0, inStatus ? 0 : 1, isReachable ? 0 : 1, candidate.createdAt ?? "~", candidate.id
            )
        }
        return rank(one) < rank(other)
    }

    private func addresses(
        of candidate: ObservedLoadBalancer,
        _ floatingIPs: [ObservedFloatingIP]
    ) -> Set<String> {
        guard let port = candidate.vipPortID else { return [candidate.vipAddress] }
        return Set(floatingIPs.filter { $0.portID == port }.map(\.address)).union([candidate.vipAddress])
    }

    private func conflict(_ candidate: ObservedLoadBalancer) -> Conflict? {
        let likeness: String
        switch standing(of: candidate.tags) {
        case .undecidable:
            likeness = "it is tagged for a cluster or Service that this input has no uid to compare with"
        case .goTagged:
            likeness = "it carries the tag \(identity.goTag), but another cluster of the same name may own it"
        case .unmarked where isGoMade(candidate):
            likeness = "only its name matches, and another cluster of the same name may own it"
        case .proven, .unmarked, .foreign: return nil
        }
        let proof = identity.serviceTag ?? identity.clusterTag ?? identity.goTag
        let remedy =
            standing(of: candidate.tags) == .undecidable
            ? "give --cluster-uid and metadata.uid"
            : "if it is this Service's, run `openstack loadbalancer set --tag \(proof) \(candidate.id)`, else rename or delete it"
        return Conflict(
            kind: "load balancer",
            id: candidate.id,
            name: candidate.name,
            reason: "\(likeness); \(remedy)"
        )
    }
}
