import OrderedCollections

/// The addresses of a load balancer: which were asked for, and once allocated, which port carries them.
struct VIP {
    /// One address in one subnet.
    struct Endpoint {
        var subnet: SandboxSubnet
        var address: IPAddress?
    }

    /// The network of all of them.
    let network: String
    /// The main address.
    private(set) var main: Endpoint
    /// Whether Octavia chose the subnet.
    private let hasChosenSubnet: Bool
    /// Further addresses, each in another subnet of the network.
    private(set) var additional: [Endpoint]
    /// The port; `nil` until allocated, unless the user brought one.
    private(set) var port: String?
    /// The ports that go with the load balancer.
    private(set) var ownedPorts: [String] = []

    /// Resolves what a creation asks for (LoadBalancersController._validate_vip_request_object).
    init(requested body: JSONObject, in network: VisibleNetwork<some VIPNetwork>) throws(OctaviaFault) {
        hasChosenSubnet = ["vip_port_id", "vip_subnet_id", "vip_address"].allSatisfy { body.text($0) == nil }
        if let port = body.text("vip_port_id") {
            (self.network, main) = try Self.endpoint(ofPort: port, body, in: network)
            self.port = port
        } else if let id = body.text("vip_network_id") {
            main = try Self.endpoint(inNetwork: id, body, in: network)
            self.network = id
        } else if let id = body.text("vip_subnet_id") {
            let subnet = try network.subnet(id)
            main = Endpoint(subnet: subnet, address: Self.address(body))
            self.network = subnet.networkID
        } else {
            throw .validation("VIP must contain one of: vip_port_id, vip_network_id, vip_subnet_id.")
        }
        additional = []
        for item in body.objects("additional_vips") {
            let subnet = try network.subnet(item.text("subnet_id") ?? "")
            additional.append(Endpoint(subnet: subnet, address: item.text("ip_address").flatMap { IPAddress($0) }))
        }
        try checkSubnets()
    }

    /// Takes a port for the addresses, unless the user brought one.
    mutating func allocate(
        for loadBalancer: String,
        project: String,
        provider: String,
        in network: inout some VIPNetwork
    ) throws(OctaviaFault) {
        do throws(SandboxFault) {
            if port == nil {
                let taken = try take(main, "octavia-lb-\(loadBalancer)", project: project, in: &network)
                main.address = taken.fixedIPs.first?.address
                port = taken.id
            }
            for (index, endpoint) in additional.enumerated() {
                let taken = try take(endpoint, "octavia-lb-\(loadBalancer)-\(index)", project: project, in: &network)
                additional[index].address = taken.fixedIPs.first?.address
            }
        } catch {
            ownedPorts.forEach { network.releasePort($0) }
            if hasChosenSubnet, error.type == "IpAddressGenerationFailure" {
                throw .validation("Subnet(s) in the supplied network do not contain enough available IPs.")
            }
            // Octavia passes Neutron's words on only where Neutron reports a conflict.
            throw error.status == 409
                ? .vipInUse(error.message)
                : .providerFailed(
                    provider,
                    "\(error.status == 404 ? "NotFound" : "BadRequest")Exception: \(error.status)"
                )
        }
    }

    private mutating func take(
        _ endpoint: Endpoint,
        _ name: String,
        project: String,
        in network: inout some VIPNetwork
    ) throws(SandboxFault) -> SandboxPort {
        let port = try network.allocateVIPPort(
            name: name,
            network: self.network,
            subnet: endpoint.subnet.id,
            address: endpoint.address?.description,
            project: project
        )
        ownedPorts.append(port.id)
        return port
    }

    /// The additional addresses as they are served.
    var additionalJSON: JSONValue {
        .array(
            additional.map { endpoint in
                [
                    "subnet_id": .string(endpoint.subnet.id),
                    "ip_address": .optional(endpoint.address?.description),
                    "port_id": .optional(port),
                ]
            }
        )
    }
}

// MARK: - Resolving

extension VIP {
    private static func address(_ body: JSONObject) -> IPAddress? { body.text("vip_address").flatMap { IPAddress($0) } }

    private static func endpoint(
        ofPort id: String,
        _ body: JSONObject,
        in network: VisibleNetwork<some VIPNetwork>
    ) throws(OctaviaFault) -> (network: String, endpoint: Endpoint) {
        let port = try network.port(id)
        guard port.deviceID.isEmpty else {
            throw .validation("Port \(id) is already used by device \(port.deviceID) ")
        }
        let fixedIP = try fixedIP(of: port, body, in: network)
        return (port.networkID, Endpoint(subnet: try network.subnet(fixedIP.subnetID), address: fixedIP.address))
    }

    private static func fixedIP(
        of port: SandboxPort,
        _ body: JSONObject,
        in network: VisibleNetwork<some VIPNetwork>
    ) throws(OctaviaFault) -> SandboxPort.FixedIP {
        if let wanted = body.text("vip_subnet_id") {
            let subnet = try network.subnet(wanted)
            guard let match = port.fixedIPs.first(where: { $0.subnetID == subnet.id }) else {
                throw .validation("No VIP address found on the specified VIP port within the specified subnet.")
            }
            return match
        }
        if let wanted = address(body) {
            guard let match = port.fixedIPs.first(where: { $0.address == wanted }) else {
                throw .validation("Specified VIP address not found on the specified VIP port.")
            }
            return match
        }
        guard port.fixedIPs.count == 1, let only = port.fixedIPs.first else {
            throw .validation(
                "VIP port's subnet could not be determined. Please specify either a VIP subnet or address."
            )
        }
        return only
    }

    private static func endpoint(
        inNetwork id: String,
        _ body: JSONObject,
        in network: VisibleNetwork<some VIPNetwork>
    ) throws(OctaviaFault) -> Endpoint {
        let found = try network.network(id)
        if let wanted = body.text("vip_subnet_id") {
            guard found.subnetIDs.contains(wanted) else { throw .invalidSubresource("Subnet", wanted) }
            return Endpoint(subnet: try network.subnet(wanted), address: address(body))
        }
        let subnets = try found.subnetIDs.map { (id) throws(OctaviaFault) in try network.subnet(id) }
        if let wanted = address(body) {
            guard let match = subnets.first(where: { $0.cidr.contains(wanted) }) else {
                throw .validation("Supplied network does not contain a subnet for VIP address specified.")
            }
            return Endpoint(subnet: match, address: wanted)
        }
        guard let preferred = subnets.first(where: { $0.ipVersion == 4 }) ?? subnets.first else {
            throw .validation("Supplied network does not contain a subnet.")
        }
        return Endpoint(subnet: preferred, address: nil)
    }

    private func checkSubnets() throws(OctaviaFault) {
        let subnets = ([main] + additional).map(\.subnet)
        guard Set(subnets.map(\.id)).count == subnets.count else {
            throw .validation("Duplicate VIP subnet(s) specified. Only one IP can be bound per subnet.")
        }
        guard Set(subnets.map(\.networkID)).count <= 1 else {
            throw .validation("All VIP subnets must belong to the same network.")
        }
    }
}

extension LoadBalancer {
    /// The load balancer with the addresses and the port of a VIP.
    func carrying(_ vip: VIP) -> LoadBalancer {
        var result = self
        result.attributes.update(with: [
            "vip_address": .optional(vip.main.address?.description),
            "vip_port_id": .optional(vip.port),
            "vip_subnet_id": .string(vip.main.subnet.id),
            "vip_network_id": .string(vip.network),
            "additional_vips": vip.additionalJSON,
        ])
        result.ownedPorts = vip.ownedPorts
        return result
    }
}
