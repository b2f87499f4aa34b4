import CSpawn
public import Foundation
import Synchronization

/// A process that a test starts.
///
/// Foundation's `Process` is not used: it copies directory entries of /proc/self/fd past the end of their buffer, and with
/// many open descriptors the tests died of it now and then.
///
/// Guarantees: the process gets nothing that the tests have open but the files that are named. `ending()` returns once it has
/// ended, however many wait.
public final class ChildProcess: Sendable {
    /// How a process ended.
    public enum Ending: Sendable, Hashable {
        /// By itself, with that status.
        case exited(Int32)
        /// By that signal.
        case signalled(Int32)
    }

    /// Why a process could not be started.
    public struct Failure: Error, CustomStringConvertible {
        /// Which program, and what the system said.
        public let description: String
    }

    /// The program of that name that was built beside the tests.
    public static func built(_ name: String) -> URL {
        URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
            .deletingLastPathComponent().appendingPathComponent(name)
    }

    private struct State {
        var ending: Ending?
        var waiting: [CheckedContinuation<Ending, Never>] = []
    }

    private let id: pid_t
    private let state: Shared

    private final class Shared: Sendable {
        let state = Mutex(State())
    }

    /// Starts a process.
    ///
    /// - Parameters:
    ///   - folder: The folder that it runs in.
    ///   - input: What it reads; by default nothing.
    ///   - output: The file that gets its output.
    ///   - errors: The file that gets its errors; by default that of its output.
    public init(
        _ executable: URL,
        _ arguments: [String],
        environment: [String: String] = [:],
        in folder: URL,
        input: URL? = nil,
        output: URL,
        errors: URL? = nil
    ) throws {
        var number: pid_t = 0
        let variables = environment.map { "\($0.key)=\($0.value)" }
        let problem = Self.withTexts([executable.path] + arguments) { arguments in
            Self.withTexts(variables) { variables in
                spawn_child(
                    &number,
                    executable.path,
                    arguments,
                    variables,
                    folder.path,
                    input?.path ?? "/dev/null",
                    output.path,
                    errors?.path
                )
            }
        }
        guard problem == 0 else {
            throw Failure(description: "\(executable.path) can't be started: \(String(cString: strerror(problem)))")
        }
        id = number
        state = Shared()
        // A thread of its own: waiting must not take one from the tasks of the tests.
        Thread.detachNewThread { [id, state] in Self.await(id, state) }
    }

    /// How it ended; `nil` while it runs.
    public var outcome: Ending? { state.state.withLock { $0.ending } }

    /// Waits for its end.
    public func ending() async -> Ending {
        await withCheckedContinuation { continuation in
            let ending: Ending? = state.state.withLock { state in
                if state.ending == nil { state.waiting.append(continuation) }
                return state.ending
            }
            if let ending { continuation.resume(returning: ending) }
        }
    }

    /// Sends it a signal, unless it has ended.
    public func signal(_ number: Int32) {
        // Its number may be another process's by then.
        state.state.withLock { if $0.ending == nil { _ = kill(id, number) } }
    }

    private static func await(_ id: pid_t, _ shared: Shared) {
        var information = siginfo_t()
        // It stays a zombie until its end is noted, so that its number is nobody else's meanwhile.
        while waitid(P_PID, id_t(id), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        let waiting = shared.state.withLock { state in
            var status: Int32 = 0
            while waitpid(id, &status, 0) < 0, errno == EINTR {}
            let number = status & 0x7f
            let ending: Ending = number == 0 ? .exited((status >> 8) & 0xff) : .signalled(number)
            defer { state.waiting = [] }
            state.ending = ending
            return state.waiting.map { ($0, ending) }
        }
        for (continuation, ending) in waiting { continuation.resume(returning: ending) }
    }

    /// Texts as C has them: a list of pointers that ends with none.
    private static func withTexts<Result>(
        _ texts: [String],
        _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let pointers = texts.map { strdup($0) }
        defer { for pointer in pointers { free(pointer) } }
        return body(pointers + [nil])
    }
}
