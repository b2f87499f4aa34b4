import CurlTransport
import FoundationEssentials

/// One story of a Service and its load balancer, which goes the same way on every cloud.
public struct Scenario: Sendable, CustomStringConvertible {
    /// What must hold, as a sentence.
    public let description: String
    let act: @Sendable (Stage) async throws -> Void

    init(_ description: String, act: @escaping @Sendable (Stage) async throws -> Void) {
        self.description = description
        self.act = act
    }

    /// Every scenario.
    public static let all = lifecycle + ports + settings + exposure + mishaps + neighbours

    /// Plays the scenario and removes what it has left.
    ///
    /// - Throws: ``Deviation`` where the cloud is not as it should be; errors of occm that should not have come.
    public func play(on cloud: some ScenarioCloud) async throws {
        let transport = try CurlTransport(configuration: .init())
        let uid = UUID().uuidString.lowercased()
        let stage = Stage(cloud, name: "\(cloud.run)-\(uid.prefix(6))", uid: uid, transport: transport)
        let result: Result<Void, any Error>
        do {
            result = .success(try await act(stage))
        } catch {
            result = .failure(error)
        }
        do {
            try await stage.clear()
        } catch {
            await transport.shutdown()
            // What went wrong first is what matters.
            try result.get()
            throw error
        }
        await transport.shutdown()
        try result.get()
    }
}
