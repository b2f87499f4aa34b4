import FoundationEssentials
import Synchronization

@testable import Kubernetes

/// Time that a test moves. Sleepers wait until the test has moved it far enough; with `passes`, sleeping itself moves it.
final class TestClock: Sendable {
    private struct State {
        var time = Duration.zero
        var slept: [Duration] = []
        /// What sleepers that are waiting asked for, by sleeper.
        var waiting: [Int: Duration] = [:]
        var next = 0
    }

    /// The time of day at the beginning: 2026-01-01T00:00:00Z.
    static let start = Date(timeIntervalSince1970: 1_767_225_600)

    private let state = Mutex(State())
    private let bell = Doorbell()
    private let passes: Bool
    private let random: Double

    init(passes: Bool = false, random: Double = 0) {
        self.passes = passes
        self.random = random
    }

    var time: Duration { state.withLock { $0.time } }
    /// What was asked for, in order.
    var slept: [Duration] { state.withLock { $0.slept } }

    var clock: ClientClock {
        let random = random
        return ClientClock(
            now: { Self.start.addingTimeInterval(self.time / .seconds(1)) },
            uptime: { self.time },
            sleep: { try await self.sleep($0) },
            random: { random }
        )
    }

    func advance(by duration: Duration) {
        state.withLock { $0.time += duration }
        bell.ring()
    }

    /// Waits until somebody sleeps for that long, then moves the time by it.
    func pass(_ duration: Duration) async {
        await sleeper(duration)
        advance(by: duration)
    }

    /// Returns when somebody sleeps for that long.
    func sleeper(_ duration: Duration) async {
        while true {
            let ticket = bell.ticket
            if state.withLock({ $0.waiting.values.contains(duration) }) { return }
            await bell.wait(after: ticket)
        }
    }

    private func sleep(_ duration: Duration) async throws {
        try Task.checkCancellation()
        let (until, id) = state.withLock { state in
            state.slept.append(duration)
            let until = state.time + duration
            if passes { state.time = until } else { state.waiting[state.next] = duration }
            state.next += 1
            return (until, state.next - 1)
        }
        bell.ring()
        defer { _ = state.withLock { $0.waiting.removeValue(forKey: id) } }
        while true {
            let ticket = bell.ticket
            if time >= until { return }
            await bell.wait(after: ticket)
            try Task.checkCancellation()
        }
    }
}
