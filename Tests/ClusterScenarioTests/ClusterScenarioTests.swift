import ClusterScenarios
import Scenarios
import Testing

@Suite("occm run in the sandbox")
struct ClusterScenarioTests {
    @Test("every scenario goes as told", arguments: ClusterScenario.inSandbox + ClusterScenario.anywhere)
    func plays(_ scenario: ClusterScenario) async throws {
        let cloud = try await SandboxCloud.startInRealTime(settle: scenario.settle)
        do {
            try await scenario.play(on: cloud)
            try await cloud.stop()
        } catch {
            try await cloud.stop()
            throw error
        }
    }
}
