import OrderedCollections

extension NeutronState {
    /// Answers one request.
    mutating func handle(_ request: SandboxRequest, now: Instant) -> SandboxResponse {
        self.now = now
        do {
            return try answer(request)
        } catch {
            return error.neutronResponse
        }
    }

    private mutating func answer(_ request: SandboxRequest) throws(SandboxFault) -> SandboxResponse {
        let segments = request.segments
        guard let version = segments.first else { return versions(request) }
        guard version == "v2.0" else { throw Self.noSuchPath }
        guard segments.count > 1 else { throw Self.noSuchPath }
        switch segments[1].hasSuffix(".json") ? String(segments[1].dropLast(5)) : segments[1] {
        case "networks": return try serve(SandboxNetwork.self, request)
        case "subnets": return try serve(SandboxSubnet.self, request)
        case "ports": return try serve(SandboxPort.self, request)
        case "floatingips": return try serve(FloatingIP.self, request)
        case "routers": return try serveRouters(request)
        case "trunks": return try serve(Trunk.self, request)
        case "security-groups": return try serve(SecurityGroup.self, request)
        case "security-group-rules": return try serve(SecurityGroupRule.self, request)
        case "quotas": return try serveQuotas(request)
        case "extensions": return extensions
        default: throw Self.noSuchPath
        }
    }

    static let noSuchPath = SandboxFault(
        status: 404,
        type: "HTTPNotFound",
        message: "The resource could not be found."
    )

    private func versions(_ request: SandboxRequest) -> SandboxResponse {
        let link: JSONValue = ["rel": "self", "href": .string(request.baseURL + "/v2.0/")]
        let version: JSONValue = ["id": "v2.0", "status": "CURRENT", "links": [link]]
        return SandboxResponse(status: 200, json: ["versions": [version]])
    }

    private static let aliases = [
        "allowed-address-pairs", "external-net", "ext-gw-mode", "extraroute", "extraroute-atomic", "filter-validation",
        "pagination", "port-security", "quotas", "quota_details", "revision-if-match", "router", "security-group",
        "sorting", "standard-attr-revisions", "standard-attr-tag", "standard-attr-timestamp", "trunk", "trunk-details",
    ]

    private var extensions: SandboxResponse {
        let list = Self.aliases.filter { !missingExtensions.contains($0) }.map { alias -> JSONValue in
            ["alias": .string(alias), "name": .string(alias), "description": "", "links": [], "updated": ""]
        }
        return SandboxResponse(status: 200, json: ["extensions": .array(list)])
    }

    /// Routers have two actions beside the five verbs.
    private mutating func serveRouters(_ request: SandboxRequest) throws(SandboxFault) -> SandboxResponse {
        let path = request.segments.dropFirst(2)
        guard request.method == "PUT", path.count == 2, let action = path.last.flatMap(Router.RouteAction.init),
            !missingExtensions.contains("extraroute-atomic"), let router = path.first.flatMap({ routers[$0] }),
            router.isVisible(to: request.caller, in: self)
        else { return try serve(Router.self, request) }
        return try changeRoutes(of: router, action, request)
    }

    /// The five verbs on one kind of resource, and its tags.
    private mutating func serve<R: NeutronResource>(
        _ type: R.Type,
        _ request: SandboxRequest
    ) throws(SandboxFault) -> SandboxResponse {
        let path = request.segments.dropFirst(2)
        guard let id = path.first else {
            switch request.method {
            case "GET": return try list(type, request)
            case "POST": return try create(type, request)
            default: throw Self.notAllowed
            }
        }
        guard let found = self[keyPath: R.table][id], found.isVisible(to: request.caller, in: self) else {
            throw R.kind.notFound(id)
        }
        if path.dropFirst().first == "tags" {
            return try serveTags(of: found, tag: path.dropFirst(2).first, request)
        }
        guard path.count == 1 else { throw Self.noSuchPath }
        switch request.method {
        case "GET": return SandboxResponse(status: 200, json: [R.kind.name: found.json(in: self)])
        case "PUT": return try update(found, request)
        case "DELETE": return try delete(found, request)
        default: throw Self.notAllowed
        }
    }

    private static let notAllowed = SandboxFault(
        status: 405,
        type: "HTTPMethodNotAllowed",
        message: "The server could not comply with the request since it is either malformed or otherwise incorrect."
    )

    private mutating func create<R: NeutronResource>(
        _ type: R.Type,
        _ request: SandboxRequest
    ) throws(SandboxFault) -> SandboxResponse {
        try requireWriter(request.caller, "create_\(R.kind.name)")
        let values = try NeutronValues(request.body, kind: R.kind, creating: true, caller: request.caller)
        var owner = request.caller
        owner.projectID = values.text("project_id") ?? values.text("tenant_id") ?? owner.projectID
        try checkQuota(type, of: owner.projectID)
        let made = try R.create(values, for: owner, in: &self)
        self[keyPath: R.table][made.id] = made
        return SandboxResponse(status: 201, json: [R.kind.name: made.json(in: self)])
    }

    private mutating func update<R: NeutronResource>(
        _ resource: R,
        _ request: SandboxRequest
    ) throws(SandboxFault) -> SandboxResponse {
        try requireOwner(of: resource, request.caller, "update_\(R.kind.name)")
        let values = try NeutronValues(request.body, kind: R.kind, creating: false, caller: request.caller)
        try checkCondition(of: request, on: resource)
        var changed = resource
        try changed.update(values, in: &self)
        self[keyPath: R.table][changed.id] = changed
        return SandboxResponse(status: 200, json: [R.kind.name: changed.json(in: self)])
    }

    private mutating func delete<R: NeutronResource>(
        _ resource: R,
        _ request: SandboxRequest
    ) throws(SandboxFault) -> SandboxResponse {
        try requireOwner(of: resource, request.caller, "delete_\(R.kind.name)")
        try checkCondition(of: request, on: resource)
        try resource.release(in: &self)
        self[keyPath: R.table][resource.id] = nil
        return SandboxResponse(status: 204)
    }

    /// Throws for callers whose roles only read.
    func requireWriter(_ caller: Caller, _ rule: String) throws(SandboxFault) {
        guard caller.isAdmin || caller.roles.contains("member") else { throw .forbidden("rule:\(rule)") }
    }

    /// Throws for callers that see a resource but may not touch it.
    func requireOwner(
        of resource: some NeutronResource,
        _ caller: Caller,
        _ rule: String
    ) throws(SandboxFault) {
        try requireWriter(caller, rule)
        guard caller.isAdmin || caller.projectID == resource.projectID else { throw .forbidden("rule:\(rule)") }
    }

    /// Throws when a request is on condition of another revision (extension `revision-if-match`).
    private func checkCondition(of request: SandboxRequest, on resource: some NeutronResource) throws(SandboxFault) {
        guard let condition = request.header("If-Match"), let current = resource.revisionNumber else { return }
        let parts = condition.split(separator: "=")
        guard parts.count == 2, parts[0] == "revision_number", let wanted = Int(parts[1]) else {
            throw .badRequest("Revision must be an integer.")
        }
        guard wanted != current else { return }
        throw SandboxFault(
            status: 412,
            type: "RevisionNumberConstraintFailed",
            message: "Constrained to \(wanted), but current revision is \(current)"
        )
    }
}
