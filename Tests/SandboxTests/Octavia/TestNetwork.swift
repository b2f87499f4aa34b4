@testable import Sandbox

/// A Neutron with one network of two subnets, and another project's network.
struct TestNetwork: VIPNetwork {
    static let networkID = "00000000-0000-4000-8000-00000000000a"
    static let subnetID = "00000000-0000-4000-8000-000000000004"
    static let subnet6ID = "00000000-0000-4000-8000-000000000006"
    static let exhaustedNetworkID = "00000000-0000-4000-8000-00000000000e"
    static let exhaustedSubnetID = "00000000-0000-4000-8000-0000000000e4"
    static let strangersSubnetID = "00000000-0000-4000-8000-0000000000f4"

    private(set) var ports: [String: SandboxPort] = [:]
    private var given = 0
    private var identifiers = Identifiers(seed: 7)

    func subnet(_ id: String) -> SandboxSubnet? {
        switch id {
        case Self.subnetID: Self.subnet(id, network: Self.networkID, "10.0.0.0/24")
        case Self.subnet6ID: Self.subnet(id, network: Self.networkID, "fd00::/64")
        case Self.exhaustedSubnetID: Self.subnet(id, network: Self.exhaustedNetworkID, "10.0.9.0/29")
        case Self.strangersSubnetID: Self.subnet(id, network: "elsewhere", "10.0.0.0/24", project: "other")
        default: nil
        }
    }

    func network(_ id: String) -> SandboxNetwork? {
        let subnets = [
            Self.networkID: [Self.subnet6ID, Self.subnetID], Self.exhaustedNetworkID: [Self.exhaustedSubnetID],
        ]
        return subnets[id].map { SandboxNetwork(id: id, name: "net", projectID: "k8s", subnetIDs: $0) }
    }

    func port(_ id: String) -> SandboxPort? { ports[id] }

    mutating func allocateVIPPort(
        name: String,
        network: String,
        subnet: String?,
        address: String?,
        project: String
    ) throws(SandboxFault) -> SandboxPort {
        guard let subnet = self.subnet(subnet ?? Self.subnetID) else {
            throw SandboxFault(status: 404, type: "SubnetNotFound", message: "Subnet could not be found.")
        }
        let wanted = address.flatMap { IPAddress($0) }
        if let wanted, isTaken(wanted) {
            let message = "IP address \(wanted) already allocated in subnet \(subnet.id)"
            throw SandboxFault(status: 409, type: "IpAddressAlreadyAllocated", message: message)
        }
        if let wanted, !subnet.cidr.contains(wanted) {
            let message = "IP address \(wanted) is not a valid IP for the specified subnet."
            throw SandboxFault(status: 400, type: "InvalidIpForSubnet", message: message)
        }
        // Addresses are not given twice, so that each tells which port it belongs to.
        given += 1
        let next = subnet.cidr.first.advanced(by: 9 + given)
        guard let given = wanted ?? (subnet.cidr.contains(next) ? next : nil) else {
            let message = "No more IP addresses available on network \(network)."
            throw SandboxFault(status: 409, type: "IpAddressGenerationFailure", message: message)
        }
        return insert(
            SandboxPort(
                id: identifiers.uuid(),
                name: name,
                networkID: network,
                projectID: project,
                fixedIPs: [SandboxPort.FixedIP(subnetID: subnet.id, address: given)],
                deviceID: String(name.replacing("octavia-lb-", with: "lb-")),
                deviceOwner: "Octavia"
            )
        )
    }

    private func isTaken(_ address: IPAddress) -> Bool {
        ports.values.contains { $0.fixedIPs.contains { $0.address == address } }
    }

    mutating func releasePort(_ id: String) { ports[id] = nil }

    /// Adds a port that a user brings.
    mutating func insert(_ port: SandboxPort) -> SandboxPort {
        ports[port.id] = port
        return port
    }

    private static func subnet(_ id: String, network: String, _ cidr: String, project: String = "k8s") -> SandboxSubnet?
    {
        guard let cidr = IPPrefix(cidr) else { return nil }
        return SandboxSubnet(
            id: id,
            name: id,
            networkID: network,
            projectID: project,
            cidr: cidr,
            pool: cidr.first...cidr.last
        )
    }
}
