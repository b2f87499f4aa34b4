import OrderedCollections

/// A router: the subnets that it joins, its way out, and its extra routes.
struct Router: Sendable, Hashable {
    var id: String
    var name: String
    var projectID: String
    var externalNetworkID: String?
    /// The subnets with an interface on it.
    var subnetIDs: [String] = []
    /// The extra routes in the order in which they were added.
    var routes: [Route] = []
    var tags: [String] = []
    var revision = 1

    /// An extra route.
    struct Route: Sendable, Hashable {
        var destination: IPPrefix
        var nextHop: IPAddress

        /// The route as the API shows it.
        var json: JSONValue { ["destination": .string("\(destination)"), "nexthop": .string("\(nextHop)")] }
    }
}

extension Router: NeutronResource {
    static let kind = NeutronKind(
        "router",
        "routers",
        notFound: "RouterNotFound",
        "Router ID could not be found",
        [
            NeutronAttribute("name", .text(limit: 255), .createAndUpdate),
            NeutronAttribute("admin_state_up", .flag, .createAndUpdate),
            NeutronAttribute("external_gateway_info", .any, .createAndUpdate),
            NeutronAttribute("routes", .list, .createAndUpdate),
            NeutronAttribute("status", .any, .readOnly),
        ]
    )

    static var table: WritableKeyPath<NeutronState, OrderedDictionary<String, Router>> { \.routers }

    var revisionNumber: Int? { revision }

    func json(in state: NeutronState) -> JSONValue {
        let gateway = externalNetworkID.map { id -> JSONValue in ["network_id": .string(id), "enable_snat": true] }
        return [
            "id": .string(id), "name": .string(name), "tenant_id": .string(projectID), "admin_state_up": true,
            "status": "ACTIVE", "external_gateway_info": gateway ?? nil, "routes": .array(routes.map(\.json)),
            "description": "", "tags": .strings(tags), "project_id": .string(projectID),
            "revision_number": .int(revision),
        ]
    }

    static func create(
        _ values: NeutronValues,
        for caller: Caller,
        in state: inout NeutronState
    ) throws(SandboxFault) -> Router {
        var router = Router(id: state.ids.uuid(), name: "", projectID: caller.projectID)
        try router.update(values, in: &state)
        return router
    }

    mutating func update(_ values: NeutronValues, in state: inout NeutronState) throws(SandboxFault) {
        if let wanted = try Route.list(values["routes"]) { try replaceRoutes(with: wanted, in: state) }
        name = values.text("name") ?? name
        revision += 1
        guard let gateway = values["external_gateway_info"] else { return }
        externalNetworkID = gateway["network_id"]?.stringValue
    }
}
