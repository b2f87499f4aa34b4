import ClusterScenarios
import FoundationEssentials
import Testing

/// An administrator's kubeconfig for a kube-apiserver on loopback, if one is to be used. `KUBECONFIG` is not asked: it may
/// lead to a cluster that somebody needs.
private let kubeconfig = ProcessInfo.processInfo.environment["OCCM_INTEGRATION_KUBECONFIG"]

@Suite(
    "occm run in a real cluster",
    .serialized,
    .enabled(if: kubeconfig != nil, "no OCCM_INTEGRATION_KUBECONFIG is set")
)
struct RealClusterTests {
    @Test("every scenario goes as told", arguments: ClusterScenario.onSandboxCloud + ClusterScenario.anywhere)
    func plays(_ scenario: ClusterScenario) async throws {
        let kubeconfig = try #require(kubeconfig)
        try await onSandboxCloud(settle: scenario.settle) { cloud in
            try await scenario.play(on: cloud, in: { try await RealCluster(kubeconfig: kubeconfig) })
        }
    }
}
