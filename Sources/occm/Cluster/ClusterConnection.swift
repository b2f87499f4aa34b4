import CloudProvider
import FoundationEssentials
import Kubernetes

/// A cluster that a user's kubeconfig, or the Pod's service account, leads to.
struct ClusterConnection: Sendable {
    /// Asks the cluster's API.
    let client: KubernetesClient
    /// The namespace that is meant unless another one is named.
    let namespace: String
    private let credentials: ClusterCredentials

    /// Connects; nothing is asked yet.
    init(_ options: ClusterOptions) async throws {
        try await self.init(kubeconfig: options.kubeconfig, context: options.context)
    }

    /// Connects; nothing is asked yet. Without arguments as kubectl does.
    init(kubeconfig: String?, context: String?) async throws {
        let environment = ProcessInfo.processInfo.environment
        let access = try ClusterAccess.forUser(kubeconfig: kubeconfig, context: context, environment: environment)
        for warning in access.warnings { StandardStreams.report("\(warning)") }
        credentials = ClusterCredentials(access, environment: environment)
        client = try await credentials.makeClient()
        namespace = access.namespace
    }

    /// Another client, whose requests wait for no others.
    func separateClient() async throws -> KubernetesClient { try await credentials.makeClient() }
}
