import Kubernetes

/// What is told on a Service. Reasons and messages are cloud-provider's wherever it has them.
enum ServiceEvent: Sendable, Hashable {
    case ensuring, ensured
    case deleting, deleted
    case updated
    /// No Node takes traffic.
    case unavailable
    /// A look without a reason found changes, and took so many steps to undo them.
    case repaired(steps: Int)
    /// Members stay that no Node stands for any more, until a second look at the Nodes confirms that they are gone.
    case heldBack([String], nextLook: Duration)
    /// Something of the Service is probably not as its author meant it.
    case warned(String)
    /// A user paused the Service.
    case paused
    /// What would be done, when only observing.
    case planned(String)
    /// What was tried, why it failed, and when it is tried again.
    case failed(ServiceFailure.Attempt, String, retryIn: Duration)

    var type: EventType {
        switch self {
        case .unavailable, .failed, .heldBack, .warned: .warning
        case .ensuring, .ensured, .deleting, .deleted, .updated, .repaired, .paused, .planned: .normal
        }
    }

    var reason: String {
        switch self {
        case .ensuring: "EnsuringLoadBalancer"
        case .ensured: "EnsuredLoadBalancer"
        case .deleting: "DeletingLoadBalancer"
        case .deleted: "DeletedLoadBalancer"
        case .updated: "UpdatedLoadBalancer"
        case .unavailable: "UnAvailableLoadBalancer"
        case .repaired: "DriftRepaired"
        case .heldBack: "MemberRemovalHeldBack"
        case .warned: "LoadBalancerWarning"
        case .paused: "LoadBalancerPaused"
        case .planned: "LoadBalancerPlanned"
        case .failed(.update, _, _): "UpdateLoadBalancerFailed"
        case .failed: "SyncLoadBalancerFailed"
        }
    }

    var message: String {
        switch self {
        case .ensuring: "Ensuring load balancer"
        case .ensured: "Ensured load balancer"
        case .deleting: "Deleting load balancer"
        case .deleted: "Deleted load balancer"
        case .updated: "Updated load balancer with new hosts"
        case .unavailable: "There are no available nodes for LoadBalancer"
        case .repaired(let steps):
            "The load balancer was changed by somebody else; \(steps) API call\(steps == 1 ? "" : "s") repaired it"
        case .heldBack(let sentences, let delay):
            "\(sentences.joined(separator: " ")) The next look is in \(Self.seconds(delay)) s"
        case .warned(let warning): warning
        case .paused: "The load balancer stays as it is, because an annotation pauses the Service"
        case .planned(let summary): summary
        case .failed(.update(let nodes), let cause, let delay):
            "Error updating load balancer with new hosts \(BackendSet.loggable(nodes)) "
                + "[node names limited, total number of nodes: \(nodes.count)], error: \(cause); \(Self.next(delay))"
        case .failed(_, let cause, let delay):
            "Error syncing load balancer: \(cause); \(Self.next(delay))"
        }
    }

    private static func next(_ delay: Duration) -> String {
        "next try in \(seconds(delay)) s"
    }

    private static func seconds(_ delay: Duration) -> Int64 { max(1, delay.components.seconds) }
}
