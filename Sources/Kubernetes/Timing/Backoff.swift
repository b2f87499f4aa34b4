/// Delays that double with every failure up to a limit.
public struct Backoff: Sendable, Hashable {
    /// The delay after the first failure.
    public var base: Duration
    /// The longest delay.
    public var limit: Duration

    /// Creates a row of delays.
    public init(base: Duration, limit: Duration) {
        self.base = base
        self.limit = limit
    }

    /// The service controller's: 5 s, 10 s … 300 s (cloud-provider controllers/service, `minRetryDelay`, `maxRetryDelay`).
    public static let services = Backoff(base: .seconds(5), limit: .seconds(300))
    /// The node controller's, a key (client-go `DefaultTypedControllerRateLimiter`): 5 ms … 1000 s.
    public static let nodes = Backoff(base: .milliseconds(5), limit: .seconds(1000))
    /// The reflector's, before jitter (client-go `NewReflectorWithOptions`): 800 ms … 30 s.
    public static let reflector = Backoff(base: .milliseconds(800), limit: .seconds(30))

    /// The delay after so many failures in a row, at least 1.
    public func delay(afterFailures failures: Int) -> Duration {
        var delay = base
        // Ends at the limit after at most some dozens of rounds, however many failures there were.
        for _ in 1..<max(failures, 1) {
            guard delay < limit else { break }
            delay *= 2
        }
        return min(delay, limit)
    }
}
