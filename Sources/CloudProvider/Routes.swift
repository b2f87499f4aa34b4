public import Planning

/// What a cloud must offer so that pods reach pods through its router: the counterpart of `cloudprovider.Routes` in
/// k8s.io/cloud-provider, with planning and doing apart.
///
/// Guarantees: `plan` changes nothing; `converge` makes exactly the changes that `plan` would show. A destination outside
/// of the cluster's CIDRs is never touched, and neither is a route of a Node whose next hop is not known. A route
/// to a network of no Node goes only if the wish is complete. Where nothing changed since the last time, converging costs one
/// call.
/// Assumptions: one call to `converge` at a time.
/// Failure: an error if the router can't be read or the wish is not for this cloud; what fails for one Node only is in the
/// outcome, and the others go on.
public protocol Routes: Sendable {
    /// The typed operations of the cloud's plans.
    associatedtype Operation: Sendable

    /// What would have to change so that the wish is true.
    func plan(_ wish: RouteWish) async throws -> Plan<Operation>

    /// Makes the wish true, telling of each step.
    func converge(
        _ wish: RouteWish,
        report: @escaping @Sendable (ApplyProgress) -> Void
    ) async throws -> RouteOutcome
}
