public import OpenStackAPI

/// One typed step of a route plan. What it does is said as a difference, so that it can be made again from what is there
/// when somebody else was faster.
public enum RouteOperation: Sendable {
    /// Adds routes, all or none, and touches no others.
    case addRoutes([PodRoute])
    /// Removes routes and touches no others.
    case removeRoutes([PodRoute])
    /// Writes all routes of the router anew, for a Neutron that can't add and remove.
    case rewriteRoutes(adding: [PodRoute], removing: [PodRoute])
    /// Lets a port send from pods of some routes, and no more from those of others.
    case changePairs(Port, adding: [PodRoute], removing: [PodRoute])

    /// The routes that do not work without this step.
    var needed: [PodRoute] {
        switch self {
        case .addRoutes(let routes), .rewriteRoutes(let routes, _), .changePairs(_, let routes, _): routes
        case .removeRoutes: []
        }
    }
}
