import Scenarios
import Testing

@Suite("Scenarios in the sandbox")
struct ScenarioTests {
    @Test("every scenario goes as told", arguments: Scenario.all)
    func plays(_ scenario: Scenario) async throws {
        let cloud = try await SandboxCloud.start()
        do {
            try await scenario.play(on: cloud)
            try await cloud.stop()
        } catch {
            try await cloud.stop()
            throw error
        }
    }
}
