import ArgumentParser
import KeystoneAuth

/// `occm config`.
struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Look at cloud.conf and clouds.yaml.",
        subcommands: [Check.self]
    )
}

extension ConfigCommand {
    /// `occm config check`.
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            abstract: "Print what the configuration says, secrets redacted, and every problem with its file and line.",
            discussion: "Asks no cloud; occm doctor does. Exit codes: 0 the configuration can be used, 1 it can't."
        )

        @Option(help: "cloud.conf; without it, clouds.yaml is looked for where OpenStack's clients do.")
        var cloudConfig: String?

        @Flag(help: "Print keys that have their default value, too.")
        var all = false

        func run() throws {
            let loaded = ConfigFile.read(cloudConfig)
            var section = ""
            for key in loaded.config.effectiveKeys() where all || key.origin != .standard {
                if key.name.section != section {
                    section = key.name.section
                    StandardStreams.print("[\(section)]")
                }
                StandardStreams.print("\(key.name.key) = \(key.value)  # \(key.origin)")
            }
            for problem in loaded.problems { StandardStreams.report("\(problem)") }
            guard loaded.isUsable else { throw ExitCode(1) }
        }
    }
}
