public import Kubernetes
public import Sandbox

extension SandboxCluster: ScenarioCluster {
    /// Starts one whose uids no other has: they end up in tags, by which stages on one cloud must not find each other's
    /// load balancers.
    @Sendable
    public static func startForScenario() async throws -> any ScenarioCluster {
        var options = Options()
        options.seed = .random(in: 1...UInt64(Int.max))
        return try await start(options)
    }

    /// Everybody may do everything.
    public var access: ClusterAccess { ClusterAccess(server: url) }

    /// The same rights as anybody's.
    public func kubeconfigOfOccm() -> String { kubeconfig }

    /// Lets the API server know a token, and who it belongs to.
    public func tokenOfScraper() -> String {
        let token = "scenario-scraper"
        settings.tokens[token] = .init(user: "prometheus", groups: ["system:masters"])
        return token
    }

    /// Stops it, and everything in it is gone.
    public func close() async throws { try await stop() }
}
