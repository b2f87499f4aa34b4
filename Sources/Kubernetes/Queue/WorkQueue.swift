/// Keys that need work, handed to workers.
///
/// Guarantees: as ``WorkQueueState`` says: never the same key twice at a time, bursts collapse, higher priorities first.
/// After ``shutDown()`` what is queued is still handed out, then `next` returns `nil`.
/// Assumptions: each key from `next` is given back with `done`.
public actor WorkQueue<Key: Hashable & Sendable> {
    private var state: WorkQueueState<Key>
    private let clock: ClientClock
    private let bell = Doorbell()
    private let report: @Sendable (WorkQueueNews) -> Void

    /// Creates an empty queue.
    ///
    /// - Parameter report: Is told what happens to keys; must return quickly.
    public init(
        backoff: Backoff = .services,
        clock: ClientClock = .system,
        report: @escaping @Sendable (WorkQueueNews) -> Void = { _ in }
    ) {
        state = WorkQueueState(backoff: backoff)
        self.clock = clock
        self.report = report
    }

    /// How many keys wait.
    public var count: Int { state.count }

    /// How many keys are delayed.
    public var delayedCount: Int { state.delayedCount }

    /// How many keys are worked on.
    public var processingCount: Int { state.processingCount }

    /// How the queue stands.
    public var standing: WorkQueueStanding { state.standing(at: clock.uptime()) }

    /// Adds a key, unless it waits already with this or a higher priority.
    public func add(_ key: Key, _ priority: WorkPriority = .change) {
        state.add(key, priority, at: clock.uptime())
        tell()
    }

    /// Adds keys at once, so that they can be taken as one batch.
    public func add(all keys: [Key], _ priority: WorkPriority = .change) {
        for key in keys { state.add(key, priority, at: clock.uptime()) }
        tell()
    }

    /// Adds a key when the delay has passed; if it is delayed already, the earlier time counts.
    public func add(_ key: Key, _ priority: WorkPriority = .change, after delay: Duration) {
        state.add(key, priority, after: delay, at: clock.uptime())
        tell()
    }

    /// Adds a key once more after a failure, and returns after which delay: longer with every failure in a row.
    @discardableResult
    public func retry(_ key: Key, _ priority: WorkPriority = .change) -> Duration {
        defer { tell() }
        return state.retry(key, priority, at: clock.uptime())
    }

    /// The work on a key succeeded: its next failure counts as the first.
    public func forget(_ key: Key) {
        state.forget(key)
    }

    /// The next key, as soon as there is one; `nil` when the queue is shut down and empty, or the task is cancelled.
    public func next() async -> Key? {
        while !Task.isCancelled {
            let ticket = bell.ticket
            let now = clock.uptime()
            let key = state.take(at: now)
            state.takeNews().forEach(report)
            if let key { return key }
            if state.isShutDown { return nil }
            await bell.wait(after: ticket, atMost: state.nextDue.map { $0 - now }, clock: clock)
        }
        return nil
    }

    /// All keys that wait, as soon as there is one; `nil` when the queue is shut down and empty, or the task is cancelled.
    /// - Parameter window: How long others are waited for after the first.
    public func nextBatch(within window: Duration = .zero) async -> [Key]? {
        guard let first = await next() else { return nil }
        // Cancelled or not, what is taken is handed out.
        if window > .zero { try? await clock.sleep(window) }
        var batch = [first]
        while let key = state.take(at: clock.uptime()) { batch.append(key) }
        state.takeNews().forEach(report)
        return batch
    }

    /// The work on a key is over, however it went.
    public func done(_ key: Key) {
        state.done(key, at: clock.uptime())
        tell()
    }

    /// Takes no more keys.
    public func shutDown() {
        state.shutDown()
        bell.ring()
    }

    private func tell() {
        state.takeNews().forEach(report)
        bell.ring()
    }
}
