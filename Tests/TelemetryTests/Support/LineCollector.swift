import FoundationEssentials
import Logging
import Synchronization

@testable import Telemetry

/// Keeps the lines that are logged.
final class LineCollector: LogOutput {
    private let written = Mutex<[String]>([])

    var lines: [String] { written.withLock { $0 } }

    func write(_ line: String) { written.withLock { $0.append(line) } }

    /// A logger that writes here, on 23 November 2026 at 08:15:09.012280 UTC.
    func logger(_ format: LogFormat = .text, level: Logger.Level = .trace, label: String = "") -> Logger {
        let date = Date(timeIntervalSince1970: 1_795_421_709.01228)
        return Logger(label: label) { label in
            LineLogHandler(label: label, format, level: level, to: self, now: { date }, processID: 17891)
        }
    }

    /// What follows the head of klog's lines: severity, message and data.
    var texts: [String] {
        lines.map { line in
            let rest = line.firstRange(of: "] ").map { line[$0.upperBound...] } ?? "no head"
            return "\(line.prefix(1)) \(rest.dropLast())"
        }
    }
}
