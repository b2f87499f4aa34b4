import FoundationEssentials
import Glibc

/// Another program's run, from its start to its end.
struct Command {
    /// From before it was started until it was gone.
    let elapsed: Duration
    /// The most memory that it held, in bytes (`ru_maxrss`). Linux counts that of the spawning process too, as far as it
    /// was larger.
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
        let (process, reading) = try spawn(words)
        let output = read(reading)
        close(reading)
        var (status, usage) = (Int32(), rusage())
        while wait4(process, &status, 0, &usage) < 0, errno == EINTR {}
        let command = Command(elapsed: .now - began, peakMemory: usage.ru_maxrss * 1024, output: output)
        guard status == 0 else {
            throw BenchmarkFailure("`\(words.joined(separator: " "))` failed:\n\(command.text)")
        }
        return command
    }

    private static func spawn(_ words: [String]) throws -> (process: pid_t, reading: Int32) {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw BenchmarkFailure("the system gave no pipe") }
        defer { close(ends[1]) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        for stream in [STDOUT_FILENO, STDERR_FILENO] { posix_spawn_file_actions_adddup2(&actions, ends[1], stream) }
        for end in ends { posix_spawn_file_actions_addclose(&actions, end) }
        var arguments = words.map { strdup($0) } + [nil]
        var environment = Self.environment.map { strdup($0) } + [nil]
        defer { for text in arguments + environment { free(text) } }
        var process = pid_t()
        let code = posix_spawnp(&process, words[0], &actions, nil, &arguments, &environment)
        guard code == 0 else {
            close(ends[0])
            throw BenchmarkFailure("\(words[0]) can't be started: \(String(cString: strerror(code)))")
        }
        return (process, ends[0])
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
