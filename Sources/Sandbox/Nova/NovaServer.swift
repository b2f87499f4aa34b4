import OrderedCollections

/// A server; its addresses are those of its Neutron ports.
struct NovaServer: Sendable {
    var id: String
    var name: String
    var projectID: String
    /// The flavor as it was when the server was made: a server outlives it.
    var flavor: NovaFlavor
    var status = "ACTIVE"
    var zone = "nova"
    var accessIPv4 = ""
    var accessIPv6 = ""
    var metadata: OrderedDictionary<String, JSONValue> = [:]
    /// The ports that were made for it and go with it.
    var ownPortIDs: Set<String> = []
    var createdAt: Instant
    var updatedAt: Instant

    /// A running server.
    init(id: String, name: String, projectID: String, flavor: NovaFlavor, createdAt: Instant) {
        self.id = id
        self.name = name
        self.projectID = projectID
        self.flavor = flavor
        self.createdAt = createdAt
        updatedAt = createdAt
    }
}

/// A size of servers.
struct NovaFlavor: Sendable, Hashable {
    var id: String
    var name: String

    /// The flavor as its own resource.
    var json: JSONValue {
        ["id": .string(id), "name": .string(name), "ram": 64, "disk": 1, "vcpus": 1, "swap": "", "links": []]
    }

    /// The flavor inside a server: only its id before microversion 2.47, all but its id from then on.
    func json(inServerAt version: Microversion) -> JSONValue {
        guard version.minor >= 47 else { return ["id": .string(id), "links": []] }
        return [
            "original_name": .string(name), "ram": 64, "disk": 1, "vcpus": 1, "swap": 0, "ephemeral": 0,
            "extra_specs": [:],
        ]
    }
}

/// The addresses of all servers, put together once a request.
struct NovaAddresses {
    private var ports: [String: [SandboxPort]] = [:]
    private var floating: [String: [FloatingIP]] = [:]
    private let networks: OrderedDictionary<String, SandboxNetwork>

    /// Looks through a Neutron.
    init(_ neutron: NeutronState) {
        networks = neutron.networks
        for port in neutron.ports.values where !port.deviceID.isEmpty { ports[port.deviceID, default: []].append(port) }
        for ip in neutron.floatingIPs.values {
            guard let port = ip.association?.portID else { continue }
            floating[port, default: []].append(ip)
        }
    }

    /// A server's addresses by the name of their network, each fixed one followed by those that float to it.
    func json(of server: NovaServer) -> JSONValue {
        var byNetwork: OrderedDictionary<String, JSONValue> = [:]
        for port in ports[server.id] ?? [] {
            let name = networks[port.networkID]?.name ?? port.networkID
            byNetwork[name] = .array((byNetwork[name]?.arrayValue ?? []) + addresses(of: port))
        }
        return .object(byNetwork)
    }

    private func addresses(of port: SandboxPort) -> [JSONValue] {
        port.fixedIPs.flatMap { fixed -> [JSONValue] in
            let floating = (floating[port.id] ?? []).filter { $0.association?.fixedAddress == fixed.address }
            return [json(fixed.address, "fixed", port)] + floating.map { json($0.address, "floating", port) }
        }
    }

    private func json(_ address: IPAddress, _ kind: JSONValue, _ port: SandboxPort) -> JSONValue {
        [
            "version": .int(address.family == .v4 ? 4 : 6), "addr": .string("\(address)"), "OS-EXT-IPS:type": kind,
            "OS-EXT-IPS-MAC:mac_addr": .string(port.macAddress),
        ]
    }
}
