import FoundationEssentials
import Kubernetes

/// The Lease by which controllers take turns, held while a command changes load balancers that a controller may serve.
///
/// Guarantees: the work runs only while nobody else leads, and is cancelled when the lease is lost; ``isHeld`` ends before
/// anybody else can lead. A holder that renews is refused within seconds; one that stopped without giving the lease up is
/// waited out.
/// Assumptions: the cluster's controllers elect their leader by this Lease.
/// Failure: ``Failure``, or what the work throws.
struct ControllerLease: Sendable {
    /// The Lease of the Go OCCM and of ours.
    static let key = ObjectKey(namespace: "kube-system", name: "cloud-controller-manager")

    /// How often a holder is looked at; controllers renew every 2 s unless told otherwise.
    private static let pause = Duration.seconds(1)
    /// How often getting the lease may fail for a reason that passes.
    private static let patience = 5

    private let elector: LeaderElector
    private let news: AsyncStream<LeaderElector.News>
    private let told: AsyncStream<LeaderElector.News>.Continuation
    private let client: KubernetesClient
    private let clock: ClientClock

    /// Whether it is held for sure now. Asked before each change, because cancellation takes a moment to arrive.
    var isHeld: Bool { elector.leadership.isHeld }

    /// Prepares to hold the lease.
    ///
    /// - Parameter client: A client of its own, so that no renewal waits for other requests.
    init(client: KubernetesClient, identity: String = Self.newIdentity(), clock: ClientClock = .system) {
        let (news, told) = AsyncStream.makeStream(of: LeaderElector.News.self)
        elector = LeaderElector(Self.key, identity: identity, client: client, clock: clock) { told.yield($0) }
        (self.news, self.told) = (news, told)
        self.client = client
        self.clock = clock
    }

    /// Holds the lease while `work` runs, and gives it up after it. Can be called once.
    ///
    /// After a failure the lease is left to run out: a change whose answer was lost may still be under way.
    func hold(_ work: @escaping @Sendable () async throws -> Void) async throws {
        try await withThrowingTaskGroup { group in
            defer { group.cancelAll() }
            group.addTask {
                defer { told.finish() }
                try await elector.run {
                    try await work()
                    return .release
                }
            }
            group.addTask { try await refuse() }
            do {
                for try await _ in group {}
            } catch is LeaderElector.LeadershipLost {
                throw Failure(
                    "the Lease \(Self.key) was lost while changes were made, and they were stopped; "
                        + "run the command again: it goes on from what is there"
                )
            }
        }
    }

    /// A name that no other process has.
    static func newIdentity() -> String {
        "\(ProcessInfo.processInfo.hostName)_occm-apply_\(UUID().uuidString.lowercased())"
    }
}

extension ControllerLease {
    /// Throws once it is sure that the lease can't be got.
    private func refuse() async throws {
        var failures = 0
        for await item in news {
            switch item {
            case .became, .released, .stopped: return
            case .failed(let error):
                failures += 1
                if error?.code.passes != true || failures == Self.patience { throw refusal(error) }
            case .follows(let holder):
                guard try await !renews(holder) else { throw refusal(holder) }
            }
        }
    }

    /// Whether the lease is renewed before it runs out. Only our own clock is asked: others may differ.
    private func renews(_ holder: String) async throws -> Bool {
        guard let first = await look() else { return false }
        let end = clock.uptime() + .seconds(first.leaseDurationSeconds ?? 0)
        while clock.uptime() < end {
            try await clock.sleep(Self.pause)
            // A look that fails says nothing; the next one will.
            guard let now = await look() else { continue }
            guard now.holderIdentity == holder else { return false }
            if now != first { return true }
        }
        return false
    }

    private func look() async -> Lease.Spec? { try? await client.get(Lease.self, Self.key).spec }

    private func refusal(_ holder: String) -> Failure {
        Failure(
            "nothing was changed: \(holder) holds the Lease \(Self.key) and renews it, so a controller runs, and makes "
                + "these changes itself; to make them by hand, stop it first"
        )
    }

    private func refusal(_ error: KubernetesError?) -> Failure {
        var lines = ["nothing was changed: the Lease \(Self.key), which keeps controllers away meanwhile, can't be had"]
        if let error { lines.append("\(error)") }
        if error?.code == .forbidden {
            lines.append(
                "either allow `get`, `create` and `update` on `leases` (coordination.k8s.io) in \(Self.key.namespace), "
                    + "or give --controller-is-stopped if no controller runs"
            )
        }
        return Failure(lines)
    }
}

extension KubernetesError.Code {
    /// Whether it may be otherwise a moment later.
    fileprivate var passes: Bool {
        switch self {
        case .unreachable, .throttled, .server, .conflict, .alreadyExists, .outcomeUnknown: true
        case .unauthorized, .forbidden, .notFound, .expired, .invalid, .invalidResponse, .configuration, .cancelled:
            false
        }
    }
}
