import FoundationEssentials
import Synchronization

@testable import Kubernetes

/// A clock that stands still until a test moves it on.
final class ManualClock: Sendable {
    private struct State {
        var time = Duration.zero
        /// How long those sleep who sleep now, and until when.
        var sleepers: [Int: (length: Duration, end: Duration)] = [:]
        var nextSleeper = 0
    }

    private let state = Mutex(State())
    private let bell = Doorbell()

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
        state.withLock { $0.time += length }
        bell.ring()
    }

    /// Moves time on, whoever sleeps.
    func advance(by length: Duration) {
        state.withLock { $0.time += length }
        bell.ring()
    }

    /// Returns when somebody sleeps for that long.
    func sleeper(_ length: Duration) async {
        await wait { state in state.sleepers.values.contains { $0.length == length && $0.end > state.time } }
    }

    private func sleep(_ length: Duration) async throws {
        let (sleeper, end) = state.withLock { state in
            state.nextSleeper += 1
            state.sleepers[state.nextSleeper] = (length, state.time + length)
            return (state.nextSleeper, state.time + length)
        }
        bell.ring()
        defer { state.withLock { $0.sleepers[sleeper] = nil } }
        await wait { $0.time >= end }
        try Task.checkCancellation()
    }

    private func wait(until isMet: (State) -> Bool) async {
        while !Task.isCancelled {
            let ticket = bell.ticket
            if state.withLock({ isMet($0) }) { return }
            await bell.wait(after: ticket)
        }
    }
}

/// Holds whoever comes, until it is opened.
final class Barrier: Sendable {
    private let signal = AsyncStream.makeStream(of: Never.self)

    func open() { signal.continuation.finish() }

    func pass() async { for await _ in signal.stream {} }
}
