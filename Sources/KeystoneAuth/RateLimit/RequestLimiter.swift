/// Holds requests back so that no service gets more than its share a second.
///
/// Guarantees: reads and writes of each service have buckets of their own; requests go in the order in which they
/// came; a cancelled one leaves its place at once.
actor RequestLimiter {
    /// A bucket's owner.
    struct Lane: Sendable, Hashable {
        var service: String
        var isRead: Bool
    }

    private let rates: RequestRates
    private let clock: SessionClock
    private var buckets: [Lane: RateBucket] = [:]

    init(rates: RequestRates, clock: SessionClock) {
        self.rates = rates
        self.clock = clock
    }

    /// Returns when the lane's next request may be sent.
    func acquire(_ lane: Lane) async throws(OpenStackError) {
        let wait = bucket(lane) { $0.take(at: clock.uptime()) }
        guard wait > .zero else { return }
        do {
            try await clock.sleep(wait)
        } catch {
            bucket(lane) { $0.giveBack() }
            throw .cancelled
        }
    }

    /// The lane's service asked for fewer requests, and for none for a while.
    func slowDown(_ lane: Lane, pause: Duration) {
        bucket(lane) { $0.slowDown(at: clock.uptime(), pause: pause) }
    }

    private func bucket<Result>(_ lane: Lane, _ change: (inout RateBucket) -> Result) -> Result {
        change(&buckets[lane, default: lane.isRead ? rates.reads : rates.writes])
    }
}
