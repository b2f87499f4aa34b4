/// Decides whether a command line means `occm run`. Pure.
enum RunInvocation {
    /// The Go OCCM's name: a link to occm that is called so takes its command lines.
    static let goName = "openstack-cloud-controller-manager"

    /// What only the program as a whole answers, when it comes first.
    private static let ofWholeProgram: Set<Substring> = [
        "--help", "-h", "--help-hidden", "--generate-completion-script", "--experimental-dump-help",
    ]

    /// The arguments of `occm run`; `nil` where a subcommand or help on all of them is meant.
    ///
    /// - Parameter commandLine: The program as it was called, and its arguments.
    static func arguments(of commandLine: [String]) -> [String]? {
        let arguments = Array(commandLine.dropFirst())
        if let program = commandLine.first?.split(separator: "/").last, program == goName { return arguments }
        guard let first = arguments.first else { return [] }
        if first == "run" { return Array(arguments.dropFirst()) }
        let name = first.prefix { $0 != "=" }
        return first.hasPrefix("-") && !ofWholeProgram.contains(name) ? arguments : nil
    }
}
