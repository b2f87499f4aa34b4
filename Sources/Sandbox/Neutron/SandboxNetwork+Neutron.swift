import OrderedCollections

extension SandboxNetwork: NeutronResource {
    static let kind = NeutronKind(
        "network",
        "networks",
        notFound: "NetworkNotFound",
        "Network ID could not be found.",
        [
            NeutronAttribute("name", .text(limit: 255), .createAndUpdate),
            NeutronAttribute("admin_state_up", .flag, .createAndUpdate),
            NeutronAttribute("shared", .flag, .createAndUpdate, adminOnly: true),
            NeutronAttribute("router:external", .flag, .createAndUpdate, adminOnly: true),
            NeutronAttribute("mtu", .integer, .createAndUpdate),
            NeutronAttribute("subnets", .list, .readOnly),
            NeutronAttribute("status", .any, .readOnly),
        ]
    )

    static var table: WritableKeyPath<NeutronState, OrderedDictionary<String, SandboxNetwork>> { \.networks }

    func isPublic(in state: NeutronState) -> Bool { isShared || isExternal }

    func json(in state: NeutronState) -> JSONValue {
        [
            "id": .string(id), "name": .string(name), "tenant_id": .string(projectID), "admin_state_up": true,
            "mtu": 1450, "status": "ACTIVE", "subnets": .strings(subnetIDs), "shared": .bool(isShared),
            "project_id": .string(projectID), "router:external": .bool(isExternal), "description": "",
            "tags": .strings(tags),
        ]
    }

    static func create(
        _ values: NeutronValues,
        for caller: Caller,
        in state: inout NeutronState
    ) throws(SandboxFault) -> SandboxNetwork {
        var network = SandboxNetwork(id: state.ids.uuid(), name: "", projectID: caller.projectID)
        try network.update(values, in: &state)
        return network
    }

    mutating func update(_ values: NeutronValues, in state: inout NeutronState) throws(SandboxFault) {
        name = values.text("name") ?? name
        isShared = values.flag("shared") ?? isShared
        isExternal = values.flag("router:external") ?? isExternal
    }

    func release(in state: inout NeutronState) throws(SandboxFault) {
        guard !state.ports.values.contains(where: { $0.networkID == id }) else {
            throw SandboxFault(
                status: 409,
                type: "NetworkInUse",
                message: "Unable to complete operation on network \(id). "
                    + "There are one or more ports still in use on the network."
            )
        }
        for subnetID in subnetIDs {
            state.subnets[subnetID] = nil
            state.addresses[subnetID] = nil
        }
    }
}
