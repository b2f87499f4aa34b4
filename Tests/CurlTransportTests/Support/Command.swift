import Glibc

@testable import CurlTransport

/// Another program, with its input and output in pipes.
final class Command: Sendable {
    struct Failure: Error {
        let command: [String]
        let code: Int32
    }

    private let process: pid_t
    private let input: Int32
    private let output: Int32

    init(_ command: [String]) throws {
        let (standardInput, standardOutput) = (try Self.pipe(), try Self.pipe())
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, standardInput.reading, 0)
        posix_spawn_file_actions_adddup2(&actions, standardOutput.writing, 1)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var arguments = command.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var identifier = pid_t()
        let code = posix_spawnp(&identifier, command[0], &actions, nil, &arguments, environ)
        close(standardInput.reading)
        close(standardOutput.writing)
        (process, input, output) = (identifier, standardInput.writing, standardOutput.reading)
        guard code == 0 else {
            close(input)
            close(output)
            throw Failure(command: command, code: code)
        }
    }

    private static func pipe() throws -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [0, 0]
        try Socket.check(Glibc.pipe(&ends))
        for end in ends { try Socket.check(fcntl(end, F_SETFD, FD_CLOEXEC)) }
        return (ends[0], ends[1])
    }

    /// Runs a program to its end, which must be a success.
    static func run(_ command: String...) throws { try run(command) }

    /// Runs a program to its end, which must be a success.
    static func run(_ command: [String]) throws {
        let status = try Command(command).wait()
        guard status == 0 else { throw Failure(command: command, code: status) }
    }

    /// Gives it something to read.
    func write(_ text: String) {
        _ = Array(text.utf8).withUnsafeBytes { Glibc.write(input, $0.baseAddress, $0.count) }
    }

    /// The next line of its output for which the condition holds; `nil` when it has closed its output. Waits on a thread
    /// of its own: the cooperative pool may have few.
    func readLine(where condition: @escaping @Sendable (String) -> Bool) async -> String? {
        await withCheckedContinuation { waiter in
            let isStarted = DetachedThread.start { waiter.resume(returning: self.nextLine(where: condition)) }
            precondition(isStarted, "the system gave no thread")
        }
    }

    private func nextLine(where condition: (String) -> Bool) -> String? {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while read(output, &byte, 1) == 1 {
            guard byte == UInt8(ascii: "\n") else {
                line.append(byte)
                continue
            }
            let text = String(decoding: line, as: UTF8.self)
            if condition(text) { return text }
            line = []
        }
        return nil
    }

    /// Ends it.
    func stop() {
        // Not SIGTERM: a child of a pool thread inherits that thread's mask, in which it is blocked.
        kill(process, SIGKILL)
        _ = wait()
    }

    private func wait() -> Int32 {
        close(input)
        _ = nextLine { _ in false }
        close(output)
        var status: Int32 = 0
        waitpid(process, &status, 0)
        return status
    }
}
