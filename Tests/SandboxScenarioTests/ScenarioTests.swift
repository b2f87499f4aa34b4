import Scenarios
import Testing

@Suite("Scenarios in the sandbox")
struct ScenarioTests {
    @Test("every scenario goes as told", arguments: Scenario.all, SandboxCloud.Temper.allCases)
    func plays(_ scenario: Scenario, _ temper: SandboxCloud.Temper) async throws {
        let cloud = try await SandboxCloud.start(temper)
        do {
            try await scenario.play(on: cloud)
            try await cloud.stop()
        } catch {
            try await cloud.stop()
            throw error
        }
    }
}
