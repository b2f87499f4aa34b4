public import CloudProvider
public import KeystoneAuth

extension OpenStackError: CloudFailure {
    /// The code, `openstack_quotaExceeded` for example.
    public var failureCode: String { "openstack_\(code.rawValue)" }
    /// Without leadership, or once the task was told to stop, nothing is wrong with the Service.
    public var isInterruption: Bool { code == .cancelled || code == .withheld }
}

extension LoadBalancerFailure: CloudFailure {
    /// The code.
    public var failureCode: String { code.rawValue }
}

extension InterruptedPlan: CloudFailure {
    /// The cause's code.
    public var failureCode: String { failure?.failureCode ?? "other" }
    /// The cause's wish.
    public var retryAfter: Duration? { failure?.retryAfter }
    /// Whether the cause is one.
    public var isInterruption: Bool { failure?.isInterruption ?? false }

    private var failure: (any CloudFailure)? { cause as? any CloudFailure }
}
