import ArgumentParser
import Fuzzing

/// Feeds one parser with mutated input. It runs as a process of its own because a parser that traps takes its process
/// with it; the index in the progress file tells which input it was.
@main
struct OccmFuzz: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "occm-fuzz",
        abstract: "Feed a parser with mutated input until it crashes or takes more than a second.",
        discussion: """
            Prints how many inputs were valid. A crash ends the process by the parser's signal, a stall by SIGPROF; the \
            input is then printed by the same target and seed with --print and the index from the progress file.
            """
    )

    @Option(help: "The parser: \(FuzzTargets.all.map(\.name).joined(separator: ", ")).")
    var target: String

    @Option(help: "What makes this run differ from others.")
    var seed: UInt64 = 1

    @Option(help: "How many inputs.")
    var count: UInt64 = 100_000

    @Option(help: ArgumentHelp("A file that holds the index of the input being parsed.", valueName: "file"))
    var progress: String?

    @Option(help: ArgumentHelp("Print the input with this index instead of parsing.", valueName: "index"))
    var print: UInt64?

    func run() throws {
        guard let parser = (FuzzTargets.all + FuzzTargets.defective).first(where: { $0.name == target }) else {
            throw ValidationError("There is no parser \(target).")
        }
        let inputs = FuzzRun(target: parser, seed: seed)
        if let print {
            return try StandardOutput.send(inputs.input(print))
        }
        let progress = try progress.map(ProgressFile.init)
        var valid: UInt64 = 0
        for index in 0..<count {
            let input = inputs.input(index)
            progress?.record(index)
            Watchdog.start()
            if parser.accepts(input) { valid += 1 }
        }
        Watchdog.stop()
        try StandardOutput.send(Array("\(valid)\n".utf8))
    }
}
