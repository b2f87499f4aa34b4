public import Planning

/// What whoever asks a cloud to converge hears of it, and decides while it goes on.
public struct Supervision: Sendable {
    /// Is told of each step.
    public var report: @Sendable (ApplyProgress) -> Void = { _ in }
    /// Is told, as often as may be, that the cloud has to be waited for: others can be worked on meanwhile.
    public var waits: @Sendable () -> Void = {}
    /// Is asked before each change whether the wish still stands; if not, the cloud stops with ``SupersededPass``.
    public var mayGoOn: @Sendable () -> Bool = { true }
    /// Is asked before a load balancer is made anew for a Service whose address clients know; throws if it must not be now.
    public var requireRecreation: @Sendable () throws -> Void = {}

    /// Nobody listens, and nothing is forbidden.
    public init() {}

    /// Somebody listens, and nothing is forbidden.
    public init(report: @escaping @Sendable (ApplyProgress) -> Void) { self.report = report }
}

/// A pass stopped between two changes, because its Service or the Nodes are others now. Nothing is wrong: plan again.
public struct SupersededPass: Error, Sendable, Hashable {
    /// Creates the error.
    public init() {}
}
