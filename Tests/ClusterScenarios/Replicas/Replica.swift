import ChildProcesses
import Foundation
import Scenarios

/// One process of `occm run`.
final class Replica: Sendable {
    /// What the scenario calls it.
    let name: String
    /// Where it serves health and metrics.
    let port: Int
    private let process: ChildProcess
    private let log: URL

    /// Starts a process in a folder.
    init(_ name: String, _ arguments: [String], port: Int, folder: URL) throws {
        self.name = name
        self.port = port
        // A file, not a pipe: nobody has to empty it while the process runs.
        log = folder.appendingPathComponent("\(name).log")
        process = try ChildProcess(
            ChildProcess.built("occm"),
            arguments,
            // Should it crash, its last lines are to say where.
            environment: ["SWIFT_BACKTRACE": "registers=none,images=none,limit=24"],
            in: folder,
            output: log
        )
    }

    /// How it ended; `nil` while it runs.
    var ending: ChildProcess.Ending? { process.outcome }

    /// Asks it to end, as the kubelet does.
    func terminate() { process.signal(SIGTERM) }

    /// Ends it at once: nothing in it can run any more.
    func kill() { process.signal(SIGKILL) }

    /// What it has logged, line by line.
    var lines: [String] {
        let text = (try? String(decoding: Data(contentsOf: log), as: UTF8.self)) ?? ""
        return text.split(separator: "\n").map(String.init)
    }
}
