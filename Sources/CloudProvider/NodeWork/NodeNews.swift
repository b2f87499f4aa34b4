public import Kubernetes
public import Planning

/// What the node and the node lifecycle controller tell, for metrics and logs. Nodes are told of by name.
public enum NodeNews: Sendable {
    /// The cloud was asked about so many Nodes, and could not tell for sure about so many of them.
    case looked(nodes: Int, unknown: Int)
    /// A Node's wait for its cloud provider is over, so long after it was registered.
    case initialized(String, waited: Duration?)
    /// A Node was changed, by so many calls.
    case changed(String, calls: Int)
    /// A Node was removed, because its machine is proven gone.
    case removed(String)
    /// A Node would have been removed, but too many were.
    case heldBack(String, CircuitOpen)
    /// Something about a Node is not as it should be; it is told once, and again while it lasts.
    case doubted(String, Note)
    /// The API server did not take a change of a Node.
    case failed(String, KubernetesError)
    /// What would be changed on a Node, when only observing.
    case planned(String, PlanSummary, text: String)
    /// A key went into or out of the node controller's queue.
    case queued(WorkQueueNews)
}
