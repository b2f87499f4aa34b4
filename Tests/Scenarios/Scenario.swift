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
        try await Stage.with(cloud) { stage in try await act(stage) }
    }
}
