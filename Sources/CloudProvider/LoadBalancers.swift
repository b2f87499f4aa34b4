public import Kubernetes
public import Planning

/// What a cloud must offer so that Services of `type: LoadBalancer` work: the counterpart of `cloudprovider.LoadBalancer`
/// in k8s.io/cloud-provider, with planning and doing apart.
///
/// Guarantees: `plan` and `planDeletion` change nothing; `apply` makes exactly the changes of its plan, or stops at a
/// settled point and throws. Applying and planning again gives a plan without steps.
/// Assumptions: one pass a Service at a time; the caller keeps that order.
public protocol LoadBalancers: Sendable {
    /// The typed operations of the cloud's plans.
    associatedtype Operation: Sendable

    /// What would have to change so that the Service is served by these nodes.
    ///
    /// - Parameter nodes: `nil` when they are not known: the plan then shows members as unknown and cannot be applied.
    func plan(_ service: Service, nodes: [Node]?) async throws -> Plan<Operation>

    /// What would have to change so that nothing of the Service is left.
    func planDeletion(_ service: Service) async throws -> Plan<Operation>

    /// Makes the plan's changes, telling of each as it goes.
    func apply(_ plan: Plan<Operation>, progress: @Sendable (ApplyProgress) -> Void) async throws

    /// The addresses to publish for the Service, from what is there; `nil` when there is no load balancer.
    func status(of service: Service) async throws -> LoadBalancerStatus?
}
