import Synchronization
import Telemetry

@testable import Kubernetes

/// Keeps log lines, and lets tests wait for them.
final class LogBoard: LogOutput {
    private let lines = Mutex<[String]>([])
    private let bell = Doorbell()

    func write(_ line: String) {
        lines.withLock { $0.append(line) }
        bell.ring()
    }

    func wait(for message: String, times: Int) async {
        while !Task.isCancelled {
            let ticket = bell.ticket
            if lines.withLock({ $0.count { $0.contains("\"\(message)\"") } }) >= times { return }
            await bell.wait(after: ticket)
        }
    }
}
