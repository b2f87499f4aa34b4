/// Work that is done once for all who ask for it while it runs.
///
/// Guarantees: one run at a time; each waiter gets its result or, when its own task is cancelled, leaves at once.
/// Cancelling waiters, even all of them, does not cancel the work: the next one to ask will want its result.
/// Assumptions: a result that is to be kept is kept by the work itself, which first looks whether there is one by now. Its
/// waiters hear of it after the work has ended, when somebody else may have begun it anew.
public actor SharedWork<Value: Sendable> {
    private typealias Waiter = CheckedContinuation<Result<Value, OpenStackError>, Never>

    private var waiters: [UInt64: Waiter] = [:]
    private var nextID: UInt64 = 0
    private var isRunning = false

    /// Nothing runs yet.
    public init() {}

    /// Joins the run that is under way, or starts `work`.
    public func value(
        _ work: @escaping @Sendable () async throws(OpenStackError) -> Value
    ) async throws(OpenStackError) -> Value {
        start(work)
        let id = nextID
        nextID += 1
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: Waiter) in
                // The handler may have run before there was anything to resume.
                if Task.isCancelled { return continuation.resume(returning: .failure(.cancelled)) }
                waiters[id] = continuation
            }
        } onCancel: {
            Task { await self.leave(id) }
        }
        return try result.get()
    }

    /// Starts `work` unless a run is under way; nobody waits for it.
    func start(_ work: @escaping @Sendable () async throws(OpenStackError) -> Value) {
        guard !isRunning else { return }
        isRunning = true
        Task {
            do throws(OpenStackError) {
                finish(.success(try await work()))
            } catch {
                finish(.failure(error))
            }
        }
    }

    private func finish(_ result: Result<Value, OpenStackError>) {
        isRunning = false
        let finished = waiters.values
        waiters = [:]
        for waiter in finished { waiter.resume(returning: result) }
    }

    private func leave(_ id: UInt64) {
        waiters.removeValue(forKey: id)?.resume(returning: .failure(.cancelled))
    }
}

extension OpenStackError {
    /// The task that asked was cancelled.
    static var cancelled: OpenStackError { OpenStackError(.cancelled, "The call was cancelled.") }
}
