import ClusterScenarios
import Scenarios
import Testing

@Suite("occm run in the sandbox")
struct ClusterScenarioTests {
    @Test(
        "every scenario goes as told",
        arguments: ClusterScenario.inSandboxCluster + ClusterScenario.onSandboxCloud + ClusterScenario.anywhere
    )
    func plays(_ scenario: ClusterScenario) async throws {
        try await onSandboxCloud(settle: scenario.settle) { try await scenario.play(on: $0) }
    }
}

/// Lets `body` have a cloud of its own.
func onSandboxCloud(settle: Duration, _ body: (SandboxCloud) async throws -> Void) async throws {
    let cloud = try await SandboxCloud.startInRealTime(settle: settle)
    do {
        try await body(cloud)
        try await cloud.stop()
    } catch {
        try await cloud.stop()
        throw error
    }
}
