import Synchronization

/// Every change that is sent to OpenStack goes through here: whether it may be sent, and how many are under way.
///
/// Guarantees: asked before each sending, also each repetition. A change is open until its answer is there. One whose
/// answer was lost stays open for as long as the cloud may still act on it, so that nobody who takes over looks too early.
/// Assumptions: whoever gives up leadership calls ``close()`` first, and waits until nothing is open.
public final class MutationGate: Sendable {
    private struct State {
        var isClosed = false
        var underWay = 0
        /// Until when changes are open whose answers were lost.
        var lost: [Duration] = []
        var waiters: [AsyncStream<Never>.Continuation] = []
    }

    /// For how long a cloud may still act on a change whose answer was lost.
    public static let aftermath = Duration.seconds(30)

    private let mayPass: @Sendable () -> Bool
    private let clock: SessionClock
    private let state = Mutex(State())

    /// Creates an open gate.
    /// - Parameter mayPass: Asked for each change as well; leadership, for example.
    public init(clock: SessionClock = .system, mayPass: @escaping @Sendable () -> Bool = { true }) {
        self.clock = clock
        self.mayPass = mayPass
    }

    /// How many changes may still take effect.
    public var open: Int {
        let now = clock.uptime()
        return state.withLock { state in
            state.lost.removeAll { $0 <= now }
            return state.underWay + state.lost.count
        }
    }

    /// Lets no more changes through, for good.
    public func close() { state.withLock { $0.isClosed = true } }

    /// Waits for the answers that are under way. Returns whether nothing is open any more.
    public func drained(within limit: Duration) async -> Bool {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for await _ in self.answers() {} }
            // Cancelled or not, the wait is over.
            group.addTask { [clock] in try? await clock.sleep(limit) }
            await group.next()
            group.cancelAll()
        }
        return open == 0
    }

    /// A change is about to be sent.
    /// - Throws: `withheld` if it may not be.
    func enter() throws(OpenStackError) {
        let mayPass = mayPass()
        let isClosed = state.withLock { state in
            if !state.isClosed, mayPass { state.underWay += 1 }
            return state.isClosed
        }
        if isClosed { throw OpenStackError(.withheld, "Nothing was changed, because the process is shutting down.") }
        if !mayPass {
            throw OpenStackError(.withheld, "Nothing was changed, because this process does not lead any more.")
        }
    }

    /// A change that was sent has its answer, or never will.
    func leave(isLost: Bool) {
        let now = clock.uptime()
        let waiters = state.withLock { state in
            state.underWay -= 1
            if isLost { state.lost.append(now + Self.aftermath) }
            guard state.underWay == 0 else { return [AsyncStream<Never>.Continuation]() }
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.finish() }
    }

    /// Ends as soon as nothing is under way.
    private func answers() -> AsyncStream<Never> {
        let (stream, waiter) = AsyncStream.makeStream(of: Never.self)
        let isIdle = state.withLock { state in
            if state.underWay > 0 { state.waiters.append(waiter) }
            return state.underWay == 0
        }
        if isIdle { waiter.finish() }
        return stream
    }
}
