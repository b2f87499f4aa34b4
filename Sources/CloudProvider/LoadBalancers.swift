public import Kubernetes
public import Planning

/// What a cloud must offer so that Services of `type: LoadBalancer` work: the counterpart of `cloudprovider.LoadBalancer`
/// in k8s.io/cloud-provider, with planning and doing apart.
///
/// Guarantees: `plan` changes nothing; `converge` makes exactly the changes that `plan` would show, or stops at a settled
/// point and throws. Converging twice changes nothing the second time.
/// Assumptions: one pass a Service at a time; the caller keeps that order.
public protocol LoadBalancers: Sendable {
    /// The typed operations of the cloud's plans.
    associatedtype Operation: Sendable

    /// What would have to change so that the wish is true.
    func plan(_ service: Service, _ wish: LoadBalancerWish) async throws -> Plan<Operation>

    /// Makes the wish true, telling of each step.
    ///
    /// - Returns: What to publish in the Service's status; empty if there is nothing to publish.
    func converge(
        _ service: Service,
        _ wish: LoadBalancerWish,
        report: @escaping @Sendable (ApplyProgress) -> Void
    ) async throws -> LoadBalancerStatus

    /// Makes the wish true, with what the caller knows of the occasion.
    func converge(
        _ service: Service,
        _ wish: LoadBalancerWish,
        on occasion: PassOccasion,
        report: @escaping @Sendable (ApplyProgress) -> Void
    ) async throws -> LoadBalancerStatus
}

extension LoadBalancers {
    /// A cloud that looks at everything every time needs no occasion.
    public func converge(
        _ service: Service,
        _ wish: LoadBalancerWish,
        on _: PassOccasion,
        report: @escaping @Sendable (ApplyProgress) -> Void
    ) async throws -> LoadBalancerStatus {
        try await converge(service, wish, report: report)
    }
}

/// Why a Service is worked on, as far as that tells how much of the cloud has to be looked at.
public enum PassOccasion: Sendable, Hashable {
    /// Nobody has worked on it before: it had neither our finalizer nor an address.
    case first
    /// It, its Nodes or something else changed, or its last pass failed.
    case change
    /// Nothing asked for it: whether everything is still as it was left.
    case resync
}

/// What should be true of a Service's load balancer.
public enum LoadBalancerWish: Sendable, Hashable {
    /// It serves the Service through these nodes; `nil` when they are not known, which can be planned but not carried out.
    case served(by: [Node]?)
    /// Nothing of it is left.
    case absent
}
