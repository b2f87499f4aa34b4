import FoundationEssentials
import Synchronization

@testable import Kubernetes

/// Time that only moves when a test moves it.
final class TestClock: Sendable {
    /// The time of day at the beginning: 2026-01-01T00:00:00Z.
    static let start = Date(timeIntervalSince1970: 1_767_225_600)

    private let time = Mutex(Duration.zero)
    private let sleeping = Mutex<[Duration]>([])
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

    /// Returns when somebody sleeps for that long.
    func sleeper(_ duration: Duration) async {
        while true {
            let ticket = bell.ticket
            if sleeping.withLock({ $0.contains(duration) }) || Task.isCancelled { return }
            await bell.wait(after: ticket)
        }
    }

    private var uptime: Duration { time.withLock { $0 } }

    private func sleep(_ duration: Duration) async throws {
        let end = uptime + duration
        sleeping.withLock { $0.append(duration) }
        bell.ring()
        defer {
            sleeping.withLock { sleeping in
                if let index = sleeping.firstIndex(of: duration) { sleeping.remove(at: index) }
            }
        }
        while true {
            try Task.checkCancellation()
            let ticket = bell.ticket
            if uptime >= end { return }
            await bell.wait(after: ticket)
        }
    }
}
