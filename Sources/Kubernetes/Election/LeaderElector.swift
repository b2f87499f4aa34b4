/// Leads while it holds a Lease, so that of several replicas one works.
///
/// Guarantees: `lead` runs only after the lease was got, and is cancelled when it could not be renewed in time;
/// ``leadership`` ends before anybody else can lead. The lease is given up only if `lead` says so.
/// Assumptions: the client has a transport and a pace of its own, so that no other traffic delays a renewal.
public struct LeaderElector: Sendable {
    /// The lease is lost: the process must end, because what it knows may be wrong.
    public struct LeadershipLost: Error, Sendable, Hashable, CustomStringConvertible {
        /// What the log says.
        public var description: String { "leaderelection lost" }
    }

    /// What happens to the lease when the work is over.
    public enum Ending: Sendable, Hashable {
        /// No change is under way: somebody else may take it at once.
        case release
        /// The outcome of some change is open: others wait until the lease runs out.
        case keep
    }

    /// What the elector tells, for logs, metrics and the Lease's events.
    public enum News: Sendable, Hashable {
        /// We lead; an event `LeaderElection` "<identity> became leader" belongs to it.
        case became
        /// Somebody else leads.
        case follows(holder: String)
        /// A try failed.
        case failed(KubernetesError?)
        /// We lost the lease.
        case stopped
        /// We gave the lease up.
        case released
    }

    /// The Lease: `kube-system/cloud-controller-manager`.
    public let key: ObjectKey
    /// Who we are: host name and a uuid, so that no two processes are the same.
    public let identity: String
    /// Whether changes may be made now.
    public let leadership: Leadership

    private let client: KubernetesClient
    private let times: ElectionTimes
    private let clock: ClientClock
    private let report: @Sendable (News) -> Void

    /// Creates an elector.
    public init(
        _ key: ObjectKey,
        identity: String,
        client: KubernetesClient,
        times: ElectionTimes = .standard,
        clock: ClientClock = .system,
        report: @escaping @Sendable (News) -> Void = { _ in }
    ) {
        self.key = key
        self.identity = identity
        self.times = times
        self.clock = clock
        self.report = report
        leadership = Leadership(clock: clock)
        var client = client
        client.timeout = times.requestTimeout
        client.tellsTimeout = true
        self.client = client
    }

    /// Waits for the lease, leads, and returns when `lead` does.
    ///
    /// While `lead` winds down after a graceful stop the lease is still renewed.
    /// - Throws: ``LeadershipLost``; `CancellationError`; what `lead` throws.
    public func run(_ lead: @escaping @Sendable () async throws -> Ending) async throws {
        var election = LeaseElection(key, identity: identity, leaseDuration: times.leaseDuration)
        while try await !attempt(&election) {
            try await clock.sleep(times.candidateDelay(random: clock.random()))
        }
        report(.became)
        let ending = try await leading(election, lead)
        leadership.end()
        if ending == .release { await release(election) }
    }
}

extension LeaderElector {
    /// Runs `lead` and renews the lease meanwhile; whichever ends first ends the other.
    private func leading(
        _ election: LeaseElection,
        _ lead: @escaping @Sendable () async throws -> Ending
    ) async throws -> Ending {
        try await withThrowingTaskGroup(of: Ending.self) { group in
            defer { group.cancelAll() }
            group.addTask { try await lead() }
            group.addTask { try await renew(election) }
            return try await group.next() ?? .keep
        }
    }

    /// Renews until it can't.
    private func renew(_ election: LeaseElection) async throws -> Never {
        var election = election
        var begin = clock.uptime()
        while true {
            if try await attempt(&election) {
                try await clock.sleep(times.retryPeriod)
                begin = clock.uptime()
            } else if clock.uptime() - begin + times.retryPeriod < times.renewDeadline {
                try await clock.sleep(times.retryPeriod)
            } else {
                try await clock.sleep(max(.zero, begin + times.renewDeadline - clock.uptime()))
                leadership.end()
                report(.stopped)
                throw LeadershipLost()
            }
        }
    }

    /// Tries once to get or to keep the lease.
    private func attempt(_ election: inout LeaseElection) async throws -> Bool {
        let begin = clock.uptime()
        var request = election.begin(at: moment)
        while true {
            let (answer, error) = await ask(request)
            try Task.checkCancellation()
            switch election.proceed(after: request, answer, at: moment) {
            case .ask(let next):
                request = next
            case .end(.leads):
                leadership.extend(until: begin + times.renewDeadline)
                return true
            case .end(.follows(let holder)):
                report(.follows(holder: holder))
                return false
            case .end(.failed):
                report(.failed(error))
                return false
            }
        }
    }

    private func ask(_ request: LeaseElection.Request) async -> (LeaseElection.Answer, KubernetesError?) {
        do throws(KubernetesError) {
            switch request {
            case .read: return (.lease(try await client.get(Lease.self, key)), nil)
            case .create(let lease): return (.lease(try await client.create(lease)), nil)
            case .update(let lease): return (.lease(try await client.update(lease)), nil)
            }
        } catch  where error.code == .notFound && request == .read {
            return (.absent, error)
        } catch {
            return (.failed, error)
        }
    }

    /// Gives the lease up. A failure costs the others no more than waiting until it runs out.
    private func release(_ election: LeaseElection) async {
        // The first write may meet the last renewal, which was under way when the work ended.
        for _ in 1...2 {
            guard case (.lease(let lease), _) = await ask(.read), lease.spec.holderIdentity == identity else { return }
            guard case (.lease, _) = await ask(.update(election.released(lease, at: moment))) else { continue }
            return report(.released)
        }
    }

    private var moment: LeaseElection.Moment { LeaseElection.Moment(uptime: clock.uptime(), date: clock.now()) }
}
