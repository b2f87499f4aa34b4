import Planning

/// Makes a plan from what should be and what is.
///
/// Guarantees: pure and deterministic; only resources that are proven ours are changed or deleted; every step needs a
/// settled load balancer and one API call; applying all steps and observing again gives an empty plan.
/// Assumptions: the observation is complete: every listener and pool of the load balancer is in it.
public struct Planner: Sendable {
    /// What the cloud and the provider can do.
    public var capabilities: ProviderCapabilities

    /// Creates a planner for a provider.
    public init(capabilities: ProviderCapabilities) {
        self.capabilities = capabilities
    }
}
