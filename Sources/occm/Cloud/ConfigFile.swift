import FoundationEssentials
import KeystoneAuth

/// cloud.conf as a command gets it.
enum ConfigFile {
    /// The configuration; every problem that forbids its use is one line of the error, and of the others `warn` is told.
    static func load(
        _ path: String?,
        warn: (ConfigProblem) -> Void = { StandardStreams.report("\($0)") }
    ) throws -> CloudConfig {
        let loaded = read(path)
        for problem in loaded.problems where problem.severity == .warning { warn(problem) }
        guard loaded.isUsable else {
            let errors = loaded.problems.filter { $0.severity == .error }
            throw Failure(["the configuration can't be used:"] + errors.map(\.description))
        }
        return loaded.config
    }

    /// The configuration with all that is wrong with it.
    static func read(_ path: String?) -> ConfigurationLoader.Loaded {
        ConfigurationLoader(environment: ProcessInfo.processInfo.environment).load(cloudConfig: path)
    }
}
