import OrderedCollections

extension NovaState {
    /// One page of the caller's servers, the newest first; `name` is matched anywhere in the name. As in Nova, only an admin
    /// who asks for all of them sees other projects'.
    func list(_ request: NovaRequest, detailed: Bool, _ neutron: NeutronState) throws(SandboxFault) -> SandboxResponse {
        let query = request.base
        let seesAll = query.caller.isAdmin && !query.queryValues("all_tenants").isEmpty
        var found = servers.values.reversed().filter { seesAll || $0.projectID == query.caller.projectID }
        if let name = query.queryValues("name").first { found.removeAll { !$0.name.contains(name) } }
        if let status = query.queryValues("status").first { found.removeAll { $0.status != status } }
        if let marker = query.queryValues("marker").first {
            guard let place = found.firstIndex(where: { $0.id == marker }) else {
                throw .novaBadRequest("marker [\(marker)] not found")
            }
            found.removeFirst(place + 1)
        }
        let limit = min(try Self.limit(query) ?? pageSize, pageSize)
        let page = Array(found.prefix(limit))
        let addresses = NovaAddresses(neutron)
        let shown = page.map { detailed ? detail($0, request, addresses) : brief($0, request) }
        var body: JSONValue = ["servers": .array(shown)]
        // Like Nova, a page that is just full is followed by a link, be there more or not.
        if let last = page.last, page.count == limit {
            body["servers_links"] = [["rel": "next", "href": .string(Self.link(query, after: last.id))]]
        }
        return SandboxResponse(status: 200, json: body)
    }

    /// One server with everything.
    func shown(_ server: NovaServer, _ request: NovaRequest, _ neutron: NeutronState) -> JSONValue {
        detail(server, request, NovaAddresses(neutron))
    }

    private static func limit(_ query: SandboxRequest) throws(SandboxFault) -> Int? {
        guard let text = query.queryValues("limit").first else { return nil }
        guard let limit = Int(text), limit >= 0 else {
            throw .novaBadRequest("Invalid input for query parameters limit. Value: \(text).")
        }
        return limit == 0 ? nil : limit
    }

    private static func link(_ request: SandboxRequest, after id: String) -> String {
        let query = request.query.filter { $0.name != "marker" } + [(name: "marker", value: id)]
        let text = query.map { "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value))" }
        return "\(request.baseURL)\(request.path)?\(text.joined(separator: "&"))"
    }

    private func brief(_ server: NovaServer, _ request: NovaRequest) -> JSONValue {
        let href = JSONValue.string("\(request.base.baseURL)/v2.1/servers/\(server.id)")
        return ["id": .string(server.id), "name": .string(server.name), "links": [["rel": "self", "href": href]]]
    }

    private func detail(_ server: NovaServer, _ request: NovaRequest, _ addresses: NovaAddresses) -> JSONValue {
        let isRunning = server.status == "ACTIVE"
        var body = brief(server, request)
        body["status"] = .string(server.status)
        body["tenant_id"] = .string(server.projectID)
        body["metadata"] = .object(server.metadata)
        body["created"] = .string(server.createdAt.iso8601Zulu)
        body["updated"] = .string(server.updatedAt.iso8601Zulu)
        body["addresses"] = addresses.json(of: server)
        body["accessIPv4"] = .string(server.accessIPv4)
        body["accessIPv6"] = .string(server.accessIPv6)
        body["flavor"] = server.flavor.json(inServerAt: request.version)
        body["security_groups"] = [["name": "k8s-nodes"]]
        body["OS-EXT-AZ:availability_zone"] = .string(server.zone)
        body["OS-EXT-STS:vm_state"] = isRunning ? "active" : "stopped"
        body["OS-EXT-STS:power_state"] = isRunning ? 1 : 4
        if request.version.minor >= 26 { body["tags"] = [] }
        return body
    }
}
