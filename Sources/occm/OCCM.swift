import ArgumentParser

/// The command line: one file a subcommand, wiring only.
@main
struct OCCM: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "occm",
        abstract: "The OpenStack cloud-controller-manager that shows its plan before it acts.",
        subcommands: [
            RunCommand.self, PlanCommand.self, ApplyCommand.self, TreeCommand.self, NodeCommand.self,
            RoutesCommand.self, ConfigCommand.self, DoctorCommand.self, VersionCommand.self,
        ]
    )

    static func main() async {
        do {
            if let arguments = RunInvocation.arguments(of: CommandLine.arguments) {
                return try await RunCommand.run(arguments)
            }
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            end(with: error)
        }
    }

    /// Help and version requests are successes; everything else is exit code 1: a sentence, or how to get help.
    private static func end(with error: any Error) -> Never {
        switch exitCode(for: error) {
        case .success: exit(withError: error)
        case .validationFailure:
            StandardStreams.report("error: \(fullMessage(for: error).trimmingPrefix("Error: "))")
        default:
            if let code = error as? ExitCode { exit(withError: code) }
            StandardStreams.report("error: \(error)")
        }
        exit(withError: ExitCode(1))
    }
}
