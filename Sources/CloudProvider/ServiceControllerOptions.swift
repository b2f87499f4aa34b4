public import Kubernetes

/// How the service controller works.
public struct ServiceControllerOptions: Sendable {
    /// Which Services are ours.
    public var rules = ServiceRules()
    /// How many Services are worked on at once, those not counted that wait for the cloud to settle
    /// (`--concurrent-service-syncs`); at least 1.
    public var concurrentSyncs = 10
    /// How often a Service is looked at although nothing changed, each up to a tenth sooner or later; zero is never.
    public var resyncInterval = Duration.seconds(3600)
    /// How long more changes of Nodes are waited for after one, so that a burst of them is one pass a Service.
    public var nodeWindow = Duration.milliseconds(250)
    /// After how long a pass no longer keeps others from beginning.
    public var longestTurn = Duration.seconds(5)
    /// How long a cloud that asks to be left alone is at most (`Retry-After`).
    public var longestWait = Duration.seconds(300)
    /// How long passes under way are waited for when the controller is stopped.
    public var stopLimit = Duration.seconds(20)
    /// Returns when no change is under way in the cloud any more. Passes that are not over by then only wait for it, and
    /// are not waited for when the controller is stopped.
    public var changesEnd: (@Sendable () async -> Void)?
    /// How many Services may have a load balancer made anew whose address was published, in what time; `nil` for any.
    public var recreations: CircuitBreaker.Limits? = CircuitBreaker.Limits()
    /// Only plans are made and published: nothing is written to the cloud or to a Service.
    public var observesOnly = false
    /// Whether a user asked that a Service's load balancer is left as it is.
    public var isPaused: @Sendable (Service) -> Bool = { _ in false }
    /// Whether changes may be made now: leadership is held. The cloud is given the same gate.
    public var mayWrite: @Sendable () -> Bool = { true }

    /// Creates the default options.
    public init() {}
}
