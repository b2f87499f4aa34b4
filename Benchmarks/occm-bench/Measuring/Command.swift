import CBench
import FoundationEssentials
import Glibc

/// Another program's run, from its start to its end.
struct Command {
    /// From before it was started until it was gone.
    let elapsed: Duration
    /// The most memory that it held, in bytes (`ru_maxrss`), what it copied from this process before it became another
    /// program included.
    let peakMemory: Int
    /// What it wrote, to standard error too.
    let output: [UInt8]

    var text: String { String(decoding: output, as: UTF8.self) }

    /// Runs a program, found in PATH unless it is a path; it must succeed.
    @discardableResult
    static func run(_ words: String...) throws -> Command { try run(words) }

    /// Runs a program, found in PATH unless it is a path; it must succeed.
    static func run(_ words: [String]) throws -> Command {
        let began = ContinuousClock.now
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw BenchmarkFailure("the system gave no pipe for \(words[0])") }
        defer { close(ends[0]) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let process = try start(words, output: ends[1])
        close(ends[1])
        let output = read(ends[0])
        var (status, usage) = (Int32(), rusage())
        while wait4(process, &status, 0, &usage) < 0, errno == EINTR {}
        let command = Command(elapsed: .now - began, peakMemory: usage.ru_maxrss * 1024, output: output)
        guard status == 0 else {
            throw BenchmarkFailure("`\(words.joined(separator: " "))` failed:\n\(command.text)")
        }
        return command
    }

    /// Starts a program that writes to a descriptor, and returns its process.
    static func start(_ words: [String], output: Int32) throws -> pid_t {
        var arguments = words.map { strdup($0) } + [nil]
        var environment = Self.environment.map { strdup($0) } + [nil]
        defer { for text in arguments + environment { free(text) } }
        let process = spawn(&arguments, &environment, output)
        guard process > 0 else { throw BenchmarkFailure("the system gave no process for \(words[0])") }
        return process
    }

    /// Ours, but loopback is reached without a proxy.
    private static let environment = ProcessInfo.processInfo.environment
        .filter { !$0.key.lowercased().hasSuffix("_proxy") }
        .map { "\($0.key)=\($0.value)" }

    private static func read(_ descriptor: Int32) -> [UInt8] {
        var output: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            guard count > 0 else { return output }
            output += chunk[..<count]
        }
    }
}
