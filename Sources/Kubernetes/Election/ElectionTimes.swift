/// How long everything takes in leader election (client-go `leaderelection.LeaderElectionConfig`).
public struct ElectionTimes: Sendable, Hashable {
    /// For how long after the last renewal nobody else may take the lease.
    public var leaseDuration: Duration
    /// For how long a leader tries to renew before it gives up.
    public var renewDeadline: Duration
    /// How long it waits between two tries.
    public var retryPeriod: Duration

    /// By which factor the wait of a candidate may grow, so that candidates do not go in step.
    static let jitter = 1.2

    /// Why the times do not work.
    public struct Problem: Error, Sendable, Hashable, CustomStringConvertible {
        /// Which rule is broken.
        public let description: String
    }

    /// Kubernetes' own times: 15 s, 10 s, 2 s.
    public static let standard = ElectionTimes(
        unchecked: .seconds(15),
        renewDeadline: .seconds(10),
        retryPeriod: .seconds(2)
    )

    private init(unchecked leaseDuration: Duration, renewDeadline: Duration, retryPeriod: Duration) {
        self.leaseDuration = leaseDuration
        self.renewDeadline = renewDeadline
        self.retryPeriod = retryPeriod
    }

    /// Takes times that leave a leader time to notice its loss before others take the lease.
    public init(leaseDuration: Duration, renewDeadline: Duration, retryPeriod: Duration) throws(Problem) {
        guard leaseDuration > renewDeadline else {
            throw Problem(description: "leaseDuration must be greater than renewDeadline")
        }
        guard renewDeadline > retryPeriod * Self.jitter else {
            throw Problem(description: "renewDeadline must be greater than retryPeriod*JitterFactor")
        }
        guard leaseDuration >= .seconds(1), retryPeriod > .zero else {
            throw Problem(description: "leaseDuration must be at least 1s and retryPeriod greater than zero")
        }
        self.init(unchecked: leaseDuration, renewDeadline: renewDeadline, retryPeriod: retryPeriod)
    }

    /// How long a request may take (client-go `resourcelock.NewFromKubeconfig`).
    public var requestTimeout: Duration { max(.seconds(1), renewDeadline / 2) }

    /// How long a candidate waits before it tries again; `random` is in 0..<1.
    func candidateDelay(random: Double) -> Duration { retryPeriod * (1 + Self.jitter * random) }
}
