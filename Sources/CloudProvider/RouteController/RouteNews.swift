public import Kubernetes
public import Planning

/// What the route controller tells, for metrics and logs.
public enum RouteNews: Sendable {
    /// A call to the cloud is about to be sent, or is over.
    case progressed(ApplyProgress)
    /// The routes were compared with the Nodes and, but for what is in the outcome, made true.
    case ended(RouteOutcome, nodes: Int, duration: Duration)
    /// The routes could not be looked at.
    case failed(Reason)
    /// A Node's condition could not be written; it will be tried again.
    case conditionFailed(String, KubernetesError)
    /// What would be changed, when only observing.
    case planned(PlanSummary, text: String)
}
