import CurlTransport
import KeystoneAuth

/// A router between networks (Network API, "Routers").
public struct Router: AddressableResource {
    /// Its id.
    public let id: ID<Router>
    /// The project that owns it.
    public let projectID: String?
    /// Its name; not unique.
    public let name: String?
    /// Its routes beside those to its own networks.
    public let routes: [ExtraRoute]
    /// Grows with each change.
    public let revision: Int?

    /// Where the collection is.
    public static let endpoint = Endpoint<Self>(
        service: .network,
        path: "/routers",
        singular: "router",
        plural: "routers",
        operation: "router"
    )

    private enum CodingKeys: String, CodingKey {
        case id, name, routes
        case projectID = "project_id"
        case revision = "revision_number"
    }
}

/// A route of a router (extension `extraroute`).
public struct ExtraRoute: Codable, Sendable, Hashable {
    /// The network that it leads to, as CIDR.
    public var destination: String
    /// The address that packets go to next; it must be on one of the router's subnets.
    public var nextHop: String

    /// Creates a route.
    public init(destination: String, nextHop: String) {
        self.destination = destination
        self.nextHop = nextHop
    }

    private enum CodingKeys: String, CodingKey {
        case destination
        case nextHop = "nexthop"
    }
}

extension Router {
    private struct Routes: Encodable, Sendable {
        var routes: [ExtraRoute]
    }

    /// Replaces all routes.
    /// - Parameter revision: The revision that the routes were read at: if the router has another one by now, Neutron
    ///   refuses the change (412).
    public static func replaceRoutes(
        _ id: ID<Router>,
        with routes: [ExtraRoute],
        ifRevision revision: Int?
    ) -> Request<Self> {
        endpoint.update(id, Routes(routes: routes)).onlyIf(revision: revision)
    }

    /// Adds routes, all or none; those that are there already stay (extension `extraroute-atomic`).
    public static func addRoutes(_ id: ID<Router>, _ routes: [ExtraRoute]) -> Request<Self> {
        change(id, "add_extraroutes", routes)
    }

    /// Removes routes; those that are not there are passed over (extension `extraroute-atomic`).
    public static func removeRoutes(_ id: ID<Router>, _ routes: [ExtraRoute]) -> Request<Self> {
        change(id, "remove_extraroutes", routes)
    }

    private static func change(_ id: ID<Router>, _ action: String, _ routes: [ExtraRoute]) -> Request<Self> {
        Request(
            APIRequest(.network, .put, "\(endpoint.path(id))/\(action)", operation: "router_\(action)"),
            body: Envelope(key: endpoint.singular, content: Routes(routes: routes)),
            envelope: endpoint.singular
        )
    }
}
