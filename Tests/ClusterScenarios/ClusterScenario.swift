public import Sandbox
public import Scenarios

/// One story of `occm run`, the binary, between a cluster and a cloud.
public struct ClusterScenario: Sendable, CustomStringConvertible {
    /// What must hold, as a sentence.
    public let description: String
    /// How long a load balancer of the sandbox pends after each change; a real cloud takes the time it needs.
    public let settle: Duration
    let act: @Sendable (ClusterStage) async throws -> Void

    init(
        _ description: String,
        settle: Duration = .milliseconds(300),
        act: @escaping @Sendable (ClusterStage) async throws -> Void
    ) {
        self.description = description
        self.settle = settle
        self.act = act
    }

    /// The scenarios that every cloud and every cluster can play.
    public static let anywhere = lifecycle + changes + nodes + drift + credentials + crowds + servers + routes

    /// The scenarios in which the cloud has to misbehave, or its calls are counted; any cluster can play them.
    public static let onSandboxCloud =
        election + shutdown + deletion + restraint + configuration + outages + oddServers + serving

    /// The scenarios in which the API server has to misbehave, those that take longest first.
    public static let inSandboxCluster = apiServer + crashes + refusals

    /// Plays the scenario and removes what it has left.
    ///
    /// - Parameter openCluster: Gives the cluster in which it is played.
    /// - Throws: ``Deviation`` where something is not as it should be, with what was seen on stage.
    public func play(
        on cloud: some ScenarioCloud,
        in openCluster: @Sendable () async throws -> any ScenarioCluster = SandboxCluster.startForScenario
    ) async throws {
        try await ClusterStage.with(cloud, openCluster, named: description) { stage in try await act(stage) }
    }
}
