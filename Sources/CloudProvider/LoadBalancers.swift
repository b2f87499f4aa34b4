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
}

/// What should be true of a Service's load balancer.
public enum LoadBalancerWish: Sendable, Hashable {
    /// It serves the Service through these nodes; `nil` when they are not known, which can be planned but not carried out.
    case served(by: [Node]?)
    /// Nothing of it is left.
    case absent
}
