import FoundationEssentials
import Synchronization

@testable import Kubernetes

/// Time that only moves when a test moves it.
final class TestClock: Sendable {
    /// The time of day at the beginning: 2026-01-01T00:00:00Z.
    static let start = Date(timeIntervalSince1970: 1_767_225_600)

    private let time = Mutex(Duration.zero)
    /// How many sleeps of each length have begun.
    private let begun = Mutex<[Duration: Int]>([:])
    private let bell = Doorbell()

    var clock: ClientClock {
        ClientClock(
            now: { Self.start.addingTimeInterval(self.uptime / .seconds(1)) },
            uptime: { self.uptime },
            sleep: { try await self.sleep($0) },
            random: { 0 }
        )
    }

    func advance(by duration: Duration) {
        time.withLock { $0 += duration }
        bell.ring()
    }

    /// Returns when somebody has begun to sleep for that long, for the first or a later time.
    func sleeper(_ duration: Duration, number: Int = 1) async {
        while !Task.isCancelled {
            let ticket = bell.ticket
            if begun.withLock({ $0[duration, default: 0] }) >= number { return }
            await bell.wait(after: ticket)
        }
    }

    private var uptime: Duration { time.withLock { $0 } }

    private func sleep(_ duration: Duration) async throws {
        let end = uptime + duration
        begun.withLock { $0[duration, default: 0] += 1 }
        bell.ring()
        while true {
            try Task.checkCancellation()
            let ticket = bell.ticket
            if uptime >= end { return }
            await bell.wait(after: ticket)
        }
    }
}
