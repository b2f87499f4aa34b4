import ArgumentParser

/// The command line: one file a subcommand, wiring only.
@main
struct OCCM: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "occm",
        abstract: "The OpenStack cloud-controller-manager that shows its plan before it acts.",
        subcommands: [
            PlanCommand.self, ApplyCommand.self, TreeCommand.self, ConfigCommand.self, DoctorCommand.self,
            VersionCommand.self,
        ]
    )

    static func main() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let failure as Failure {
            StandardStreams.report("error: \(failure)")
            exit(withError: ExitCode(1))
        } catch let code as ExitCode {
            exit(withError: code)
        } catch {
            end(with: error)
        }
    }

    /// Help and version requests are successes; every usage error is exit code 1, with the message and how to get help.
    private static func end(with error: any Error) -> Never {
        guard exitCode(for: error) == .success else {
            StandardStreams.report(fullMessage(for: error))
            exit(withError: ExitCode(1))
        }
        exit(withError: error)
    }
}
