import ArgumentParser

/// Which cluster's Nodes a command is about.
struct NodeOptions: ParsableArguments {
    @Option(help: "How to reach the cluster; else KUBECONFIG, ~/.kube/config, or the Pod's service account says it.")
    var kubeconfig: String?

    @Option(help: "The context of the kubeconfig, if not its current one.")
    var context: String?

    @Option(help: "cloud.conf, as the cloud-controller-manager reads it.")
    var cloudConfig: String?
}

extension NodeOptions {
    /// The cluster; nothing is asked yet.
    func connection() async throws -> ClusterConnection {
        try await ClusterConnection(kubeconfig: kubeconfig, context: context)
    }
}
