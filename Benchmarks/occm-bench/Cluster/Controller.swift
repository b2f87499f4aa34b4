import FoundationEssentials
import Glibc

/// One process of `occm run`, from outside.
final class Controller {
    /// When it was started.
    let began = ContinuousClock.now
    private let process: pid_t
    private let log: String
    private var hasEnded = false

    /// How long it may take to end after SIGTERM.
    private static let farewell = Duration.seconds(30)

    /// Starts a program whose log goes into a file.
    init(_ words: [String], log: String) throws {
        let file = open(log, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw BenchmarkFailure("\(log) can't be written") }
        defer { close(file) }
        process = try Command.start(words, output: file)
        self.log = log
    }

    deinit { if !hasEnded { kill(process, SIGKILL) } }

    /// Asks it to end, and waits until it has.
    func stop() async throws {
        kill(process, SIGTERM)
        let deadline = ContinuousClock.now + Self.farewell
        while try isRunning() {
            guard ContinuousClock.now < deadline else { throw failure("it did not end when it was asked to") }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    /// Whether it runs; `false` once it has ended well. An end that it should not have come to is thrown.
    @discardableResult
    func isRunning() throws -> Bool {
        guard !hasEnded else { return false }
        var status = Int32()
        guard waitpid(process, &status, WNOHANG) == process else { return true }
        hasEnded = true
        guard status == 0 else { throw failure("it ended with status \(status)") }
        return false
    }

    /// Everything that it has logged.
    var said: String { String(decoding: FileManager.default.contents(atPath: log) ?? Data(), as: UTF8.self) }

    /// What went wrong, with what it said last.
    func failure(_ what: String) -> BenchmarkFailure {
        BenchmarkFailure("occm run: \(what); its last words:\n\(said.suffix(2_000))")
    }
}

/// What the system knows of it.
extension Controller {
    /// How much memory it holds, in bytes (VmRSS).
    var memory: Int { size("VmRSS") }

    /// The most memory that it has held, in bytes (VmHWM).
    var peakMemory: Int { size("VmHWM") }

    /// How much processor time it has used, in steps of 10 ms.
    var processorTime: Duration {
        // After the name in parentheses, user and system time are fields 12 and 13 (proc_pid_stat(5)).
        let fields = text("stat").drop { $0 != ")" }.split(separator: " ").dropFirst()
        let ticks = fields.dropFirst(11).prefix(2).compactMap { Int($0) }.reduce(0, +)
        return .seconds(Double(ticks) / Double(sysconf(Int32(_SC_CLK_TCK))))
    }

    private func size(_ field: String) -> Int {
        let line = text("status").split(separator: "\n").first { $0.hasPrefix(field + ":") }
        let kilobytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }
        return (kilobytes ?? 0) * 1024
    }

    private func text(_ file: String) -> String {
        String(decoding: FileManager.default.contents(atPath: "/proc/\(process)/\(file)") ?? Data(), as: UTF8.self)
    }
}
