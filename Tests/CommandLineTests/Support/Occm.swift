import ChildProcesses
import Foundation

/// The `occm` that was built beside the tests, run as a user runs it.
struct Occm: Sendable {
    /// How a run ended.
    struct Ending: Sendable {
        /// The exit code; `nil` if a signal ended it.
        let status: Int32?
        /// What it wrote to standard output.
        let output: String
        /// What it wrote to standard error.
        let errors: String
    }

    /// The folder that it runs in, and against which paths are resolved.
    let folder: URL
    /// What it gets beside an empty environment.
    var environment: [String: String] = [:]

    /// Runs a command to its end.
    func run(_ arguments: String...) async throws -> Ending { try await run(arguments) }

    /// Runs a command to its end.
    func run(_ arguments: [String]) async throws -> Ending { try await start(arguments).ending() }

    /// Runs a command to its end on a terminal, on which somebody types.
    func runOnTerminal(_ arguments: [String], typing: String = "") async throws -> Ending {
        let line = ([ChildProcess.built("occm").path] + arguments).joined(separator: " ")
        let script = URL(fileURLWithPath: "/usr/bin/script")
        let arguments = ["--quiet", "--return", "--command", line, "/dev/null"]
        return try await Running(script, arguments, environment: environment, folder: folder, input: typing).ending()
    }

    /// Starts a command.
    func start(_ arguments: [String]) throws -> Running {
        try Running(ChildProcess.built("occm"), arguments, environment: environment, folder: folder)
    }
}

/// A process that has started.
final class Running: Sendable {
    private let process: ChildProcess
    private let output: URL
    private let errors: URL

    fileprivate init(
        _ executable: URL,
        _ arguments: [String],
        environment: [String: String],
        folder: URL,
        input: String = ""
    ) throws {
        let name = UUID().uuidString
        // Files, not pipes: nobody has to empty them while the process runs.
        output = folder.appendingPathComponent("\(name).out")
        errors = folder.appendingPathComponent("\(name).err")
        let typed = folder.appendingPathComponent("\(name).in")
        try Data(input.utf8).write(to: typed)
        process = try ChildProcess(
            executable,
            arguments,
            environment: environment,
            in: folder,
            input: typed,
            output: output,
            errors: errors
        )
    }

    /// Ends it at once: nothing in it can run any more.
    func kill() { process.signal(SIGKILL) }

    /// Waits for its end.
    func ending() async throws -> Occm.Ending {
        let ending = await process.ending()
        let status: Int32? = if case .exited(let status) = ending { status } else { nil }
        return Occm.Ending(status: status, output: try text(output), errors: try text(errors))
    }

    private func text(_ file: URL) throws -> String { String(decoding: try Data(contentsOf: file), as: UTF8.self) }
}
