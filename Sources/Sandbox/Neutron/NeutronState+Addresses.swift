import OrderedCollections

/// One wish in a port's `fixed_ips`.
struct FixedIPRequest: Sendable {
    var subnetID: String?
    var address: IPAddress?

    /// Reads the attribute; `nil` when it was not given.
    static func list(_ value: JSONValue?) throws(SandboxFault) -> [FixedIPRequest]? {
        guard let value else { return nil }
        guard let elements = value.arrayValue else {
            throw .badRequest(
                "Invalid input for fixed_ips. Reason: Invalid data format for fixed IP: '\(value.plainText)'."
            )
        }
        var requests: [FixedIPRequest] = []
        for element in elements {
            let address = element["ip_address"]?.stringValue
            if let address, IPAddress(address) == nil {
                throw .badRequest("Invalid input for fixed_ips. Reason: '\(address)' is not a valid IP address.")
            }
            let parsed = address.flatMap { IPAddress($0) }
            requests.append(FixedIPRequest(subnetID: element["subnet_id"]?.stringValue, address: parsed))
        }
        return requests
    }
}

extension NeutronState {
    /// Takes an address for each wish; without wishes one of the network's first IPv4 subnet and one of its first IPv6 subnet.
    mutating func takeAddresses(
        _ wishes: [FixedIPRequest]?,
        network: SandboxNetwork
    ) throws(SandboxFault) -> [SandboxPort.FixedIP] {
        let own = network.subnetIDs.compactMap { subnets[$0] }
        let firsts = [4, 6].compactMap { version in own.first { $0.ipVersion == version } }
        var taken: [SandboxPort.FixedIP] = []
        do {
            for wish in wishes ?? firsts.map({ FixedIPRequest(subnetID: $0.id) }) {
                taken.append(try take(wish, from: own, network: network.id))
            }
        } catch {
            giveBack(taken)
            throw error
        }
        return taken
    }

    /// Gives addresses back.
    mutating func giveBack(_ fixedIPs: [SandboxPort.FixedIP]) {
        for ip in fixedIPs { addresses[ip.subnetID]?.giveBack(ip.address) }
    }

    private mutating func take(
        _ wish: FixedIPRequest,
        from own: [SandboxSubnet],
        network: String
    ) throws(SandboxFault) -> SandboxPort.FixedIP {
        let subnet = try choose(wish, from: own, network: network)
        guard let address = wish.address else {
            guard let free = addresses[subnet.id]?.take() else { throw .exhausted(network: network) }
            return SandboxPort.FixedIP(subnetID: subnet.id, address: free)
        }
        guard address != subnet.gateway, addresses[subnet.id]?.take(address) == true else {
            throw SandboxFault(
                status: 409,
                type: "IpAddressAlreadyAllocated",
                message: "IP address \(address) already allocated in subnet \(subnet.id)"
            )
        }
        return SandboxPort.FixedIP(subnetID: subnet.id, address: address)
    }

    private func choose(
        _ wish: FixedIPRequest,
        from own: [SandboxSubnet],
        network: String
    ) throws(SandboxFault) -> SandboxSubnet {
        if let id = wish.subnetID {
            guard subnets[id] != nil else { throw SandboxSubnet.kind.notFound(id) }
            guard let subnet = own.first(where: { $0.id == id }) else {
                let message =
                    "Failed to create port on network \(network), because fixed_ips included invalid subnet \(id)"
                throw .invalidInput(message)
            }
            guard let address = wish.address, !subnet.cidr.contains(address) else { return subnet }
            let message = "IP address \(address) is not a valid IP for the specified subnet."
            throw SandboxFault(status: 400, type: "InvalidIpForSubnet", message: message)
        }
        if let address = wish.address {
            if let subnet = own.first(where: { $0.cidr.contains(address) }) { return subnet }
            let message = "IP address \(address) is not a valid IP for any of the subnets on the specified network."
            throw SandboxFault(status: 400, type: "InvalidIpForNetwork", message: message)
        }
        guard let subnet = own.first else { throw .exhausted(network: network) }
        return subnet
    }
}

extension NeutronState: VIPNetwork {
    func subnet(_ id: String) -> SandboxSubnet? { subnets[id] }
    func network(_ id: String) -> SandboxNetwork? { networks[id] }
    func port(_ id: String) -> SandboxPort? { ports[id] }

    mutating func allocateVIPPort(
        name: String,
        network: String,
        subnet: String?,
        address: String?,
        project: String
    ) throws(SandboxFault) -> SandboxPort {
        guard let found = networks[network] else { throw SandboxNetwork.kind.notFound(network) }
        let own = found.subnetIDs.compactMap { subnets[$0] }
        let chosen = subnet ?? (own.first { $0.ipVersion == 4 } ?? own.first)?.id
        let wish = FixedIPRequest(
            subnetID: address == nil ? chosen : subnet,
            address: address.flatMap { IPAddress($0) }
        )
        var port = SandboxPort(
            id: ids.uuid(),
            name: name,
            networkID: network,
            projectID: project,
            fixedIPs: try takeAddresses([wish], network: found)
        )
        port.deviceOwner = "Octavia"
        port.deviceID = name.hasPrefix("octavia-") ? String(name.dropFirst(8)) : name
        ports[port.id] = port
        return port
    }

    mutating func releasePort(_ id: String) {
        guard let port = ports.removeValue(forKey: id) else { return }
        giveBack(port.fixedIPs)
        disassociateFloatingIPs(ofPort: id)
    }
}
