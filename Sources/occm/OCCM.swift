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
            let command = try parseAsRoot()
            await run(command)
        } catch {
            end(withUsageError: error)
        }
    }

    private static func run(_ command: any ParsableCommand) async {
        do {
            var command = command
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let code as ExitCode {
            exit(withError: code)
        } catch  where exitCode(for: error) == .success {
            // A request for help: `occm config` alone.
            exit(withError: error)
        } catch {
            StandardStreams.report("error: \(error)")
            exit(withError: ExitCode(1))
        }
    }

    /// Help and version requests are successes; every usage error is exit code 1, with the message and how to get help.
    private static func end(withUsageError error: any Error) -> Never {
        guard exitCode(for: error) == .success else {
            StandardStreams.report("error: \(fullMessage(for: error).trimmingPrefix("Error: "))")
            exit(withError: ExitCode(1))
        }
        exit(withError: error)
    }
}
