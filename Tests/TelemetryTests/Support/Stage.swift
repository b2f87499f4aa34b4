import FoundationEssentials
import Logging
import Synchronization

@testable import Kubernetes
@testable import Telemetry

/// Telemetry whose lines are kept and whose time stands still until it is moved.
final class Stage: Sendable {
    let output = LineCollector()
    let telemetry: Telemetry
    private let uptime: Uptime

    private final class Uptime: Sendable {
        let value = Mutex(Duration.seconds(1000))
    }

    init(level: Logger.Level = .info) {
        let uptime = Uptime()
        let clock = ClientClock(
            now: { Date(timeIntervalSince1970: 1_795_421_709) },
            uptime: { uptime.value.withLock { $0 } },
            sleep: { _ in },
            random: { 0 }
        )
        self.uptime = uptime
        telemetry = Telemetry(
            logger: output.logger(level: level),
            build: BuildInfo(version: "1.2.3", commit: "abc", date: "2026-11-23"),
            clock: clock,
            process: ProcessStatistics(read: { _ in nil }, countEntries: { _ in nil })
        )
    }

    func pass(_ time: Duration) { uptime.value.withLock { $0 += time } }

    func scrape() async throws -> Scrape { try Scrape(await telemetry.metrics.render()) }
}
