import OrderedCollections

extension SandboxSubnet: NeutronResource {
    static let kind = NeutronKind(
        "subnet",
        "subnets",
        notFound: "SubnetNotFound",
        "Subnet ID could not be found.",
        [
            NeutronAttribute("name", .text(limit: 255), .createAndUpdate),
            NeutronAttribute("network_id", .uuid, .create, required: true),
            NeutronAttribute("ip_version", .integer, .create, required: true),
            NeutronAttribute("cidr", .prefix, .create, required: true),
            NeutronAttribute("gateway_ip", .address, .create),
            NeutronAttribute("allocation_pools", .list, .create),
            NeutronAttribute("enable_dhcp", .flag, .createAndUpdate),
            NeutronAttribute("dns_nameservers", .list, .createAndUpdate),
            NeutronAttribute("host_routes", .list, .createAndUpdate),
            NeutronAttribute("ipv6_address_mode", .any, .create),
            NeutronAttribute("ipv6_ra_mode", .any, .create),
            NeutronAttribute("subnetpool_id", .any, .readOnly),
        ]
    )

    static var table: WritableKeyPath<NeutronState, OrderedDictionary<String, SandboxSubnet>> { \.subnets }

    func isPublic(in state: NeutronState) -> Bool { state.networks[networkID]?.isPublic(in: state) ?? false }

    func json(in state: NeutronState) -> JSONValue {
        let range: JSONValue = ["start": .string("\(pool.lowerBound)"), "end": .string("\(pool.upperBound)")]
        return [
            "id": .string(id), "name": .string(name), "tenant_id": .string(projectID),
            "network_id": .string(networkID), "ip_version": .int(ipVersion), "subnetpool_id": nil,
            "enable_dhcp": true, "ipv6_ra_mode": nil, "ipv6_address_mode": nil,
            "gateway_ip": .optional(gateway?.description), "cidr": .string(cidr.description),
            "allocation_pools": [range], "host_routes": [], "dns_nameservers": [], "description": "",
            "tags": .strings(tags), "project_id": .string(projectID),
        ]
    }

    static func create(
        _ values: NeutronValues,
        for caller: Caller,
        in state: inout NeutronState
    ) throws(SandboxFault) -> SandboxSubnet {
        let networkID = values.text("network_id") ?? ""
        guard let network = state.networks[networkID], network.isVisible(to: caller, in: state) else {
            throw SandboxNetwork.kind.notFound(networkID)
        }
        guard let cidr = IPPrefix(values.text("cidr") ?? ""), cidr.first == cidr.address else {
            throw .badRequest(
                "Invalid input for cidr. Reason: '\(values.text("cidr") ?? "")' isn't a recognized IP subnet cidr."
            )
        }
        let subnet = SandboxSubnet(
            id: state.ids.uuid(),
            name: values.text("name") ?? "",
            networkID: networkID,
            projectID: caller.projectID,
            cidr: cidr,
            gateway: cidr.first.advanced(by: 1)
        )
        state.networks[networkID]?.subnetIDs.append(subnet.id)
        state.addresses[subnet.id] = AddressPool(subnet.pool)
        return subnet
    }

    /// A subnet whose pool is all of it but the network's own address, the gateway and the broadcast address.
    init(
        id: String,
        name: String,
        networkID: String,
        projectID: String,
        cidr: IPPrefix,
        gateway: IPAddress?
    ) {
        let last = cidr.address.family == .v4 ? cidr.last.advanced(by: -1) : cidr.last
        let first = min(cidr.first.advanced(by: 2), last)
        self.init(
            id: id,
            name: name,
            networkID: networkID,
            projectID: projectID,
            cidr: cidr,
            gateway: gateway,
            pool: first...last
        )
    }

    mutating func update(_ values: NeutronValues, in state: inout NeutronState) throws(SandboxFault) {
        name = values.text("name") ?? name
    }

    func release(in state: inout NeutronState) throws(SandboxFault) {
        guard !state.ports.values.contains(where: { $0.fixedIPs.contains { $0.subnetID == id } }) else {
            throw SandboxFault(
                status: 409,
                type: "SubnetInUse",
                message: "Unable to complete operation on subnet \(id): "
                    + "One or more ports have an IP allocation from this subnet."
            )
        }
        state.networks[networkID]?.subnetIDs.removeAll { $0 == id }
        state.addresses[id] = nil
    }
}
