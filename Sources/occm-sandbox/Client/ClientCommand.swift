import ArgumentParser

/// `occm-sandbox client`: what kubectl is for, as far as trying occm out needs it.
struct ClientCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "client",
        abstract: "Apply, show and delete objects of the sandbox's Kubernetes API, where there is no kubectl.",
        subcommands: [ApplyCommand.self, GetCommand.self, DeleteCommand.self]
    )
}

/// Which cluster, and where in it.
struct ClusterOptions: ParsableArguments {
    @Option(help: "The sandbox's kubeconfig; else KUBECONFIG says it.")
    var kubeconfig: String?

    @Option(name: .shortAndLong, help: "The namespace.")
    var namespace = "default"

    /// A client of the cluster.
    func connect() throws -> ClusterClient { try ClusterClient(kubeconfig: kubeconfig) }
}
