import OpenStackAPI

/// What Nova and Neutron told about the project's servers in one look.
struct ServerSnapshot: Sendable {
    /// The servers by id.
    private(set) var servers: [ID<Server>: Server] = [:]
    /// The names of flavors by id, as far as a server's own words do not tell its flavor's name.
    var flavorNames: [ID<Flavor>: String] = [:]
    /// The names of networks by id, as far as trunks need them.
    var networkNames: [ID<Network>: String] = [:]
    /// The token's project.
    var projectID = ""
    /// When the look began, by the uptime clock.
    var begun = Duration.zero

    private var ids: [String: [ID<Server>]] = [:]
    private var ports: [ID<Port>: Port] = [:]
    private var portIDs: [String: [ID<Port>]] = [:]
    private var addresses: [String: Set<ID<Port>>] = [:]

    /// Creates a snapshot of servers and ports.
    init(servers: [Server] = [], ports: [Port] = []) {
        for server in servers { add(server) }
        for port in ports { add(port) }
    }

    /// Adds a server, or what is known anew of it.
    mutating func add(_ server: Server) {
        guard servers.updateValue(server, forKey: server.id) == nil else { return }
        ids[server.name, default: []].append(server.id)
    }

    /// Adds a port, or what is known anew of it.
    mutating func add(_ port: Port) {
        guard ports.updateValue(port, forKey: port.id) == nil else { return }
        if let device = port.deviceID, !device.isEmpty { portIDs[device, default: []].append(port.id) }
        for ip in port.fixedIPs { addresses[ip.address, default: []].insert(port.id) }
    }

    /// The servers of a name.
    func servers(named name: String) -> [ID<Server>] { ids[name] ?? [] }

    /// The ports of a server in Neutron's order.
    func ports(of server: ID<Server>) -> [Port] { (portIDs[server.rawValue] ?? []).compactMap { ports[$0] } }

    /// A port of the project.
    func port(_ id: ID<Port>) -> Port? { ports[id] }

    /// The ports of the project that have an address, those of other networks too.
    func ports(withAddress address: String) -> [Port] {
        (addresses[address] ?? []).compactMap { ports[$0] }.sorted { $0.id.rawValue < $1.id.rawValue }
    }
}
