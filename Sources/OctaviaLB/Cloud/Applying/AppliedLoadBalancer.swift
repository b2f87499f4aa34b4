import CloudProvider
import KeystoneAuth
import LoadBalancerModel

/// What is there after a plan, or a part of it, was applied.
public struct AppliedLoadBalancer: Sendable, Hashable {
    /// The load balancer; `nil` if there is none any more, or none yet.
    public var id: String?
    /// Its virtual address.
    public var vipAddress: String?
    /// The address of its floating IP.
    public var floatingAddress: String?

    /// Its stamp after the last change, if one was made.
    var stamp: KnownStamp = .none
    /// The load balancer with everything on it, if it was made at once and looked at whole.
    var made: ObservedLoadBalancer?
    /// The floating IP that was put on it.
    var floatingIP: ObservedFloatingIP?

    /// The address that clients use.
    public var address: String? { floatingAddress ?? vipAddress }
}

/// A stamp to compare with.
enum KnownStamp: Sendable, Hashable {
    case none
    case known(String?)
}

/// A plan that ended after some of its steps.
public struct InterruptedPlan: Error, CustomStringConvertible {
    /// Why it ended: a ``LoadBalancerFailure`` or a ``KeystoneAuth/OpenStackError``.
    public let cause: any Error
    /// How many steps were done.
    public let done: Int
    /// How many steps the plan has.
    public let total: Int
    /// What is there now.
    public let left: AppliedLoadBalancer

    /// The cause, then what was done and that a re-run goes on from there.
    public var description: String {
        let steps = "\(done) of \(total) steps were done"
        let rest = left.id.map { "\(steps); the load balancer \($0) stays as it is now" } ?? steps
        return "\(cause) (\(rest), and a re-run goes on from there.)"
    }

    /// The error as it is where nothing was done yet or where it only asks to plan again, else with what was done.
    static func wrapping(_ error: any Error, done: Int, of total: Int, _ left: AppliedLoadBalancer) -> any Error {
        if error is FailedCreation || error is SupersededPass || error is CancellationError { return error }
        if let error = error as? OpenStackError, error.isInterruption { return error }
        if let failure = error as? LoadBalancerFailure, failure.code == .changed { return error }
        guard done > 0 || left.id != nil else { return error }
        return InterruptedPlan(cause: error, done: done, total: total, left: left)
    }
}

/// The load balancer that a plan made went to ERROR before anyone could use it, and was deleted.
struct FailedCreation: Error {
    let loadBalancer: String

    /// What to tell when it is not tried again.
    func failure(of subject: String, attempts: Int) -> LoadBalancerFailure {
        LoadBalancerFailure(
            .failed,
            """
            Octavia put the new load balancer of \(subject) into ERROR \(attempts) times; each was deleted again, the \
            last one was \(loadBalancer). Ask the cloud's operator, or try again later.
            """
        )
    }
}
