import OrderedCollections

/// An address of an external network that can be moved between ports.
struct FloatingIP: Sendable, Hashable {
    var id: String
    var projectID: String
    var description = ""
    var address: IPAddress
    var networkID: String
    /// The subnet that the address is from.
    var subnetID: String
    /// The port that it leads to, with the port's address and the router between.
    var association: Association?
    var createdAt: Instant
    var updatedAt: Instant
    var revision = 0
    var tags: [String] = []

    /// Where a floating IP leads.
    struct Association: Sendable, Hashable {
        var portID: String
        var fixedAddress: IPAddress
        var routerID: String
    }
}

extension FloatingIP: NeutronResource {
    var revisionNumber: Int? { revision }

    static let kind = NeutronKind(
        "floatingip",
        "floatingips",
        notFound: "FloatingIPNotFound",
        "Floating IP ID could not be found",
        [
            NeutronAttribute("floating_network_id", .uuid, .create, required: true),
            NeutronAttribute("floating_ip_address", .address, .create, adminOnly: true),
            NeutronAttribute("subnet_id", .uuidOrNull, .create),
            NeutronAttribute("port_id", .uuidOrNull, .createAndUpdate),
            NeutronAttribute("fixed_ip_address", .address, .createAndUpdate),
            NeutronAttribute("router_id", .uuidOrNull, .readOnly),
            NeutronAttribute("status", .any, .readOnly),
            NeutronAttribute("port_details", .any, .readOnly),
        ]
    )

    static var table: WritableKeyPath<NeutronState, OrderedDictionary<String, FloatingIP>> { \.floatingIPs }

    func json(in state: NeutronState) -> JSONValue {
        [
            "id": .string(id), "tenant_id": .string(projectID), "floating_ip_address": .string("\(address)"),
            "floating_network_id": .string(networkID), "router_id": .optional(association?.routerID),
            "port_id": .optional(association?.portID),
            "fixed_ip_address": .optional(association?.fixedAddress.description),
            "status": .string(association == nil ? "DOWN" : "ACTIVE"), "description": .string(description),
            "port_details": portDetails(in: state), "tags": .strings(tags),
            "created_at": .string(createdAt.iso8601Zulu), "updated_at": .string(updatedAt.iso8601Zulu),
            "revision_number": .int(revision), "project_id": .string(projectID),
        ]
    }

    private func portDetails(in state: NeutronState) -> JSONValue {
        guard let port = association.flatMap({ state.ports[$0.portID] }) else { return nil }
        return [
            "name": .string(port.name), "network_id": .string(port.networkID),
            "mac_address": .string(port.macAddress), "admin_state_up": .bool(port.adminStateUp),
            "status": .string(port.status), "device_id": .string(port.deviceID),
            "device_owner": .string(port.deviceOwner),
        ]
    }

    static func create(
        _ values: NeutronValues,
        for caller: Caller,
        in state: inout NeutronState
    ) throws(SandboxFault) -> FloatingIP {
        let networkID = values.text("floating_network_id") ?? ""
        guard let network = state.networks[networkID], network.isVisible(to: caller, in: state) else {
            throw SandboxNetwork.kind.notFound(networkID)
        }
        guard network.isExternal else {
            throw .bad("floatingip", "Network \(networkID) is not a valid external network")
        }
        let wish = FixedIPRequest(
            subnetID: values.text("subnet_id"),
            address: values.text("floating_ip_address").flatMap { IPAddress($0) }
        )
        guard let taken = try state.takeAddresses([wish], network: network).first else {
            throw .exhausted(network: networkID)
        }
        var made = FloatingIP(
            id: state.ids.uuid(),
            projectID: caller.projectID,
            address: taken.address,
            networkID: networkID,
            subnetID: taken.subnetID,
            createdAt: state.now,
            updatedAt: state.now
        )
        do {
            try made.update(values, in: &state)
        } catch {
            state.giveBack([taken])
            throw error
        }
        return made
    }

    /// `port_id: null` and a body without any attribute end the association; a body with others keeps it.
    mutating func update(_ values: NeutronValues, in state: inout NeutronState) throws(SandboxFault) {
        if let portID = values["port_id"] {
            let fixed = values.text("fixed_ip_address").flatMap { IPAddress($0) }
            association = try portID.stringValue.map { id throws(SandboxFault) in
                try associate(with: id, fixed: fixed, in: state)
            }
        } else if values["fixed_ip_address"] != nil {
            throw .bad("floatingip", "fixed_ip_address cannot be specified without a port_id")
        } else if values.isEmpty {
            association = nil
        }
        description = values.text("description") ?? description
        updatedAt = state.now
        revision += 1
    }

    func release(in state: inout NeutronState) throws(SandboxFault) {
        state.addresses[subnetID]?.giveBack(address)
    }
}
