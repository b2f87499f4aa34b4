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
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("occm-fuzz-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (progress, output) = (folder.appendingPathComponent("progress"), folder.appendingPathComponent("output"))
        let arguments = [
            "--target", target.name, "--seed", "\(seed)", "--count", "\(count)", "--progress", progress.path,
        ]
        let process = try ChildProcess(
            ChildProcess.built("occm-fuzz"),
            arguments,
            environment: ["SWIFT_BACKTRACE": "enable=no"],
            in: folder,
            output: output,
            errors: URL(fileURLWithPath: "/dev/null")
        )
        let ending = await process.ending()
        let text = String(decoding: try Data(contentsOf: output), as: UTF8.self)
        return outcome(of: ending, output: text, progress: try Data(contentsOf: progress))
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

    private func outcome(of ending: ChildProcess.Ending, output: String, progress: Data) -> Outcome {
        let index = progress.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        switch ending {
        case .signalled(let number):
            return number == SIGPROF ? .stalled(index: index) : .crashed(index: index)
        case .exited(let status):
            guard status == 0, let valid = Int(output.dropLast()) else { return .failed(status: status) }
            return .finished(valid: valid)
        }
    }
}
