import Subprocess
import SystemPackage

extension ClusterCredentials {
    /// Runs a program with the system's means. What it writes to its standard error goes to ours, as with kubectl.
    public static let run: CommandRunner = { command, arguments, environment in
        let variables = environment.map { (Environment.Key(stringLiteral: $0.key), $0.value) }
        let result = try await Subprocess.run(
            command.contains("/") ? .path(FilePath(command)) : .name(command),
            arguments: Arguments(arguments),
            environment: .custom(Dictionary(variables) { _, last in last }),
            output: .bytes(limit: 1 << 20),
            error: .currentStandardError
        )
        let status =
            switch result.terminationStatus {
            case .exited(let code): Int(code)
            case .signaled(let signal): 128 + Int(signal)
            }
        return CommandResult(status: status, output: result.standardOutput)
    }
}
