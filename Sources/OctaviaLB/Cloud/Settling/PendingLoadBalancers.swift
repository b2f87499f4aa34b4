public import OpenStackAPI

/// A load balancer that does not settle yet.
public struct PendingLoadBalancer: Sendable, Hashable {
    /// The load balancer.
    public var id: LoadBalancerID
    /// Its provisioning status, as it was seen last.
    public var status: ProvisioningStatus
    /// For how long it has been waited for.
    public var age: Duration
}

/// Which load balancers are waited for, and since when. Pure: the time is given.
///
/// Guarantees: a wait that was given up and begun again is one wait. What nobody has looked at for a while is forgotten:
/// it may be gone, together with its Service.
struct PendingLoadBalancers: Sendable {
    private struct Entry {
        var since: Duration
        var status: ProvisioningStatus
        var seen: Duration
    }

    /// For how long a load balancer counts that nobody looks at; longer than a Service that fails is left alone.
    static let memory = Duration.seconds(600)

    private var entries: [LoadBalancerID: Entry] = [:]

    /// A look found it pending.
    mutating func saw(
        _ id: LoadBalancerID,
        _ status: ProvisioningStatus,
        waitedForSince begin: Duration,
        at now: Duration
    ) {
        let since = entries[id].map { now - $0.seen < Self.memory ? $0.since : begin } ?? begin
        entries[id] = Entry(since: since, status: status, seen: now)
    }

    /// A look found it settled, or gone.
    mutating func settled(_ id: LoadBalancerID) { entries[id] = nil }

    /// Those that are waited for, those first that are for longest.
    mutating func list(at now: Duration) -> [PendingLoadBalancer] {
        entries = entries.filter { now - $0.value.seen < Self.memory }
        return entries.map { PendingLoadBalancer(id: $0, status: $1.status, age: now - $1.since) }
            .sorted { ($1.age, $0.id.rawValue) < ($0.age, $1.id.rawValue) }
    }
}
