import CloudProvider
import KeystoneAuth
import LoadBalancerModel
import Planning

/// How it is found out what is there for a Service.
///
/// Guarantees: looks only. What is returned is complete, or says `unknown`; it is never called absent because something
/// could not be read.
/// Failure: `OpenStackError`, or ``LoadBalancerFailure`` `changed` if something moved while it was read.
protocol Observing: Sendable {
    /// What is there for one Service.
    func observe(_ sought: Sought) async throws -> LoadBalancerObservation

    /// The observation with what this plan relies on and the observation has only in outline or from memory; `nil` if that is
    /// nothing, so that the plan can be carried out.
    func completed(
        _ observation: LoadBalancerObservation,
        for plan: LoadBalancerPlan,
        of sought: Sought
    ) async throws -> LoadBalancerObservation?

    /// Is told of a plan that was carried out.
    func applied(
        _ plan: LoadBalancerPlan,
        of sought: Sought,
        to observation: LoadBalancerObservation,
        _ result: AppliedLoadBalancer
    ) async

    /// Is told of a plan that ended halfway, or that turned out to be out of date.
    func interrupted(
        _ plan: LoadBalancerPlan,
        of sought: Sought,
        to observation: LoadBalancerObservation,
        _ error: any Error
    ) async
}

/// A Service whose load balancer is looked for.
struct Sought: Sendable {
    /// How its load balancer is recognised.
    var identity: Identity
    /// What can confirm a load balancer of the Go OCCM.
    var corroboration = Corroboration()
    /// The public address that the Service asks for, to be found even if it is nobody's yet.
    var floatingAddress: String?
    /// Why it is looked for.
    var occasion = PassOccasion.change
    /// Whether load balancers without tags are looked for, too.
    var byName = true

    /// What is remembered of the Service is remembered under this.
    var mark: String { identity.serviceTag ?? identity.goTag }
}

extension Inventory: Observing {
    func observe(_ sought: Sought) async throws -> LoadBalancerObservation {
        try await observe(
            sought.identity,
            corroboration: sought.corroboration,
            floatingAddress: sought.floatingAddress,
            byName: sought.byName
        )
    }

    // Everything is read whenever it is needed, and nothing is kept.

    func completed(
        _: LoadBalancerObservation,
        for _: LoadBalancerPlan,
        of _: Sought
    ) async throws -> LoadBalancerObservation? { nil }

    func applied(
        _: LoadBalancerPlan,
        of _: Sought,
        to _: LoadBalancerObservation,
        _: AppliedLoadBalancer
    ) async {}

    func interrupted(
        _: LoadBalancerPlan,
        of _: Sought,
        to _: LoadBalancerObservation,
        _: any Error
    ) async {}
}
