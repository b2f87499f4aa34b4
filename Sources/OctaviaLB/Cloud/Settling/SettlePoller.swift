public import KeystoneAuth
public import OpenStackAPI

/// Waits for load balancers to settle.
///
/// Guarantees: each waiter looks after 1, 1, 2, 3, 5, 5 … seconds of its own wait. A few waiters read their load
/// balancers by id; many share one small listing, at most one a second, which waits a moment for those who are nearly due.
/// Cancelling a waiter ends its wait only.
///
/// Failure: ``LoadBalancerFailure`` `stuck` after `patience`; errors of OpenStack that waiting can't mend. An Octavia
/// that is busy or away for a while only costs time.
public actor SettlePoller {
    /// What waiting ended with.
    public enum Outcome: ~Copyable, Sendable {
        /// The load balancer is ACTIVE.
        case settled(Settled)
        /// The load balancer is in ERROR.
        case failed(Deletable)
        /// There is no such load balancer any more.
        case gone
    }

    /// Told at every look that found a load balancer still busy, for how long it has been waited for.
    public typealias Report = @Sendable (Duration) -> Void

    private struct Sweep {
        var begun: Duration
        var stamps: Task<[LoadBalancerID: LoadBalancerStamp], any Error>
    }

    private let session: any OpenStackSession
    private let clock: SessionClock
    private let sharedTag: String?
    private let patience: Duration
    private var waiting: [LoadBalancerID: Int] = [:]
    private var sweep: Sweep?
    /// When the stamps are listed for those who wait for it.
    private var nextSweep: Duration?
    private var pendings = PendingLoadBalancers()

    /// Up to this many waiters read their load balancers by id.
    static let few = 4
    /// How long a listing waits for more who want it: changes that were sent together settle together.
    static let gathering = Duration.milliseconds(200)

    /// Creates a poller.
    ///
    /// - Parameters:
    ///   - sharedTag: a tag that all load balancers carry which may be waited for; without one, each is read by id.
    ///   - patience: after how long a load balancer that does not settle is given up.
    public init(
        session: any OpenStackSession,
        clock: SessionClock = .system,
        sharedTag: String? = nil,
        patience: Duration = .seconds(300)
    ) {
        self.session = session
        self.clock = clock
        self.sharedTag = sharedTag
        self.patience = patience
    }

    /// The load balancers that are waited for, those first that are for longest.
    public var pending: [PendingLoadBalancer] { pendings.list(at: clock.uptime()) }

    /// Waits until the load balancer has settled, failed or gone.
    ///
    /// - Parameter immediately: whether to look at once, because nothing was sent to it just now.
    public func outcome(
        of settlement: Settlement,
        immediately: Bool = false,
        report: Report = { _ in }
    ) async throws -> Outcome {
        var settlement = settlement
        let begin = clock.uptime()
        enter(settlement.loadBalancer)
        defer { leave(settlement.loadBalancer) }
        var delays = SettleDelays()
        var mayShare = !immediately
        if !immediately { try await clock.sleep(delays.next() ?? .zero) }
        while true {
            let age = clock.uptime() - begin
            let sighting = try await look(at: settlement.loadBalancer, mayShare: mayShare)
            note(sighting, of: settlement.loadBalancer, waitedForSince: begin)
            mayShare = true
            if case .absent = sighting { return .gone }
            if let stamp = sighting.stamp {
                switch settlement.judge(stamp, age: age) {
                case .settled(let settled): return .settled(settled)
                case .failed(let deletable): return .failed(deletable)
                case .pending: break
                }
            }
            if age >= patience { throw stuck(settlement.loadBalancer, sighting, age) }
            report(age)
            try await clock.sleep(delays.next() ?? .zero)
        }
    }

    /// Waits until a load balancer whose deletion was accepted is gone; an ERROR on the way is `failed`.
    public func waitUntilGone(_ loadBalancer: LoadBalancerID, report: Report = { _ in }) async throws {
        let begin = clock.uptime()
        enter(loadBalancer)
        defer { leave(loadBalancer) }
        var wasPending = false
        for delay in SettleDelays() {
            try await clock.sleep(delay)
            let age = clock.uptime() - begin
            let sighting = try await look(at: loadBalancer, mayShare: true)
            note(sighting, of: loadBalancer, waitedForSince: begin)
            if case .absent = sighting { return }
            let status = sighting.stamp?.provisioningStatus
            wasPending = wasPending || status?.isPending == true
            if status == .error, wasPending || age >= Settlement.grace { throw failedDeletion(loadBalancer) }
            if age >= patience { throw stuck(loadBalancer, sighting, age) }
            report(age)
        }
    }

    // MARK: Looking

    private enum Sighting {
        case present(LoadBalancerStamp)
        case absent
        /// Octavia could not say: it is busy or away.
        case unknown

        var stamp: LoadBalancerStamp? {
            if case .present(let stamp) = self { stamp } else { nil }
        }
    }

    /// - Parameter mayShare: whether what others saw in the last second is fresh enough.
    private func look(at id: LoadBalancerID, mayShare: Bool) async throws -> Sighting {
        do {
            if let sharedTag, mayShare, waiting.count > Self.few, let stamp = try await swept(sharedTag)[id] {
                return .present(stamp)
            }
            // What the list lacks may have lost its tag: only a 404 says that it is gone.
            return try await session.look(at: id).map(Sighting.present) ?? .absent
        } catch let error as OpenStackError {
            switch error.code {
            case .throttled, .server, .unreachable: return .unknown
            default: throw error
            }
        }
    }

    /// Stamps that are listed when everybody who shares them was due: older ones would show as pending what has settled since.
    private func swept(_ tag: String) async throws -> [LoadBalancerID: LoadBalancerStamp] {
        let now = clock.uptime()
        let time = nextSweep.flatMap { $0 >= now ? $0 : nil } ?? planSweep(at: now)
        try await clock.sleep(time - now)
        if let sweep, sweep.begun >= time { return try await sweep.stamps.value }
        // A task of its own: cancelling the waiter that happens to ask must not fail the others.
        let stamps = Task { [session] in
            let list = try await session.list(LoadBalancerStamp.list(tag: tag))
            return Dictionary(list.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        }
        sweep = Sweep(begun: time, stamps: stamps)
        return try await stamps.value
    }

    private func planSweep(at now: Duration) -> Duration {
        let soonest = now + Self.gathering
        let time = sweep.map { max(soonest, $0.begun + .seconds(1)) } ?? soonest
        nextSweep = time
        return time
    }

    private func note(_ sighting: Sighting, of id: LoadBalancerID, waitedForSince begin: Duration) {
        switch sighting {
        case .present(let stamp) where stamp.provisioningStatus.isPending:
            pendings.saw(id, stamp.provisioningStatus, waitedForSince: begin, at: clock.uptime())
        case .present, .absent: pendings.settled(id)
        // Busy with what, nobody knows.
        case .unknown: break
        }
    }

    private func enter(_ id: LoadBalancerID) { waiting[id, default: 0] += 1 }

    private func leave(_ id: LoadBalancerID) {
        let count = waiting[id, default: 1] - 1
        waiting[id] = count == 0 ? nil : count
    }

    // MARK: Failures

    private func stuck(_ id: LoadBalancerID, _ last: Sighting, _ age: Duration) -> LoadBalancerFailure {
        let status = last.stamp?.provisioningStatus.rawValue ?? "not readable"
        return LoadBalancerFailure(
            .stuck,
            """
            The load balancer \(id) is still \(status) after \(age.components.seconds) s. Octavia may be overloaded or \
            have lost the task: run again to go on waiting, or ask the cloud's operator.
            """
        )
    }

    private func failedDeletion(_ id: LoadBalancerID) -> LoadBalancerFailure {
        LoadBalancerFailure(
            .failed,
            "Octavia could not delete the load balancer \(id) and put it into ERROR: run again to delete it once more."
        )
    }
}
