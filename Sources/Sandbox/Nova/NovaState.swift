import OrderedCollections

/// An in-memory Nova that only shows: the servers that the cluster's nodes run on, and their flavor.
struct NovaState: Sendable {
    /// A server; its addresses are those of its Neutron ports.
    struct Server: Sendable {
        var id: String
        var name: String
        var projectID: String
        var status = "ACTIVE"
        var createdAt: Instant
    }

    var servers: [Server] = []
    /// The id of the only flavor.
    var flavorID = ""

    /// Answers one request.
    func handle(_ request: SandboxRequest, neutron: NeutronState) -> SandboxResponse {
        do {
            return try answer(request, neutron: neutron)
        } catch {
            let body: JSONValue = ["code": .int(error.status), "message": .string(error.message)]
            return SandboxResponse(status: error.status, json: [error.type: body])
        }
    }

    private func answer(_ request: SandboxRequest, neutron: NeutronState) throws(SandboxFault) -> SandboxResponse {
        let path = request.segments
        let visible = servers.filter { request.caller.isAdmin || $0.projectID == request.caller.projectID }
        switch (request.method, path.first, path.dropFirst().first, path.dropFirst(2).first) {
        case ("GET", nil, _, _):
            return SandboxResponse(status: 200, json: ["versions": [version(request)]])
        case ("GET", "v2.1", nil, _):
            return SandboxResponse(status: 200, json: ["version": version(request)])
        case ("GET", "v2.1", "servers", nil):
            let page = try list(visible, request).map { brief($0, request) }
            return SandboxResponse(status: 200, json: ["servers": .array(page)])
        case ("GET", "v2.1", "servers", "detail"):
            let page = try list(visible, request).map { detail($0, request, neutron) }
            return SandboxResponse(status: 200, json: ["servers": .array(page)])
        case ("GET", "v2.1", "servers", let id?):
            guard let server = visible.first(where: { $0.id == id }) else {
                throw SandboxFault(status: 404, type: "itemNotFound", message: "Instance \(id) could not be found.")
            }
            return SandboxResponse(status: 200, json: ["server": detail(server, request, neutron)])
        case ("GET", "v2.1", "flavors", let id):
            return try flavors(id)
        default:
            throw SandboxFault(status: 404, type: "itemNotFound", message: "The resource could not be found.")
        }
    }

    private func version(_ request: SandboxRequest) -> JSONValue {
        [
            "id": "v2.1", "status": "CURRENT", "version": "2.104", "min_version": "2.1",
            "updated": "2013-07-23T11:33:21Z",
            "links": [["rel": "self", "href": .string(request.baseURL + "/v2.1/")]],
        ]
    }

    /// The newest servers first, as Nova lists them, from the marker on; `name` is matched anywhere in the name.
    private func list(_ visible: [Server], _ request: SandboxRequest) throws(SandboxFault) -> [Server] {
        var servers = Array(visible.reversed())
        if let name = request.queryValues("name").first { servers.removeAll { !$0.name.contains(name) } }
        if let marker = request.queryValues("marker").first {
            guard let place = servers.firstIndex(where: { $0.id == marker }) else {
                throw SandboxFault(status: 400, type: "badRequest", message: "marker [\(marker)] not found")
            }
            servers.removeFirst(place + 1)
        }
        guard let limit = request.queryValues("limit").first.flatMap({ Int($0) }) else { return servers }
        return Array(servers.prefix(limit))
    }

    private func brief(_ server: Server, _ request: SandboxRequest) -> JSONValue {
        let href = JSONValue.string("\(request.baseURL)/v2.1/servers/\(server.id)")
        return ["id": .string(server.id), "name": .string(server.name), "links": [["rel": "self", "href": href]]]
    }

    private func detail(_ server: Server, _ request: SandboxRequest, _ neutron: NeutronState) -> JSONValue {
        var body = brief(server, request)
        body["status"] = .string(server.status)
        body["tenant_id"] = .string(server.projectID)
        body["metadata"] = [:]
        body["created"] = .string(server.createdAt.iso8601Zulu)
        body["updated"] = .string(server.createdAt.iso8601Zulu)
        body["addresses"] = addresses(of: server, neutron)
        body["flavor"] = ["id": .string(flavorID), "links": []]
        body["security_groups"] = [["name": "k8s-nodes"]]
        body["OS-EXT-AZ:availability_zone"] = "nova"
        body["OS-EXT-STS:vm_state"] = "active"
        body["OS-EXT-STS:power_state"] = 1
        return body
    }

    private func addresses(of server: Server, _ neutron: NeutronState) -> JSONValue {
        var networks: JSONValue = [:]
        for port in neutron.ports.values where port.deviceID == server.id {
            let name = neutron.networks[port.networkID]?.name ?? port.networkID
            let list = port.fixedIPs.map { ip -> JSONValue in
                [
                    "version": .int(ip.address.family == .v4 ? 4 : 6), "addr": .string("\(ip.address)"),
                    "OS-EXT-IPS:type": "fixed", "OS-EXT-IPS-MAC:mac_addr": .string(port.macAddress),
                ]
            }
            networks[name] = .array((networks[name]?.arrayValue ?? []) + list)
        }
        return networks
    }

    private func flavors(_ id: String?) throws(SandboxFault) -> SandboxResponse {
        let flavor: JSONValue = [
            "id": .string(flavorID), "name": "m1.tiny", "ram": 64, "disk": 1, "vcpus": 1, "swap": "",
        ]
        if id == nil || id == "detail" { return SandboxResponse(status: 200, json: ["flavors": [flavor]]) }
        guard id == flavorID else {
            throw SandboxFault(status: 404, type: "itemNotFound", message: "Flavor \(id ?? "") could not be found.")
        }
        return SandboxResponse(status: 200, json: ["flavor": flavor])
    }
}
