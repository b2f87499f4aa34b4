/// Proof that a load balancer was seen ACTIVE, and that this program has sent it nothing since.
///
/// Guarantees: only a ``Settlement`` makes one, and it can be used once: the compiler refuses code that mutates an
/// unsettled load balancer.
public struct Settled: ~Copyable, Sendable {
    /// The load balancer.
    public let loadBalancer: LoadBalancerID
    /// Its `updated_at` when it was seen.
    public let stamp: String?

    init(_ sighting: LoadBalancerStamp) {
        loadBalancer = sighting.id
        stamp = sighting.updatedAt
    }

    /// The same proof, good for a deletion.
    public consuming func deletable() -> Deletable { Deletable(loadBalancer) }
}

/// Proof that a load balancer was seen in a status in which Octavia accepts its deletion: ACTIVE or ERROR.
public struct Deletable: ~Copyable, Sendable {
    /// The load balancer.
    public let loadBalancer: LoadBalancerID

    init(_ loadBalancer: LoadBalancerID) {
        self.loadBalancer = loadBalancer
    }
}
