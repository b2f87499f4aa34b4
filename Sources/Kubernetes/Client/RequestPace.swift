import Synchronization

/// Holds requests back so that the API server gets no more than its share a second. Clients that share a pace share it;
/// leases, events and everything else have one each, so that none waits for another.
public final class RequestPace: Sendable {
    private let bucket: Mutex<TokenBucket>

    /// Creates a pace: so many requests a second (`--kube-api-qps`; zero or less is no limit), so many at once after a rest
    /// (`--kube-api-burst`).
    public init(rate: Double = 20, burst: Double = 30) {
        bucket = Mutex(TokenBucket(rate: rate, burst: burst))
    }

    /// Returns when the next request may be sent; requests go in the order in which they came.
    func wait(_ clock: ClientClock) async throws(KubernetesError) {
        let delay = bucket.withLock { $0.reserve(at: clock.uptime()) }
        guard delay > .zero else { return }
        do {
            try await clock.sleep(delay)
        } catch {
            bucket.withLock { $0.giveBack() }
            throw .cancelled
        }
    }
}
