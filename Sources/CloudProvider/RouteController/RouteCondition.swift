import FoundationEssentials
import Kubernetes

/// The condition on a Node that says whether its pods can be reached (core/v1 NodeNetworkUnavailable). Pure.
enum RouteCondition {
    /// Whether pods on the Node are cut off.
    static let type = "NetworkUnavailable"

    /// The condition that the Node lacks; `nil` if it has one of that status already, whoever wrote it.
    static func missing(on node: Node, hasRoutes: Bool, at date: Date) -> Condition? {
        let status = hasRoutes ? "False" : "True"
        guard node.status.conditions.first(where: { $0.type == type })?.status != status else { return nil }
        let time = date.formatted(.iso8601)
        return Condition(
            type: type,
            status: status,
            reason: hasRoutes ? "RouteCreated" : "NoRouteCreated",
            message: hasRoutes ? "RouteController created a route" : "RouteController failed to create a route",
            lastTransitionTime: time,
            lastHeartbeatTime: time
        )
    }
}
