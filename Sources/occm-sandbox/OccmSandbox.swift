import ArgumentParser

/// `occm-sandbox`: a cloud and a cluster to try occm on, and a client for the cluster.
@main
struct OccmSandbox: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "occm-sandbox",
        abstract: "An OpenStack in memory on 127.0.0.1, for trying occm out.",
        discussion: """
            Serves Keystone, Octavia, Neutron and Nova, and a Kubernetes API if you like, as strict as the real ones, and \
            forgets everything when it stops. Faults, call counts and settings: docs/reference/sandbox.md.
            """,
        subcommands: [ServeCommand.self, ClientCommand.self],
        defaultSubcommand: ServeCommand.self
    )
}
