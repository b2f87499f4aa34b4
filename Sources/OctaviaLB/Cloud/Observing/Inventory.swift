public import KeystoneAuth
public import LoadBalancerModel
import OpenStackAPI

/// Reads what is there for one Service: its load balancer with everything on it, and its floating IPs.
///
/// Guarantees: reads only; what it returns is complete, since a listing that can't be read to its end throws. A load
/// balancer is only called absent after complete listings by every tag and name that it could have.
///
/// Assumptions: children are read after their load balancer. If they change meanwhile, so does the load balancer's
/// stamp, which the applier compares before its first change.
///
/// Failure: ``KeystoneAuth/OpenStackError``, or ``LoadBalancerFailure`` `changed` if a child went away while it was read.
public struct Inventory: Sendable {
    let session: any OpenStackSession

    /// Creates an inventory of the cloud behind a session.
    public init(session: any OpenStackSession) {
        self.session = session
    }

    /// Observes what one Service's plan needs.
    ///
    /// - Parameters:
    ///   - identity: how its load balancer is recognised.
    ///   - corroboration: what can confirm a load balancer of the Go OCCM.
    ///   - floatingAddress: the public address that the Service asks for, to be found even if it is nobody's yet.
    ///   - byName: whether load balancers without tags are looked for by their names.
    public func observe(
        _ identity: Identity,
        corroboration: Corroboration = .init(),
        floatingAddress: String? = nil,
        byName: Bool = true
    ) async throws -> LoadBalancerObservation {
        let ownership = Ownership(identity)
        let found = try await candidates(ownership, byName: byName)
        let ports = found.compactMap(\.vipPortID)
        async let floatingIPs = floatingIPs(of: identity, on: ports, address: floatingAddress)
        var loadBalancers: [ObservedLoadBalancer] = []
        for candidate in found { loadBalancers.append(try await observe(candidate, identity)) }
        let selection = ownership.loadBalancer(
            among: loadBalancers,
            floatingIPs: try await floatingIPs,
            corroboration: corroboration
        )
        return LoadBalancerObservation(
            loadBalancer: selection.owned.map(Presence.present) ?? .absent,
            duplicates: selection.duplicates,
            floatingIPs: try await floatingIPs,
            conflicts: selection.conflicts
        )
    }
}
