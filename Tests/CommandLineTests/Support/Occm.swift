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
        let line = ([Self.executable.path] + arguments).joined(separator: " ")
        let script = URL(fileURLWithPath: "/usr/bin/script")
        let arguments = ["--quiet", "--return", "--command", line, "/dev/null"]
        return try await Running(script, arguments, environment: environment, folder: folder, input: typing).ending()
    }

    /// Starts a command.
    func start(_ arguments: [String]) throws -> Running {
        try Running(Self.executable, arguments, environment: environment, folder: folder)
    }

    private static var executable: URL {
        let tests = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        return tests.deletingLastPathComponent().appendingPathComponent("occm")
    }
}

/// A process that has started.
final class Running: Sendable {
    private let process: pid_t
    private let exit: Task<Int32?, Never>
    private let folder: URL
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
        self.folder = folder
        // Files, not pipes: nobody has to empty them while the process runs.
        output = folder.appendingPathComponent("\(name).out")
        errors = folder.appendingPathComponent("\(name).err")
        let child = Process()
        child.executableURL = executable
        child.arguments = arguments
        child.environment = environment
        child.currentDirectoryURL = folder
        let typed = folder.appendingPathComponent("\(name).in")
        try Data(input.utf8).write(to: typed)
        child.standardInput = try FileHandle(forReadingFrom: typed)
        child.standardOutput = try Self.handle(output)
        child.standardError = try Self.handle(errors)
        let (exits, reportExit) = AsyncStream.makeStream(of: Int32?.self)
        child.terminationHandler = { ended in
            reportExit.yield(ended.terminationReason == .exit ? ended.terminationStatus : nil)
            reportExit.finish()
        }
        try child.launchInTurn()
        process = child.processIdentifier
        exit = Task { await exits.first { _ in true } ?? nil }
    }

    /// Ends it at once: nothing in it can run any more.
    func kill() { Foundation.kill(process, SIGKILL) }

    /// Waits for its end.
    func ending() async throws -> Occm.Ending {
        let status = await exit.value
        return Occm.Ending(status: status, output: try text(output), errors: try text(errors))
    }

    private static func handle(_ file: URL) throws -> FileHandle {
        try Data().write(to: file)
        return try FileHandle(forWritingTo: file)
    }

    private func text(_ file: URL) throws -> String { String(decoding: try Data(contentsOf: file), as: UTF8.self) }
}
