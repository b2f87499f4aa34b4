import ClusterScenarios
import FoundationEssentials
import Scenarios
import Testing

/// The folder of the real OpenStack, if one is to be used.
private let folder = ProcessInfo.processInfo.environment["OCCM_INTEGRATION_CLOUD"]

@Suite("Scenarios on a real OpenStack", .serialized, .enabled(if: folder != nil, "no OCCM_INTEGRATION_CLOUD is set"))
struct RealCloudTests {
    @Test("every scenario goes as told", arguments: Scenario.all)
    func plays(_ scenario: Scenario) async throws {
        try await scenario.play(on: try OpenStackCloud(folder: try #require(folder)))
    }

    @Test("every scenario of occm run goes as told", arguments: ClusterScenario.anywhere)
    func runs(_ scenario: ClusterScenario) async throws {
        try await scenario.play(on: try OpenStackCloud(folder: try #require(folder)))
    }
}
