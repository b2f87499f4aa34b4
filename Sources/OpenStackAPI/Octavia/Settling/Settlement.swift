/// Decides, look by look, whether a load balancer has settled.
///
/// ACTIVE alone says little just after a mutation: the look may have come before the change began. It counts once the
/// load balancer was seen pending, or its stamp has moved, or the mutation was accepted three seconds ago.
public struct Settlement: Sendable, Hashable {
    /// What one look means.
    public enum Verdict: ~Copyable, Sendable {
        /// Nothing is under way any more.
        case settled(Settled)
        /// The change is still under way.
        case pending
        /// The last change failed: the load balancer is in ERROR and can only be deleted or failed over.
        case failed(Deletable)
    }

    /// The load balancer.
    public let loadBalancer: LoadBalancerID
    /// After how long an ACTIVE load balancer is believed although nothing was seen to move.
    public static let grace = Duration.seconds(3)

    private var mayBeEarly: Bool
    private let stampBefore: String?

    /// The settling of a load balancer that was just created, or to which somebody else may have sent something.
    public init(of loadBalancer: LoadBalancerID) {
        self.loadBalancer = loadBalancer
        mayBeEarly = false
        stampBefore = nil
    }

    /// The settling after a mutation that was sent with that proof.
    init(after settled: borrowing Settled) {
        loadBalancer = settled.loadBalancer
        mayBeEarly = true
        stampBefore = settled.stamp
    }

    /// Judges a look at the load balancer, `age` after its mutation was accepted.
    public mutating func judge(_ sighting: LoadBalancerStamp, age: Duration) -> Verdict {
        let status = sighting.provisioningStatus
        if status.isPending || sighting.updatedAt != stampBefore || age >= Self.grace { mayBeEarly = false }
        if status == .error { return .failed(Deletable(sighting.id)) }
        return status.isMutable && !mayBeEarly ? .settled(Settled(sighting)) : .pending
    }
}
