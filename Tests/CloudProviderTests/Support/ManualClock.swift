import FoundationEssentials
import Kubernetes
import Synchronization

/// A clock that stands still until a test moves it on.
final class ManualClock: Sendable {
    private struct Sleeper {
        var due: Duration
        var length: Duration
        var waiter: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var time = Duration.zero
        var nextID = 0
        var sleepers: [Int: Sleeper] = [:]
        var cancelled: Set<Int> = []
        var watchers: [(length: Duration, waiter: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    var time: Duration { state.withLock { $0.time } }

    var clock: ClientClock {
        ClientClock(
            now: { Date(timeIntervalSince1970: 1_767_225_600 + self.time / .seconds(1)) },
            uptime: { self.time },
            sleep: { try await self.sleep($0) },
            random: { 0.5 }
        )
    }

    /// Waits until somebody sleeps for that long, then moves time on until that sleep is over.
    func pass(_ length: Duration) async {
        await sleeper(length)
        advance(by: length)
    }

    /// Returns when somebody sleeps for that long.
    func sleeper(_ length: Duration) async {
        await withCheckedContinuation { waiter in
            let isThere = state.withLock { state in
                if state.sleepers.values.contains(where: { $0.length == length }) { return true }
                state.watchers.append((length, waiter))
                return false
            }
            if isThere { waiter.resume() }
        }
    }

    func advance(by length: Duration) {
        let due = state.withLock { state in
            state.time += length
            let due = state.sleepers.filter { $0.value.due <= state.time }
            for id in due.keys { state.sleepers[id] = nil }
            return due.values
        }
        for sleeper in due { sleeper.waiter.resume() }
    }

    private func sleep(_ length: Duration) async throws {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { waiter in fallAsleep(id, length, waiter) }
        } onCancel: {
            let sleeper = state.withLock { state in
                if state.sleepers[id] == nil { state.cancelled.insert(id) }
                return state.sleepers.removeValue(forKey: id)
            }
            sleeper?.waiter.resume(throwing: CancellationError())
        }
    }

    private func fallAsleep(_ id: Int, _ length: Duration, _ waiter: CheckedContinuation<Void, any Error>) {
        let (isAwake, watchers) = state.withLock { state in
            if state.cancelled.remove(id) != nil { return (true, [CheckedContinuation<Void, Never>]()) }
            state.sleepers[id] = Sleeper(due: state.time + length, length: length, waiter: waiter)
            let watchers = state.watchers.filter { $0.length == length }.map(\.waiter)
            state.watchers.removeAll { $0.length == length }
            return (false, watchers)
        }
        if isAwake { waiter.resume(throwing: CancellationError()) }
        for watcher in watchers { watcher.resume() }
    }
}

/// Holds whoever comes, until it is opened.
final class Barrier: Sendable {
    private let signal = AsyncStream.makeStream(of: Never.self)

    func open() { signal.continuation.finish() }

    func pass() async { for await _ in signal.stream {} }
}
