public import Planning

/// What whoever asks a cloud to converge hears of it, and decides while it goes on.
public struct Supervision: Sendable {
    /// Why the Service is worked on.
    public var occasion = PassOccasion.change
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

/// Why a Service is worked on, as far as that tells how much of the cloud has to be looked at.
public enum PassOccasion: Sendable, Hashable {
    /// Nobody has worked on it before: it had neither our finalizer nor an address.
    case first
    /// It, its Nodes or something else changed, or its last pass failed.
    case change
    /// Nothing asked for it: whether everything is still as it was left.
    case resync
}

/// A pass stopped between two changes, because its Service or the Nodes are others now. Nothing is wrong: plan again.
public struct SupersededPass: Error, Sendable, Hashable {
    /// Creates the error.
    public init() {}
}
