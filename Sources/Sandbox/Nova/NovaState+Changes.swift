import OrderedCollections

extension NovaState {
    /// Makes a server that runs at once, with a port for each network that is named and with the ports that are.
    mutating func create(
        _ request: NovaRequest,
        _ neutron: inout NeutronState
    ) throws(SandboxFault) -> SandboxResponse {
        let body = try request.object("server")
        guard let name = body["name"]?.stringValue, !name.isEmpty else {
            throw .novaBadRequest("Invalid input for field/attribute server. 'name' is a required property")
        }
        let flavorID = body["flavorRef"]?.stringValue ?? ""
        guard let flavor = flavors[flavorID] else {
            throw .novaBadRequest("Flavor \(flavorID) could not be found.")
        }
        let caller = request.base.caller
        var server = NovaServer(
            id: ids.uuid(),
            name: name,
            projectID: caller.projectID,
            flavor: flavor,
            createdAt: request.now
        )
        server.apply(body)
        server.zone = body["availability_zone"]?.stringValue ?? server.zone
        for wish in body["networks"]?.arrayValue ?? [] {
            try connect(&server, wish, caller, &neutron)
        }
        servers[server.id] = server
        let link = JSONValue.string("\(request.base.baseURL)/v2.1/servers/\(server.id)")
        let made: JSONValue = [
            "id": .string(server.id), "links": [["rel": "self", "href": link]], "adminPass": "loopback",
            "security_groups": [["name": "default"]],
        ]
        return SandboxResponse(status: 202, json: ["server": made])
    }

    /// Attaches a port, or makes one on a network.
    private func connect(
        _ server: inout NovaServer,
        _ wish: JSONValue,
        _ caller: Caller,
        _ neutron: inout NeutronState
    ) throws(SandboxFault) {
        let portID: String
        if let id = wish["port"]?.stringValue {
            guard let port = neutron.ports[id], port.isVisible(to: caller, in: neutron) else {
                throw .novaBadRequest("Port \(id) not found.")
            }
            guard port.deviceID.isEmpty else { throw .novaConflict("Port \(id) is still in use.") }
            portID = id
        } else {
            let networkID = wish["uuid"]?.stringValue ?? ""
            guard let network = neutron.networks[networkID], network.isVisible(to: caller, in: neutron) else {
                throw .novaBadRequest("Network \(networkID) could not be found.")
            }
            portID = neutron.ids.uuid()
            neutron.ports[portID] = SandboxPort(
                id: portID,
                name: "",
                networkID: networkID,
                projectID: caller.projectID,
                fixedIPs: try neutron.takeAddresses(nil, network: network)
            )
            server.ownPortIDs.insert(portID)
        }
        neutron.ports[portID]?.deviceID = server.id
        neutron.ports[portID]?.deviceOwner = "compute:\(server.zone)"
        neutron.ports[portID]?.status = "ACTIVE"
    }

    /// Changes a server's name and what its owner says of it.
    mutating func update(
        _ server: NovaServer,
        _ request: NovaRequest,
        _ neutron: NeutronState
    ) throws(SandboxFault) -> SandboxResponse {
        var changed = server
        changed.apply(try request.object("server"))
        changed.updatedAt = request.now
        servers[server.id] = changed
        return SandboxResponse(status: 200, json: ["server": shown(changed, request, neutron)])
    }

    /// Deletes a server with the ports that were made for it, and frees the others.
    mutating func delete(_ server: NovaServer, _ neutron: inout NeutronState) -> SandboxResponse {
        servers[server.id] = nil
        for port in neutron.ports.values where port.deviceID == server.id {
            if server.ownPortIDs.contains(port.id) {
                neutron.releasePort(port.id)
            } else {
                neutron.ports[port.id]?.deviceID = ""
                neutron.ports[port.id]?.deviceOwner = ""
                neutron.ports[port.id]?.status = "DOWN"
            }
        }
        return SandboxResponse(status: 204)
    }

    /// Stops, starts, shelves or unshelves a server (Compute API, "Servers - run an action").
    mutating func act(
        on server: NovaServer,
        _ request: NovaRequest,
        _ neutron: inout NeutronState
    ) throws(SandboxFault) -> SandboxResponse {
        let names = (try? JSONValue(parsing: request.base.body))?.objectValue?.keys
        guard let name = names?.first, names?.count == 1, let change = Self.powerChanges[name] else {
            throw .novaBadRequest("There is no such action: \(names?.first ?? "")")
        }
        guard change.from.contains(server.status) else {
            let message = "Cannot '\(change.verb)' instance \(server.id) while it is in status \(server.status)"
            throw .novaConflict(message)
        }
        servers[server.id]?.status = change.to
        servers[server.id]?.updatedAt = request.now
        for port in neutron.ports.values where port.deviceID == server.id {
            neutron.ports[port.id]?.status = change.to == "ACTIVE" ? "ACTIVE" : "DOWN"
        }
        return SandboxResponse(status: 202)
    }

    private struct PowerChange {
        var verb: String
        var from: Set<String>
        var to: String
    }

    private static let powerChanges = [
        "os-stop": PowerChange(verb: "stop", from: ["ACTIVE"], to: "SHUTOFF"),
        "os-start": PowerChange(verb: "start", from: ["SHUTOFF"], to: "ACTIVE"),
        "shelve": PowerChange(verb: "shelve", from: ["ACTIVE", "SHUTOFF"], to: "SHELVED_OFFLOADED"),
        "unshelve": PowerChange(verb: "unshelve", from: ["SHELVED_OFFLOADED"], to: "ACTIVE"),
    ]
}

extension NovaServer {
    /// Takes over what a body says.
    fileprivate mutating func apply(_ body: JSONValue) {
        name = body["name"]?.stringValue ?? name
        accessIPv4 = body["accessIPv4"]?.stringValue ?? accessIPv4
        accessIPv6 = body["accessIPv6"]?.stringValue ?? accessIPv6
        metadata = body["metadata"]?.objectValue ?? metadata
    }
}
