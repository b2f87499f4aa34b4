import CloudProvider
import KeystoneAuth
import LoadBalancerModel
import OpenStackAPI

/// What is there for all Services of a cluster: read by listings that all share, kept, and read again only where a stamp
/// says that it moved.
///
/// Flow: what is kept of a Service's load balancer is used if a listing of stamps, shared by everyone of the same moment,
/// shows it unmoved. What moved is read again by itself. The first look, and every resync, lists the whole project, which
/// also finds what has no stamp: floating IPs, duplicates, lost tags. See ``KeptInventory`` for what counts.
///
/// Guarantees: a Service that had a load balancer, or may have one, is only called to have none when its id is not found
/// while others of ours are, or when two complete listings ten seconds apart lack it. Everything else is unknown.
///
/// Assumptions: what changes between the look at a stamp and the reading that follows is seen by the applier, which compares
/// stamps before its first change, or by the next pass. The inventory is made once leadership is gained; one pass a Service
/// at a time; whoever changes a load balancer through this process tells it.
actor BulkInventory: Observing {
    let session: any OpenStackSession
    let clock: SessionClock
    let marks: OurMarks
    /// Looks at one Service by itself.
    let single: Inventory
    var kept = KeptInventory()

    private lazy var listings = SharedLook<Void>(uptime: clock.uptime) { [weak self] in try await self?.listProject() }
    private let stamps: SharedLook<Stamps>

    /// A listing of stamps, and when it was asked for.
    private struct Stamps {
        var at: Duration
        var all: [LoadBalancerID: LoadBalancerStamp]
    }

    /// How old a listing may be for who has no cause to look, or knows no more than another listing: many Services share it.
    static let listingLife = Duration.seconds(60)
    /// How old a listing of stamps may be for who looks because something changed.
    static let stampLife = Duration.seconds(1)

    init(session: any OpenStackSession, marks: OurMarks, clock: SessionClock) {
        self.session = session
        self.clock = clock
        self.marks = marks
        single = Inventory(session: session)
        stamps = SharedLook(uptime: clock.uptime) {
            let at = clock.uptime()
            let list = try await session.list(LoadBalancerStamp.list(tag: marks.clusterTag))
            return Stamps(at: at, all: Dictionary(list.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }))
        }
    }

    func observe(_ sought: Sought) async throws -> LoadBalancerObservation {
        switch sought.occasion {
        case .first:
            kept.greet(sought.mark, at: clock.uptime())
            // One listing shows all that has no tags of ours; without it, each Service would be looked for by its names.
            if kept.listedAt == nil { try await listings.answer(since: clock.uptime() - Self.listingLife) }
        case .resync: try await listings.answer(since: clock.uptime() - Self.listingLife)
        case .change: break
        }
        if let kept = try await recall(sought) { return kept }
        return try await search(for: sought)
    }

    // MARK: What is kept

    /// What is kept of the Service's load balancers, brought up to date; `nil` if there are none.
    private func recall(_ sought: Sought) async throws -> LoadBalancerObservation? {
        let candidates = kept.candidates(for: Ownership(sought.identity))
        var present: [ObservedLoadBalancer] = []
        for id in candidates {
            switch try await recall(id, for: sought) {
            case .present(let loadBalancer): present.append(loadBalancer)
            case .absent: kept.remove(id)
            case .unknown(let why):
                return LoadBalancerObservation(loadBalancer: .unknown(why), retryAfter: .seconds(10))
            }
        }
        if candidates.isEmpty { return nil }
        // What took the place of one that is gone, if anything, was made behind our back.
        return present.isEmpty ? try await lookAlone(for: sought) : try await observation(of: present, for: sought)
    }

    private func recall(_ id: String, for sought: Sought) async throws -> Presence<ObservedLoadBalancer> {
        let identity = sought.identity
        guard let sighting = try await sighting(of: id, on: sought.occasion) else { return try await absence(of: id) }
        let read: ObservedLoadBalancer?
        switch kept.loadBalancers[id]?.reading(given: sighting) {
        case .nothing: read = kept.loadBalancers[id]?.observed
        case .tree: read = try await readTree(of: id, for: identity)
        case .whole, nil: read = try await readWhole(id, for: identity)
        }
        if let read { return .present(read) }
        return try await absence(of: id)
    }

    /// How a load balancer's stamp is now, and in any case after what is kept of it was read or made: children only count
    /// if the stamp stands that was listed before them. The listing may lack one that lost its tag: only a 404 says that it
    /// is gone.
    private func sighting(of id: String, on occasion: PassOccasion) async throws -> KeptLoadBalancer.Sighting? {
        let now = clock.uptime()
        let known = kept.loadBalancers[id]
        let life = occasion == .resync || known?.isListed == true ? Self.listingLife : Self.stampLife
        let listed = try await stamps.answer(since: max(now - life, known?.keptAt ?? now))
        if let seen = listed.all[LoadBalancerID(id)] { return KeptLoadBalancer.Sighting(seen, at: listed.at) }
        return try await session.look(at: LoadBalancerID(id)).map { KeptLoadBalancer.Sighting($0, at: now) }
    }

    /// A 404 proves an absence while the same credential sees another load balancer of ours, or if there is no other.
    private func absence(of id: String) async throws -> Presence<ObservedLoadBalancer> {
        let listed = try await stamps.answer(since: clock.uptime() - Self.stampLife)
        let others = kept.loadBalancers.keys.count { $0 != id }
        if others == 0 || listed.all.keys.contains(where: { $0.rawValue != id }) { return .absent }
        return .unknown(
            """
            Octavia knows neither the load balancer \(id) nor any of this cluster's \(others) others: check that occm's \
            credentials are still for their project.
            """
        )
    }

    /// Reads where the members are of a load balancer that was listed with its children.
    private func readTree(of id: String, for identity: Identity) async throws -> ObservedLoadBalancer? {
        let tree = try await session.sendIfPresent(LoadBalancer.statusTree(LoadBalancerID(id)))
        guard let tree, var known = kept.loadBalancers[id], known.addMembers(from: tree) else {
            return try await readWhole(id, for: identity)
        }
        known.keptAt = clock.uptime()
        kept.keep(known)
        return known.observed
    }

    /// Reads a load balancer with everything on it; `nil` if there is none.
    private func readWhole(_ id: String, for identity: Identity) async throws -> ObservedLoadBalancer? {
        let begun = clock.uptime()
        let head = try await session.sendIfPresent(LoadBalancer.get(LoadBalancerID(id)))
        guard let head, head.provisioningStatus != .deleted else { return nil }
        let read = try await single.observe(head, identity)
        keep(read, begun: begun)
        return read
    }

    private func keep(_ loadBalancer: ObservedLoadBalancer, begun: Duration) {
        kept.keep(KeptLoadBalancer(observed: loadBalancer, depth: .whole, seenSince: begun, keptAt: clock.uptime()))
    }

    // MARK: What is not kept

    /// Finds out whether a Service has a load balancer that is not kept.
    private func search(for sought: Sought) async throws -> LoadBalancerObservation {
        for _ in 0..<2 {
            switch kept.search(for: sought.mark, at: clock.uptime()) {
            case .lookAlone: return try await lookAlone(for: sought)
            case .absent: return try await observation(of: [], for: sought)
            case .wait(let rest): return Self.unproven(retryAfter: rest)
            case .list(let since):
                try await listings.answer(since: since ?? clock.uptime() - Self.listingLife)
                if let found = try await recall(sought) { return found }
            }
        }
        return Self.unproven(retryAfter: KeptInventory.absenceInterval)
    }

    private static func unproven(retryAfter rest: Duration) -> LoadBalancerObservation {
        let why = "it may have one that Octavia did not list, so it is looked for once more in a few seconds."
        return LoadBalancerObservation(loadBalancer: .unknown(why), retryAfter: rest)
    }

    /// Looks for a Service's load balancer by its tags and names, and keeps what is found.
    private func lookAlone(for sought: Sought) async throws -> LoadBalancerObservation {
        let begun = clock.uptime()
        var sought = sought
        // One that has no tags is older than we are, so that a listing has it.
        sought.byName = kept.listedAt == nil
        let found = try await single.observe(sought)
        for loadBalancer in [found.loadBalancer.value].compactMap(\.self) + found.duplicates {
            keep(loadBalancer, begun: begun)
        }
        kept.replace([], by: found.floatingIPs)
        return found
    }

    // MARK: Observations

    private func observation(
        of loadBalancers: [ObservedLoadBalancer],
        for sought: Sought
    ) async throws -> LoadBalancerObservation {
        let ports = loadBalancers.compactMap(\.vipPortID)
        let identity = sought.identity
        var floatingIPs = kept.floatingIPs(of: identity, on: ports, address: sought.floatingAddress)
        // One that the Service asks for and that nobody has yet is in no listing of ours.
        if let address = sought.floatingAddress, !floatingIPs.contains(where: { $0.address == address }) {
            floatingIPs += try await session.list(FloatingIP.list(.address(address))).map(ObservedFloatingIP.init)
        }
        let selection = Ownership(identity).loadBalancer(
            among: loadBalancers,
            floatingIPs: floatingIPs,
            corroboration: sought.corroboration
        )
        return LoadBalancerObservation(
            loadBalancer: selection.owned.map(Presence.present) ?? .absent,
            duplicates: selection.duplicates,
            floatingIPs: floatingIPs,
            conflicts: selection.conflicts,
            floatingIPsAreRemembered: true
        )
    }
}

extension KeptLoadBalancer.Sighting {
    fileprivate init(_ stamp: LoadBalancerStamp, at time: Duration) {
        self.init(status: ProvisioningState(stamp.provisioningStatus), stamp: stamp.updatedAt, at: time)
    }
}
