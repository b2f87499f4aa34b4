import FoundationEssentials
import Synchronization

@testable import KeystoneAuth

/// Time that a test moves. Sleeping either passes at once and moves the time, or parks until the test does.
final class TestClock: Sendable {
    private struct Sleeper {
        var id: Int
        var until: Duration
        var continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var time = Duration.zero
        var nextID = 0
        var slept: [Duration] = []
        var sleepers: [Sleeper] = []
        var cancelled: Set<Int> = []
        var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())
    private let parks: Bool
    /// The time of day at the beginning: 2026-01-01T00:00:00Z.
    static let start = Date(timeIntervalSince1970: 1_767_225_600)

    init(parks: Bool = false) {
        self.parks = parks
    }

    /// What was asked for, in order.
    var slept: [Duration] { state.withLock { $0.slept } }

    var clock: SessionClock {
        SessionClock(
            now: { Self.start.addingTimeInterval(self.time / .seconds(1)) },
            uptime: { self.time },
            sleep: { try await self.sleep($0) }
        )
    }

    var time: Duration { state.withLock { $0.time } }

    func advance(by duration: Duration) {
        let woken = state.withLock { state in
            state.time += duration
            let woken = state.sleepers.filter { $0.until <= state.time }.sorted { $0.until < $1.until }
            state.sleepers.removeAll { $0.until <= state.time }
            return woken
        }
        for sleeper in woken { sleeper.continuation.resume() }
    }

    /// Returns once that many tasks are parked.
    func waitForSleepers(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.sleepers.count >= count { return true }
                state.watchers.append((count, continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    private func sleep(_ duration: Duration) async throws {
        try Task.checkCancellation()
        guard parks else {
            return state.withLock { state in
                state.slept.append(duration)
                state.time += duration
            }
        }
        let id = state.withLock { state in
            state.nextID += 1
            state.slept.append(duration)
            return state.nextID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in park(id, duration, continuation) }
        } onCancel: {
            cancel(id)
        }
    }

    private func park(_ id: Int, _ duration: Duration, _ continuation: CheckedContinuation<Void, any Error>) {
        let (isCancelled, ready) = state.withLock { state in
            if state.cancelled.remove(id) != nil { return (true, [CheckedContinuation<Void, Never>]()) }
            state.sleepers.append(Sleeper(id: id, until: state.time + duration, continuation: continuation))
            let count = state.sleepers.count
            let ready = state.watchers.filter { $0.count <= count }.map(\.continuation)
            state.watchers.removeAll { $0.count <= count }
            return (false, ready)
        }
        if isCancelled { continuation.resume(throwing: CancellationError()) }
        for watcher in ready { watcher.resume() }
    }

    private func cancel(_ id: Int) {
        let sleeper = state.withLock { state in
            let index = state.sleepers.firstIndex { $0.id == id }
            if index == nil { state.cancelled.insert(id) }
            return index.map { state.sleepers.remove(at: $0) }
        }
        sleeper?.continuation.resume(throwing: CancellationError())
    }
}
