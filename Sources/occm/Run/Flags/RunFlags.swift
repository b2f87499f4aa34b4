/// The flags of `occm run`: those of the Go OCCM, which work unchanged, and ours.
///
/// They are a table, and not properties of a command, because help, reference, log and tests need the same hundred
/// declarations, and because pflag's habits are not ArgumentParser's. A new flag is a declaration in a group below, and a
/// property of ``RunSettings`` that it sets.
enum RunFlags {
    /// The flags that do something, as help shows them.
    static let groups = [
        openStack, services, nodes, kubernetes, election, serving, authentication, authorization, logging, general,
    ]

    /// Every flag.
    static let all = (groups + idle).flatMap(\.flags)

    /// Every flag by its name.
    static let byName = Dictionary(all.map { ($0.name, $0) }) { first, _ in first }

    /// Reads a command line, without the program's and the command's name.
    ///
    /// - Throws: Every problem at once, each on a line of its own.
    static func parse(_ arguments: [String]) throws(Failure) -> RunRequest {
        let scanner = FlagScanner(arguments)
        let reading = RunReading(scanner.uses)
        if reading.given.contains("help") { return .print(help) }
        if let version = reading.settings.version.text { return .print(version) }
        let problems = scanner.problems + reading.problems
        guard problems.isEmpty else { throw Failure(problems) }
        return .run(reading.settings, notices: reading.notices)
    }

    /// Every flag that sets something with its value, for the log: `--secure-port="10258"`.
    static func lines(of settings: RunSettings) -> [String] {
        groups.flatMap(\.flags).map { "--\($0.name)=\"\($0.shown(settings))\"" }
    }
}

/// What a command line of `occm run` asks for.
enum RunRequest: Sendable {
    /// To run; what has no effect is to be logged once.
    case run(RunSettings, notices: [RunNotice])
    /// To print this on standard output, and to end with exit code 0.
    case print(String)
}

/// Something on the command line that does nothing.
struct RunNotice: Sendable, Hashable, CustomStringConvertible {
    /// The flag, and its value where only that is meant: `--profiling`.
    var flag: String
    /// Why it does nothing.
    var reason: String

    /// `--profiling has no effect: profiles are taken from outside, with perf`.
    var description: String { "\(flag) has no effect: \(reason)" }
}
