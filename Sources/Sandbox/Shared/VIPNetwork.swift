/// The part of Neutron that Octavia's API needs: looking networks up, and getting and giving back the port of a VIP.
protocol VIPNetwork {
    /// The subnet with an id, whatever its project.
    func subnet(_ id: String) -> SandboxSubnet?
    /// The network with an id, whatever its project.
    func network(_ id: String) -> SandboxNetwork?
    /// The port with an id, whatever its project.
    func port(_ id: String) -> SandboxPort?
    /// Creates a VIP port owned by Octavia. Without a subnet, Neutron chooses one of the network (IPv4 before IPv6);
    /// without an address, the next free one. Throws what Neutron would answer: address in use, outside the subnet, pool exhausted.
    mutating func allocateVIPPort(
        name: String,
        network: String,
        subnet: String?,
        address: String?,
        project: String
    ) throws(SandboxFault) -> SandboxPort
    /// Deletes a port and disassociates its floating IPs; an unknown id does nothing.
    mutating func releasePort(_ id: String)
}

/// What a service refuses, before it is given the service's own error format.
struct SandboxFault: Error, Hashable {
    /// The HTTP status.
    var status: Int
    /// The class of the error as the service names it, e.g. `IpAddressInUse`; label-safe.
    var type: String
    /// The service's own text.
    var message: String

    /// Creates a fault.
    init(status: Int, type: String, message: String) {
        self.status = status
        self.type = type
        self.message = message
    }
}

/// A Neutron network.
struct SandboxNetwork: Sendable, Hashable {
    var id: String
    var name: String
    var projectID: String
    var isShared = false
    /// Whether floating IPs come from it (`router:external`).
    var isExternal = false
    var tags: [String] = []
    /// The ids of its subnets, in the order of creation.
    var subnetIDs: [String] = []
}

/// A Neutron subnet.
struct SandboxSubnet: Sendable, Hashable {
    var id: String
    var name: String
    var networkID: String
    var projectID: String
    var cidr: IPPrefix
    var gateway: IPAddress?
    /// The range from which addresses are given, both ends included.
    var pool: ClosedRange<IPAddress>
    var tags: [String] = []
    /// 4 or 6.
    var ipVersion: Int { cidr.address.family == .v4 ? 4 : 6 }
}

/// A Neutron port.
struct SandboxPort: Sendable, Hashable {
    /// One address of a port.
    struct FixedIP: Sendable, Hashable {
        var subnetID: String
        var address: IPAddress
    }

    var id: String
    var name: String
    var networkID: String
    var projectID: String
    var fixedIPs: [FixedIP]
    var deviceID = ""
    var deviceOwner = ""
    var status = "ACTIVE"
    var adminStateUp = true
    var securityGroupIDs: [String] = []
    var allowedAddressPairs: [JSONValue] = []
    var hasPortSecurity = true
    var revision = 1
    var tags: [String] = []
    var description = ""
}
