import OrderedCollections

extension NovaState {
    /// Shows flavors, and lets administrators make and delete them (Compute API, "Flavors").
    mutating func serveFlavors(_ request: NovaRequest) throws(SandboxFault) -> SandboxResponse {
        switch (request.method, request.path.dropFirst(2).first) {
        case ("GET", nil), ("GET", "detail"):
            return SandboxResponse(status: 200, json: ["flavors": .array(flavors.values.map(\.json))])
        case ("GET", let id?): return shown(try flavor(id))
        case ("POST", nil): return shown(try makeFlavor(request))
        case ("DELETE", let id?):
            try requireAdministrator(request, "delete")
            flavors[try flavor(id).id] = nil
            return SandboxResponse(status: 202)
        default: throw Self.noSuchPath
        }
    }

    private func shown(_ flavor: NovaFlavor) -> SandboxResponse {
        SandboxResponse(status: 200, json: ["flavor": flavor.json])
    }

    private func flavor(_ id: String) throws(SandboxFault) -> NovaFlavor {
        guard let flavor = flavors[id] else {
            throw SandboxFault(status: 404, type: "itemNotFound", message: "Flavor \(id) could not be found.")
        }
        return flavor
    }

    private mutating func makeFlavor(_ request: NovaRequest) throws(SandboxFault) -> NovaFlavor {
        try requireAdministrator(request, "create")
        guard let name = try request.object("flavor")["name"]?.stringValue else {
            throw .novaBadRequest("Invalid input for field/attribute flavor. 'name' is a required property")
        }
        guard !flavors.values.contains(where: { $0.name == name }) else {
            throw .novaConflict("Flavor with name \(name) already exists.")
        }
        let flavor = NovaFlavor(id: ids.uuid(), name: name)
        flavors[flavor.id] = flavor
        return flavor
    }

    private func requireAdministrator(_ request: NovaRequest, _ action: String) throws(SandboxFault) {
        guard !request.base.caller.isAdmin else { return }
        let message = "Policy doesn't allow os_compute_api:os-flavor-manage:\(action) to be performed."
        throw SandboxFault(status: 403, type: "forbidden", message: message)
    }
}
