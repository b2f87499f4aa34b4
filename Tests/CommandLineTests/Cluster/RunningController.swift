import Kubernetes

/// A controller as far as its lease tells: it leads until the task is cancelled.
struct RunningController: Sendable {
    private let elector: LeaderElector

    /// Prepares a controller of the cluster at a URL.
    init(of cluster: String) async throws {
        let credentials = ClusterCredentials(ClusterAccess(server: cluster))
        elector = LeaderElector(
            ObjectKey(namespace: "kube-system", name: "cloud-controller-manager"),
            identity: "cp-1_a-controller",
            client: try await credentials.makeClient()
        )
    }

    /// Leads, and says so once it does.
    func run(leads: @escaping @Sendable () -> Void) async throws {
        try await elector.run {
            leads()
            try await Task.sleep(for: .seconds(600))
            return .release
        }
    }
}
