import Synchronization

/// What the event loop tells the world about itself.
final class Gauge: Sendable {
    private struct State {
        var statistics = CurlTransport.Statistics()
        var hasEnded = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    var statistics: CurlTransport.Statistics { state.withLock { $0.statistics } }

    /// One turn of the loop is over.
    func recordTurn(_ length: Duration, transfers: Int) {
        state.withLock { state in
            state.statistics.transfers = transfers
            state.statistics.longestTurn = max(state.statistics.longestTurn, length)
        }
    }

    /// The loop has freed everything.
    func recordEnd() {
        let waiters = state.withLock { state in
            state.statistics.transfers = 0
            state.hasEnded = true
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    /// Returns when the loop has ended.
    func end() async {
        await withCheckedContinuation { waiter in
            let hasEnded = state.withLock { state in
                if !state.hasEnded { state.waiters.append(waiter) }
                return state.hasEnded
            }
            if hasEnded { waiter.resume() }
        }
    }
}
