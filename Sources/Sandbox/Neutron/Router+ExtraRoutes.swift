import OrderedCollections

extension Router.Route {
    /// Reads a list of routes; `nil` when none was given.
    static func list(_ value: JSONValue?) throws(SandboxFault) -> [Router.Route]? {
        guard let value else { return nil }
        var routes: [Router.Route] = []
        for element in value.arrayValue ?? [] {
            guard let destination = IPPrefix(element["destination"]?.stringValue ?? ""),
                let nextHop = IPAddress(element["nexthop"]?.stringValue ?? ""), element.objectValue?.count == 2
            else {
                throw .badRequest(
                    "Invalid input for routes. Reason: Invalid data format for hostroute: '\(element.text)'."
                )
            }
            guard destination.first == destination.address else {
                throw .badRequest("Invalid input for routes. Reason: '\(destination)' is not a valid CIDR.")
            }
            let route = Router.Route(destination: destination, nextHop: nextHop)
            guard !routes.contains(route) else {
                throw .badRequest("Invalid input for routes. Reason: Duplicate hostroute '\(element.text)'.")
            }
            routes.append(route)
        }
        return routes
    }
}

extension Router {
    /// What is done to the routes in one call (Networking API, "Add extra routes to router" and "Remove …").
    enum RouteAction: String {
        case add = "add_extraroutes"
        case remove = "remove_extraroutes"
    }

    /// Adds routes that are not there, or removes those that are.
    mutating func change(_ action: RouteAction, _ named: [Route], in state: NeutronState) throws(SandboxFault) {
        switch action {
        case .add: try replaceRoutes(with: routes + named.filter { !routes.contains($0) }, in: state)
        case .remove: try replaceRoutes(with: routes.filter { !named.contains($0) }, in: state)
        }
        revision += 1
    }

    /// Replaces the routes and refuses what Neutron's L3 plugin refuses, in its order.
    mutating func replaceRoutes(with wanted: [Route], in state: NeutronState) throws(SandboxFault) {
        guard wanted.count <= state.maxRoutes else { throw .overQuota("router_route") }
        let subnets = subnetIDs.compactMap { state.subnets[$0] }
        let new = wanted.filter { !routes.contains($0) }
        for route in new where !subnets.contains(where: { $0.cidr.contains(route.nextHop) }) {
            let reason = "the nexthop is not connected with router"
            throw SandboxFault(
                status: 400,
                type: "InvalidRoutes",
                message: "Invalid format for routes: \(JSONValue.array(wanted.map(\.json)).text), \(reason)."
            )
        }
        routes = wanted
    }
}

extension NeutronState {
    /// Changes some routes of a router and leaves the others (extension `extraroute-atomic`).
    mutating func changeRoutes(
        of router: Router,
        _ action: Router.RouteAction,
        _ request: SandboxRequest
    ) throws(SandboxFault) -> SandboxResponse {
        try requireOwner(of: router, request.caller, "\(action.rawValue.replacing("extraroutes", with: "extraroute"))")
        guard let body = try? JSONValue(parsing: request.body), let list = body["router"]?["routes"] else {
            throw .badRequest("Unable to find 'router' in request body")
        }
        var changed = router
        try changed.change(action, try Router.Route.list(list) ?? [], in: self)
        routers[changed.id] = changed
        return SandboxResponse(status: 200, json: ["router": changed.json(in: self)])
    }
}
