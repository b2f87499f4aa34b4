import ChildProcesses
import Foundation
import Scenarios
import Synchronization

/// One process of `occm run`.
final class Replica: Sendable {
    /// How a process ended.
    enum Ending: Sendable, Hashable {
        case exited(Int32)
        case signalled(Int32)
    }

    /// What the scenario calls it.
    let name: String
    /// Where it serves health and metrics.
    let port: Int
    private let process: pid_t
    private let report: Report
    private let log: URL

    private final class Report: Sendable {
        let ending = Mutex<Ending?>(nil)
    }

    /// Starts a process in a folder.
    init(_ name: String, _ arguments: [String], port: Int, folder: URL) throws {
        self.name = name
        self.port = port
        log = folder.appendingPathComponent("\(name).log")
        report = Report()
        try Data().write(to: log)
        let child = Process()
        child.executableURL = Self.executable
        child.arguments = arguments
        // Should it crash, its last lines are to say where.
        child.environment = ["SWIFT_BACKTRACE": "registers=none,images=none,limit=24"]
        child.currentDirectoryURL = folder
        child.standardInput = FileHandle.nullDevice
        // A file, not a pipe: nobody has to empty it while the process runs.
        let file = try FileHandle(forWritingTo: log)
        child.standardOutput = file
        child.standardError = file
        child.terminationHandler = { [report] ended in
            let status = ended.terminationStatus
            let ending = ended.terminationReason == .exit ? Ending.exited(status) : .signalled(status)
            report.ending.withLock { $0 = ending }
        }
        try child.launchInTurn()
        process = child.processIdentifier
    }

    /// How it ended; `nil` while it runs.
    var ending: Ending? { report.ending.withLock { $0 } }

    /// Asks it to end, as the kubelet does.
    func terminate() { signal(SIGTERM) }

    /// Ends it at once: nothing in it can run any more.
    func kill() { signal(SIGKILL) }

    /// What it has logged, line by line.
    var lines: [String] {
        let text = (try? String(decoding: Data(contentsOf: log), as: UTF8.self)) ?? ""
        return text.split(separator: "\n").map(String.init)
    }

    // Its number may be another process's by now.
    private func signal(_ number: Int32) { if ending == nil { Foundation.kill(process, number) } }

    /// The `occm` that was built beside the tests.
    private static var executable: URL {
        let tests = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        return tests.deletingLastPathComponent().appendingPathComponent("occm")
    }
}
