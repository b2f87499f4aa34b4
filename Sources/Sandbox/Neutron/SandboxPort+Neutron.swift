import OrderedCollections

extension SandboxPort: NeutronResource {
    static let kind = NeutronKind(
        "port",
        "ports",
        notFound: "PortNotFound",
        "Port ID could not be found.",
        [
            NeutronAttribute("name", .text(limit: 255), .createAndUpdate),
            NeutronAttribute("network_id", .uuid, .create, required: true),
            NeutronAttribute("admin_state_up", .flag, .createAndUpdate),
            NeutronAttribute("mac_address", .any, .readOnly),
            NeutronAttribute("fixed_ips", .any, .createAndUpdate),
            NeutronAttribute("device_id", .text(limit: 255), .createAndUpdate),
            NeutronAttribute("device_owner", .text(limit: 255), .createAndUpdate),
            NeutronAttribute("security_groups", .list, .createAndUpdate),
            NeutronAttribute("allowed_address_pairs", .list, .createAndUpdate),
            NeutronAttribute("port_security_enabled", .flag, .createAndUpdate),
            NeutronAttribute("status", .any, .readOnly),
            NeutronAttribute("trunk_details", .any, .readOnly),
        ]
    )

    static var table: WritableKeyPath<NeutronState, OrderedDictionary<String, SandboxPort>> { \.ports }

    func json(in state: NeutronState) -> JSONValue {
        let addresses = fixedIPs.map { ip -> JSONValue in
            ["subnet_id": .string(ip.subnetID), "ip_address": .string("\(ip.address)")]
        }
        var shown: JSONValue = [
            "id": .string(id), "name": .string(name), "network_id": .string(networkID),
            "tenant_id": .string(projectID), "mac_address": .string(macAddress),
            "admin_state_up": .bool(adminStateUp), "status": .string(status), "device_id": .string(deviceID),
            "device_owner": .string(deviceOwner), "fixed_ips": .array(addresses),
            "allowed_address_pairs": .array(allowedAddressPairs), "security_groups": .strings(securityGroupIDs),
            "port_security_enabled": .bool(hasPortSecurity), "description": .string(description),
            "tags": .strings(tags), "project_id": .string(projectID), "revision_number": .int(revision),
        ]
        if let trunk = state.trunks.values.first(where: { $0.portID == id }) {
            shown["trunk_details"] = trunk.details(in: state)
        }
        return shown
    }

    /// A MAC address in Neutron's range, from the id.
    var macAddress: String {
        let digits = Array(id.prefix(6))
        let pairs = stride(from: 0, to: digits.count - 1, by: 2).map { String(digits[$0...($0 + 1)]) }
        return (["fa", "16", "3e"] + pairs).joined(separator: ":")
    }

    static func create(
        _ values: NeutronValues,
        for caller: Caller,
        in state: inout NeutronState
    ) throws(SandboxFault) -> SandboxPort {
        let networkID = values.text("network_id") ?? ""
        guard let network = state.networks[networkID], network.isVisible(to: caller, in: state) else {
            throw SandboxNetwork.kind.notFound(networkID)
        }
        let wanted = try FixedIPRequest.list(values["fixed_ips"])
        var port = SandboxPort(
            id: state.ids.uuid(),
            name: "",
            networkID: networkID,
            projectID: caller.projectID,
            fixedIPs: try state.takeAddresses(wanted, network: network)
        )
        port.status = "DOWN"
        try port.apply(values)
        return port
    }

    mutating func update(_ values: NeutronValues, in state: inout NeutronState) throws(SandboxFault) {
        if let list = values["fixed_ips"], let network = state.networks[networkID] {
            let wanted = try FixedIPRequest.list(list)
            state.giveBack(fixedIPs)
            do {
                fixedIPs = try state.takeAddresses(wanted ?? [], network: network)
            } catch {
                for ip in fixedIPs { _ = state.addresses[ip.subnetID]?.take(ip.address) }
                throw error
            }
        }
        try apply(values)
        revision += 1
    }

    var revisionNumber: Int? { revision }

    func release(in state: inout NeutronState) throws(SandboxFault) {
        state.giveBack(fixedIPs)
        state.disassociateFloatingIPs(ofPort: id)
    }

    private mutating func apply(_ values: NeutronValues) throws(SandboxFault) {
        name = values.text("name") ?? name
        description = values.text("description") ?? description
        deviceID = values.text("device_id") ?? deviceID
        deviceOwner = values.text("device_owner") ?? deviceOwner
        adminStateUp = values.flag("admin_state_up") ?? adminStateUp
        hasPortSecurity = values.flag("port_security_enabled") ?? hasPortSecurity
        allowedAddressPairs = try addressPairs(values["allowed_address_pairs"]) ?? allowedAddressPairs
        securityGroupIDs = values["security_groups"]?.arrayValue?.compactMap(\.stringValue) ?? securityGroupIDs
    }

    /// The pairs of a body, each with a MAC address; refuses what Neutron refuses.
    private func addressPairs(_ value: JSONValue?) throws(SandboxFault) -> [JSONValue]? {
        guard let list = value?.arrayValue else { return nil }
        var pairs: [JSONValue] = []
        for element in list {
            let address = element["ip_address"]?.stringValue ?? ""
            guard IPPrefix(address) != nil else {
                let reason = "'\(address)' is not a valid IP address. '\(address)' is not a valid IP subnet."
                throw .badRequest("Invalid input for allowed_address_pairs. Reason: \(reason)")
            }
            let mac = element["mac_address"]?.stringValue ?? macAddress
            let pair: JSONValue = ["ip_address": .string(address), "mac_address": .string(mac)]
            guard !pairs.contains(pair) else {
                throw .badRequest("Request contains duplicate address pair: mac_address \(mac) ip_address \(address).")
            }
            pairs.append(pair)
        }
        guard pairs.count <= 10 else {
            throw SandboxFault(
                status: 400,
                type: "AllowedAddressPairExhausted",
                message: "The number of allowed address pair exceeds the maximum 10."
            )
        }
        return pairs
    }
}
