/// One look at the cloud for all who want it.
///
/// Guarantees: one look at a time. Who asks gets the answer of a look that was begun late enough for him. Cancelling one who
/// waits removes that one only, never the look: somebody else will want it.
actor SharedLook<Answer: Sendable> {
    private typealias Waiter = CheckedContinuation<Result<Answer, any Error>, Never>

    private var latest: (begun: Duration, answer: Answer)?
    private var running: Duration?
    private var waiters: [UInt64: (since: Duration, waiter: Waiter)] = [:]
    private var lastID: UInt64 = 0
    private let uptime: @Sendable () -> Duration
    private let look: @Sendable () async throws -> Answer

    /// - Parameter uptime: time that only runs forward.
    init(uptime: @escaping @Sendable () -> Duration, look: @escaping @Sendable () async throws -> Answer) {
        self.uptime = uptime
        self.look = look
    }

    /// The answer of a look that was begun at that time or later.
    func answer(since: Duration) async throws -> Answer {
        if let latest, latest.begun >= since { return latest.answer }
        lastID += 1
        let id = lastID
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { (waiter: Waiter) in
                // The handler may have run before there was anything to resume.
                if Task.isCancelled { return waiter.resume(returning: .failure(CancellationError())) }
                waiters[id] = (since, waiter)
                if running == nil { begin() }
            }
        } onCancel: {
            Task { await self.leave(id) }
        }
        return try result.get()
    }

    /// How many wait for an answer.
    var waiting: Int { waiters.count }

    private func begin() {
        let begun = uptime()
        running = begun
        Task { [look] in
            do {
                finish(begun, .success(try await look()))
            } catch {
                finish(begun, .failure(error))
            }
        }
    }

    /// Those for whom the look was begun too early get the next one.
    private func finish(_ begun: Duration, _ result: Result<Answer, any Error>) {
        running = nil
        if case .success(let answer) = result { latest = (begun, answer) }
        for (id, waiting) in waiters where waiting.since <= begun {
            waiters[id] = nil
            waiting.waiter.resume(returning: result)
        }
        if !waiters.isEmpty { begin() }
    }

    private func leave(_ id: UInt64) {
        waiters.removeValue(forKey: id)?.waiter.resume(returning: .failure(CancellationError()))
    }
}
