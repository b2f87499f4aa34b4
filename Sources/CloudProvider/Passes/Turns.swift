import Synchronization

/// So many may work at once; who comes next waits until a turn is over.
///
/// Guarantees: first come, first served; cancelling one who waits removes that one only.
public final class Turns: Sendable {
    private typealias Waiter = CheckedContinuation<Void, any Error>

    private struct State {
        var free: Int
        var lastTicket: UInt64 = 0
        var waiters: [(ticket: UInt64, waiter: Waiter)] = []
        /// Tickets whose tasks were cancelled before they came to wait.
        var cancelled: Set<UInt64> = []
    }

    private let state: Mutex<State>

    /// Creates free turns; at least one.
    public init(_ count: Int) { state = Mutex(State(free: max(count, 1))) }

    /// How many turns are free.
    public var free: Int { state.withLock { $0.free } }

    /// How many wait for a turn.
    public var waiting: Int { state.withLock { $0.waiters.count } }

    /// Waits for a turn; throws `CancellationError` if the task is cancelled meanwhile.
    public func take() async throws -> Turn {
        let ticket = state.withLock { state in
            state.lastTicket += 1
            return state.lastTicket
        }
        // The handler can't run any more once this scope has ended.
        defer { state.withLock { state in _ = state.cancelled.remove(ticket) } }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (waiter: Waiter) in wait(waiter, ticket) }
        } onCancel: {
            cancel(ticket)
        }
        return Turn { self.giveBack() }
    }

    private func wait(_ waiter: Waiter, _ ticket: UInt64) {
        let outcome: Result<Void, any Error>? = state.withLock { state in
            if state.cancelled.remove(ticket) != nil { return .failure(CancellationError()) }
            guard state.free == 0 else {
                state.free -= 1
                return .success(())
            }
            state.waiters.append((ticket, waiter))
            return nil
        }
        if let outcome { waiter.resume(with: outcome) }
    }

    private func cancel(_ ticket: UInt64) {
        let waiter: Waiter? = state.withLock { state in
            guard let index = state.waiters.firstIndex(where: { $0.ticket == ticket }) else {
                state.cancelled.insert(ticket)
                return nil
            }
            return state.waiters.remove(at: index).waiter
        }
        waiter?.resume(throwing: CancellationError())
    }

    private func giveBack() {
        let next: Waiter? = state.withLock { state in
            guard !state.waiters.isEmpty else {
                state.free += 1
                return nil
            }
            return state.waiters.removeFirst().waiter
        }
        next?.resume()
    }
}

/// A turn to work. It can be given up before the work is over: who waits for a cloud needs none.
public final class Turn: Sendable {
    private let giveBack: Mutex<(@Sendable () -> Void)?>

    init(_ giveBack: @escaping @Sendable () -> Void) { self.giveBack = Mutex(giveBack) }

    /// Lets the next one begin; at the second time nothing happens.
    public func end() {
        let action = giveBack.withLock { action in
            defer { action = nil }
            return action
        }
        action?()
    }
}
