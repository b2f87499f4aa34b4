import ChildProcesses
import Foundation
import Fuzzing
import Testing

/// The `occm-fuzz` process that was built beside the tests.
struct FuzzChild {
    /// How a run ended.
    enum Outcome: Equatable {
        /// It parsed every input; so many were valid.
        case finished(valid: Int)
        /// The input with this index trapped.
        case crashed(index: UInt64)
        /// The input with this index took more than a second.
        case stalled(index: UInt64)
        /// It could not work at all.
        case failed(status: Int32)
    }

    var target: any FuzzTarget
    var seed: UInt64
    var count: Int

    /// Runs the child to its end, without holding a thread.
    func run() async throws -> Outcome {
        let progress = FileManager.default.temporaryDirectory.appendingPathComponent("occm-fuzz-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: progress) }
        let process = Process()
        let output = Pipe()
        process.executableURL = Self.executable
        process.arguments = [
            "--target", target.name, "--seed", "\(seed)", "--count", "\(count)", "--progress", progress.path,
        ]
        process.environment = ["SWIFT_BACKTRACE": "enable=no"]
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in continuation.resume() }
            do { try process.launchInTurn() } catch { continuation.resume(throwing: error) }
        }
        let text = try output.fileHandleForReading.readToEnd().map { String(decoding: $0, as: UTF8.self) } ?? ""
        return outcome(of: process, output: text, progress: try Data(contentsOf: progress))
    }

    /// What to tell a developer: how the input can be made again, and the input itself.
    func report(_ outcome: Outcome) -> Comment? {
        switch outcome {
        case .finished: nil
        case .failed(let status): "occm-fuzz ended with status \(status)"
        case .crashed(let index): "\(description(of: index)) crashes the parser"
        case .stalled(let index): "\(description(of: index)) takes more than a second"
        }
    }

    private func description(of index: UInt64) -> String {
        let input = FuzzRun(target: target, seed: seed).input(index)
        let command = "occm-fuzz --target \(target.name) --seed \(seed) --print \(index)"
        return "\(String(decoding: input.prefix(2000), as: UTF8.self).debugDescription), which `\(command)` prints,"
    }

    private func outcome(of process: Process, output: String, progress: Data) -> Outcome {
        let index = progress.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        if process.terminationReason == .uncaughtSignal {
            return process.terminationStatus == SIGPROF ? .stalled(index: index) : .crashed(index: index)
        }
        guard process.terminationStatus == 0, let valid = Int(output.dropLast()) else {
            return .failed(status: process.terminationStatus)
        }
        return .finished(valid: valid)
    }

    private static var executable: URL {
        let tests = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        return tests.deletingLastPathComponent().appendingPathComponent("occm-fuzz")
    }
}
