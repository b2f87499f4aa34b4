import Synchronization

/// One lane a key: whoever enters it goes on when everyone before has left. Different keys do not wait for each other.
///
/// Guarantees: first come, first served; cancelling one who waits removes that one only.
public final class Lanes: Sendable {
    private typealias Turn = CheckedContinuation<Void, any Error>

    private struct State {
        var lastTicket: UInt64 = 0
        /// Who waits, by key; a key is in here while its lane is taken.
        var queues: [String: [(ticket: UInt64, turn: Turn)]] = [:]
        /// Tickets whose tasks were cancelled before they came to wait.
        var cancelled: Set<UInt64> = []
    }

    private let state = Mutex(State())

    /// Creates free lanes.
    public init() {}

    /// Runs `body` alone in the lane of `key`; throws `CancellationError` if the task is cancelled while it waits.
    public func withLane<Value: Sendable>(_ key: String, _ body: () async throws -> Value) async throws -> Value {
        try await enter(key)
        defer { leave(key) }
        return try await body()
    }

    /// How many wait for a lane to become free.
    func waiting(_ key: String) -> Int { state.withLock { $0.queues[key]?.count ?? 0 } }

    private func enter(_ key: String) async throws {
        let ticket = state.withLock { state in
            state.lastTicket += 1
            return state.lastTicket
        }
        // The handler can't run any more once this scope has ended.
        defer { state.withLock { state in _ = state.cancelled.remove(ticket) } }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (turn: Turn) in wait(turn, ticket, key) }
        } onCancel: {
            cancel(ticket, key)
        }
    }

    private func wait(_ turn: Turn, _ ticket: UInt64, _ key: String) {
        let outcome: Result<Void, any Error>? = state.withLock { state in
            if state.cancelled.remove(ticket) != nil { return .failure(CancellationError()) }
            guard state.queues[key] != nil else {
                state.queues[key] = []
                return .success(())
            }
            state.queues[key, default: []].append((ticket, turn))
            return nil
        }
        if let outcome { turn.resume(with: outcome) }
    }

    private func cancel(_ ticket: UInt64, _ key: String) {
        let turn: Turn? = state.withLock { state in
            guard let index = state.queues[key]?.firstIndex(where: { $0.ticket == ticket }) else {
                state.cancelled.insert(ticket)
                return nil
            }
            return state.queues[key]?.remove(at: index).turn
        }
        turn?.resume(throwing: CancellationError())
    }

    private func leave(_ key: String) {
        let next: Turn? = state.withLock { state in
            guard let queue = state.queues[key], let first = queue.first else {
                state.queues[key] = nil
                return nil
            }
            state.queues[key]?.removeFirst()
            return first.turn
        }
        next?.resume()
    }
}
