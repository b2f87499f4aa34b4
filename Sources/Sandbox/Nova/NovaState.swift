import OrderedCollections

/// An in-memory Nova: the servers of every project, their power states and flavors.
///
/// Guarantees: a caller sees its own project's servers; a server's addresses are those of its Neutron ports, and going it takes
/// the ports with it that were made for it.
/// Failure: Nova's own statuses and texts.
struct NovaState: Sendable {
    var servers: OrderedDictionary<String, NovaServer> = [:]
    var flavors: OrderedDictionary<String, NovaFlavor> = [:]
    /// The newest microversion is `2.` and this.
    var minorVersion = 104
    /// The largest page.
    var pageSize = 1000
    var ids: Identifiers

    /// A Nova without servers and flavors.
    init(ids: Identifiers) { self.ids = ids }

    /// The flavor that every sandbox starts with.
    var flavorID: String { flavors.keys.first ?? "" }

    /// Answers one request.
    mutating func handle(_ request: SandboxRequest, now: Instant, neutron: inout NeutronState) -> SandboxResponse {
        do throws(SandboxFault) {
            let version = try Microversion(request, newest: minorVersion)
            var response = try answer(NovaRequest(request, version, now: now), &neutron)
            response.headers += version.headers
            return response
        } catch {
            let body: JSONValue = ["code": .int(error.status), "message": .string(error.message)]
            return SandboxResponse(status: error.status, json: [error.type: body])
        }
    }

    private mutating func answer(
        _ request: NovaRequest,
        _ neutron: inout NeutronState
    ) throws(SandboxFault) -> SandboxResponse {
        let path = request.path
        switch (request.method, path.first, path.dropFirst().first) {
        case ("GET", nil, _): return SandboxResponse(status: 200, json: ["versions": [document(request)]])
        case ("GET", "v2.1", nil): return SandboxResponse(status: 200, json: ["version": document(request)])
        case (_, "v2.1", "servers"): return try serveServers(request, &neutron)
        case (_, "v2.1", "flavors"): return try serveFlavors(request)
        default: throw Self.noSuchPath
        }
    }

    static let noSuchPath = SandboxFault(
        status: 404,
        type: "itemNotFound",
        message: "The resource could not be found."
    )

    private func document(_ request: NovaRequest) -> JSONValue {
        [
            "id": "v2.1", "status": "CURRENT", "version": .string("2.\(minorVersion)"), "min_version": "2.1",
            "updated": "2013-07-23T11:33:21Z",
            "links": [["rel": "self", "href": .string(request.base.baseURL + "/v2.1/")]],
        ]
    }

    private mutating func serveServers(
        _ request: NovaRequest,
        _ neutron: inout NeutronState
    ) throws(SandboxFault) -> SandboxResponse {
        let path = request.path.dropFirst(2)
        switch (request.method, path.first, path.dropFirst().first) {
        case ("GET", nil, _): return try list(request, detailed: false, neutron)
        case ("GET", "detail", nil): return try list(request, detailed: true, neutron)
        case ("POST", nil, _): return try create(request, &neutron)
        case (_, let id?, let part):
            guard let server = servers[id], request.sees(server) else {
                throw SandboxFault(status: 404, type: "itemNotFound", message: "Instance \(id) could not be found.")
            }
            return try serve(server, part, request, &neutron)
        default: throw Self.noSuchPath
        }
    }

    private mutating func serve(
        _ server: NovaServer,
        _ part: String?,
        _ request: NovaRequest,
        _ neutron: inout NeutronState
    ) throws(SandboxFault) -> SandboxResponse {
        switch (request.method, part) {
        case ("GET", nil): return SandboxResponse(status: 200, json: ["server": shown(server, request, neutron)])
        case ("PUT", nil): return try update(server, request, neutron)
        case ("DELETE", nil): return delete(server, &neutron)
        case ("POST", "action"): return try act(on: server, request, &neutron)
        default: throw Self.noSuchPath
        }
    }
}
