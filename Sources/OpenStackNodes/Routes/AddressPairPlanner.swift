import CloudProvider
import Kubernetes
import OpenStackAPI
import Planning

/// Finds out which ports have to let through packets of pods, since port security drops what is not of a port's own
/// addresses. Pure.
///
/// Guarantees: a Node's port is found through its server, never by an address alone; a pair is removed only with the route
/// that it was for, from the one port that has both the pair and the route's next hop.
struct AddressPairPlanner: Sendable {
    /// What to do, a step a port.
    private(set) var steps: [RoutePlan.Step] = []
    /// Why Nodes' ports could not be found, by Node name.
    private(set) var failures: [String: Reason] = [:]

    private let wish: RouteWish
    private let wanted: WantedRoutes
    private var order: [ID<Port>] = []
    private var work: [ID<Port>: Work] = [:]

    private struct Work {
        var port: Port
        var node: String
        var adding: [PodRoute] = []
        var removing: [PodRoute] = []
    }

    /// A planner for the routes of a wish.
    init(wish: RouteWish, wanted: WantedRoutes) {
        self.wish = wish
        self.wanted = wanted
    }

    /// Plans the pairs of all wanted routes, and of those that go.
    mutating func plan(stale: [PodRoute], servers: ServerSnapshot) {
        let providerIDs = Dictionary(wish.nodes.map { ($0.name, $0.providerID) }) { first, _ in first }
        var served: [ID<Port>: Set<IPNetwork>] = [:]
        for route in wanted.routes {
            let node = wanted.nodes[route.destination] ?? ""
            guard let port = port(of: node, providerIDs[node] ?? "", route, servers) else { continue }
            served[port.id, default: []].insert(route.destination)
            guard port.hasPortSecurity != false, !port.lets(through: route.destination) else { continue }
            change(port, of: node) { $0.adding.append(route) }
        }
        for route in stale {
            let holders = servers.ports(withAddress: "\(route.nextHop)").filter { $0.hasPair(of: route.destination) }
            guard let port = holders.first, holders.count == 1, served[port.id]?.contains(route.destination) != true
            else { continue }
            change(port, of: nil) { $0.removing.append(route) }
        }
        steps = order.compactMap { work[$0].map(step) }
    }

    private mutating func change(_ port: Port, of node: String?, _ body: (inout Work) -> Void) {
        if work[port.id] == nil { order.append(port.id) }
        body(&work[port.id, default: Work(port: port, node: node ?? port.name ?? "")])
    }

    /// The port of the Node's server that has the next hop's address.
    private mutating func port(
        of node: String,
        _ providerID: String,
        _ route: PodRoute,
        _ servers: ServerSnapshot
    ) -> Port? {
        guard let id = try? ProviderID(parsing: providerID), servers.servers[id.server] != nil else {
            fail(node, "no-server", "its server can't be seen yet")
            return nil
        }
        let ports = servers.ports(of: id.server).filter { port in
            port.fixedIPs.contains { IPAddress($0.address) == route.nextHop }
        }
        guard let port = ports.first, ports.count == 1 else {
            let found = ports.isEmpty ? "no port" : "more than one port"
            fail(
                node,
                ports.isEmpty ? "no-port" : "shared-address",
                "its server has \(found) with address \(route.nextHop)"
            )
            return nil
        }
        return port
    }

    private mutating func fail(_ node: String, _ code: String, _ problem: String) {
        guard failures[node] == nil else { return }
        let message = "Node \(node): packets of its pods may be dropped by port security, because \(problem)"
        failures[node] = Reason(code, message)
    }

    private func step(_ work: Work) -> RoutePlan.Step {
        let before = work.port.allowedAddressPairs
        let after = work.port.pairs(adding: work.adding, removing: work.removing)
        let field = FieldChange("allowed_address_pairs", from: before.map(\.address), to: after.map(\.address))
        let reason =
            work.adding.isEmpty ? "the route that it was for goes" : "port security drops what pods send otherwise"
        let key = ResourceKey(
            "port",
            work.node.isEmpty ? "\(work.port.id)" : "of \(work.node)",
            id: work.port.id.rawValue
        )
        return RoutePlan.Step(
            [Change(.update, key, fields: [field], reason: reason)],
            call: "PUT /v2.0/ports/\(work.port.id)",
            .changePairs(work.port, adding: work.adding, removing: work.removing)
        )
    }
}

extension Port {
    /// Whether one of its pairs is for exactly this network.
    func hasPair(of network: IPNetwork) -> Bool {
        allowedAddressPairs.contains { $0.network == network }
    }

    /// Whether its pairs, of which one may be larger, let a network through.
    func lets(through network: IPNetwork) -> Bool {
        allowedAddressPairs.contains { pair in
            pair.network?.contains(network) == true
                && (pair.macAddress ?? macAddress) == (macAddress ?? pair.macAddress)
        }
    }

    /// Its pairs after a change.
    func pairs(adding: [PodRoute], removing: [PodRoute]) -> [AllowedAddressPair] {
        let gone = Set(removing.map(\.destination))
        let missing = adding.map(\.destination).filter { !lets(through: $0) }
        let kept = allowedAddressPairs.filter { pair in !(pair.network.map(gone.contains) ?? false) }
        return kept + missing.map { AllowedAddressPair(address: "\($0)") }
    }
}

extension AllowedAddressPair {
    /// The network that it lets through; a single address is one too.
    fileprivate var network: IPNetwork? {
        IPNetwork(address) ?? IPAddress(address).flatMap { IPNetwork("\($0)/\($0.isV6 ? 128 : 32)") }
    }
}
