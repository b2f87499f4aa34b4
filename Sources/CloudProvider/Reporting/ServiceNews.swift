public import Kubernetes
public import Planning

/// What the service controller tells, for metrics and logs.
public enum ServiceNews: Sendable {
    /// A Service is worked on from now on.
    case began(ObjectKey, PassReasons)
    /// The cloud is told to change something, or has done so.
    case progressed(ObjectKey, ApplyProgress)
    /// The work on a Service is over.
    case ended(ObjectKey, FinishedPass)
    /// Other Nodes take traffic than before: so many now, and so many load balancers are to follow.
    case backendsChanged(nodes: Int, services: Int)
    /// What would be done, when only observing.
    case planned(ObjectKey, PlanSummary, text: String)
    /// A load balancer whose address clients know is not there any more, and is not made anew yet: too many others were.
    case recreationHeld(ObjectKey)
    /// A Service is gone, or lost our finalizer for good, and nobody proved that its load balancer is gone, too.
    case orphaned(Service)
    /// Nothing is known of a Service any more: it is gone, or not ours, and nothing of it is left to do.
    case forgotten(ObjectKey)
    /// A key went into or out of the controller's queue.
    case queued(WorkQueueNews)
}

/// A pass that is over.
public struct FinishedPass: Sendable, Hashable {
    /// How it went.
    public enum Outcome: Sendable, Hashable {
        /// All is as it should be, after so many API calls that changed something.
        case done(steps: Int)
        /// The Service is paused, and was left alone.
        case paused
        /// Only a plan was made.
        case planned
        /// It failed; the code is safe as a metric label, the text is for people.
        case failed(code: String, String, retryIn: Duration)
        /// It stopped between two changes, because its Service or the Nodes are others now; the next one follows at once.
        case superseded
        /// It was ended because nothing may be written any more.
        case interrupted
    }

    /// What a pass is for. Raw values are safe as metric labels.
    public enum Operation: String, Sendable, Hashable, CaseIterable {
        /// The load balancer is made what the Service wants.
        case ensure
        /// Its members follow the Nodes.
        case update
        /// It is removed.
        case delete
    }

    /// What it was for.
    public var operation: Operation
    /// Why it was made.
    public var reasons: PassReasons
    /// How it went.
    public var outcome: Outcome
    /// How long it took.
    public var duration: Duration
    /// How long it took from a change of Nodes until the load balancer had followed.
    public var nodesWaited: Duration?

    /// Creates a report.
    public init(
        _ operation: Operation,
        reasons: PassReasons,
        outcome: Outcome,
        duration: Duration,
        nodesWaited: Duration? = nil
    ) {
        self.operation = operation
        self.reasons = reasons
        self.outcome = outcome
        self.duration = duration
        self.nodesWaited = nodesWaited
    }
}

/// Listens to the service controller.
public protocol ServiceControllerObserver: Sendable {
    /// Is told what happens, on the task that does it; must return quickly.
    func note(_ news: ServiceNews)
}
