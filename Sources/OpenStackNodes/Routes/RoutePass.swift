public import CloudProvider
public import Planning

/// The plan of a cluster's routes.
public typealias RoutePlan = Plan<RouteOperation>

/// One look at a wish and the router: a plan, and what it was made of.
public struct RoutePass: Sendable {
    /// What should be there, Node by Node.
    public var wanted: [NodeRoute]
    /// What is there in the cluster's networks. Routes elsewhere are not ours.
    public var present: [PodRoute]
    /// What would have to change.
    public var plan: RoutePlan
    /// Why Nodes can't have all of their routes, whatever is done, by Node name.
    public var failures: [String: Reason]
    /// Why Nodes' ports could not be compared, by Node name; this may be better the next time.
    public var portFailures: [String: Reason]

    /// A route, and whose it is.
    public struct NodeRoute: Sendable, Hashable {
        /// The Node's name.
        public var node: String
        /// The route to its pods.
        public var route: PodRoute
    }
}
