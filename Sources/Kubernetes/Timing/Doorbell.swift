import Synchronization

/// Lets tasks sleep until something happens, without losing a ring between looking and sleeping: take a ticket, look,
/// then wait with the ticket.
final class Doorbell: Sendable {
    /// How often the bell had rung.
    typealias Ticket = UInt64

    private struct State {
        var rings: Ticket = 0
        var nextWaiter: UInt64 = 0
        var waiters: [UInt64: CheckedContinuation<Void, Never>] = [:]
    }

    private let state = Mutex(State())

    /// What `wait(after:)` compares with.
    var ticket: Ticket { state.withLock { $0.rings } }

    /// Wakes everybody who waits.
    func ring() {
        let waiters = state.withLock { state in
            state.rings += 1
            defer { state.waiters = [:] }
            return state.waiters.values
        }
        for waiter in waiters { waiter.resume() }
    }

    /// Returns when the bell has rung since the ticket was taken, or the task is cancelled.
    func wait(after ticket: Ticket) async {
        let id = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                let mustWait = state.withLock { state in
                    // The handler may have run before there was anything to resume.
                    guard state.rings == ticket, !Task.isCancelled else { return false }
                    state.waiters[id] = waiter
                    return true
                }
                if !mustWait { waiter.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: id) }?.resume()
        }
    }

    /// The same, and also when the time has passed.
    func wait(after ticket: Ticket, atMost limit: Duration?, clock: ClientClock) async {
        guard let limit else { return await wait(after: ticket) }
        await withTaskGroup { group in
            group.addTask { await self.wait(after: ticket) }
            // Cancellation of the sleep is the end of the wait, not a failure.
            group.addTask { try? await clock.sleep(limit) }
            await group.next()
            group.cancelAll()
        }
    }
}
