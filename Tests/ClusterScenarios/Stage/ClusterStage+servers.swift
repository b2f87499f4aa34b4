import CurlTransport
import FoundationEssentials
import KeystoneAuth
import Kubernetes
import OpenStackAPI
import Scenarios

extension ClusterStage {
    /// Makes a server like those that the cloud starts with, and waits until it runs.
    ///
    /// - Parameters:
    ///   - name: What tells it from others of this stage. The name that it gets has the cluster's in front, by which it is
    ///     found when the stage is cleared.
    ///   - flavor: Its flavor's id; `nil` for that of the others.
    ///   - isConnected: Whether it has a port on the nodes' network.
    func createServer(
        _ name: String = "worker",
        flavor: String? = nil,
        isConnected: Bool = true
    ) async throws -> Server {
        let model = try await model()
        var wish: JSONValue = ["name": .string("\(clusterName)-\(name)")]
        wish["flavorRef"] = flavor.map(JSONValue.string) ?? model["flavor"]?["id"]
        wish["imageRef"] = model["image"]?["id"]
        let network = try unwrap(try cloud.configuration(of: .k8s).loadBalancer.networkID, "network-id in cloud.conf")
        wish["networks"] = isConnected ? [["uuid": .string(network)]] : []
        let made = try await compute(.post, "/servers", ["server": wish])
        guard case .string(let id) = made["server"]?["id"] else { throw Deviation("Nova made \(made)") }
        return try await waitForServer(ID(id), toBe: .active)
    }

    /// Shuts a server down, and waits until it is.
    func shutOff(_ server: Server) async throws {
        try await compute(.post, "/servers/\(server.id)/action", ["os-stop": .null])
        try await waitForServer(server.id, toBe: .shutOff)
    }

    /// Starts a server, and waits until it runs.
    func powerOn(_ server: Server) async throws {
        try await compute(.post, "/servers/\(server.id)/action", ["os-start": .null])
        try await waitForServer(server.id, toBe: .active)
    }

    /// Deletes a server with its port, and waits until it is gone.
    func delete(_ server: Server) async throws {
        try await compute(.delete, "/servers/\(server.id)")
        try await waitUntil("server \(server.name) is gone") {
            try require(try await current(server.id) == nil, "it is there")
        }
    }

    /// A server as it is now. It is listed, so that a call that asks for one server is occm's.
    func present(_ server: Server) async throws -> Server {
        try unwrap(try await current(server.id), "server \(server.name)")
    }

    /// A server's port.
    func port(of server: Server) async throws -> Port {
        let ports = try await session.list(Port.list(.device(server.id.rawValue)))
        return try unwrap(ports.first, "port of server \(server.name)")
    }

    /// Gives a server a floating IP.
    func attachFloatingIP(to server: Server) async throws -> FloatingIP {
        let settings = try cloud.configuration(of: .k8s).loadBalancer
        let network = try unwrap(settings.floatingNetworkID, "floating-network-id in cloud.conf")
        var wish = FloatingIP.Create(networkID: ID(network))
        wish.portID = try await port(of: server).id
        wish.description = clusterName
        return try await session.send(FloatingIP.create(wish))
    }

    /// Deletes the servers that the stage has made, with their ports, and their floating IPs.
    func clearServers() async throws {
        for floatingIP in try await session.list(FloatingIP.list()) where floatingIP.description == clusterName {
            try await session.deleteIfPresent(FloatingIP.delete(floatingIP.id))
        }
        for server in try await created() { try await delete(server) }
    }

    /// The servers that the stage has made.
    private func created() async throws -> [Server] { try await session.list(Server.listDetails(.name(clusterName))) }

    private func current(_ id: ID<Server>) async throws -> Server? { try await created().first { $0.id == id } }

    @discardableResult
    private func waitForServer(_ id: ID<Server>, toBe status: ServerStatus) async throws -> Server {
        try await waitUntil("server \(id) is \(status.rawValue)") {
            let server = try unwrap(try await current(id), "server \(id)")
            try expect("status", server.status, status)
            return server
        }
    }

    /// A server that the cloud starts with, as Nova shows it.
    private func model() async throws -> JSONValue {
        let name = try unwrap(cloud.facts.nodes.first, "node").metadata.name
        let list = try await compute(.get, "/servers/detail", query: [(name: "name", value: name)])
        guard case .array(let servers) = list["servers"],
            let model = servers.first(where: { $0["name"] == .string(name) })
        else { throw Deviation("Nova has no server \(name)") }
        return model
    }

    /// A call to Nova that occm would not make.
    @discardableResult
    private func compute(
        _ method: HTTPMethod,
        _ path: String,
        query: [(name: String, value: String)] = [],
        _ body: JSONValue? = nil
    ) async throws -> JSONValue {
        let bytes = try body.map { Array(try JSONEncoder().encode($0)) }
        let answer = try await session.send(
            APIRequest(.compute, method, path, query: query, body: bytes, operation: "scenario")
        )
        return answer.body.isEmpty ? .null : try JSONDecoder().decode(JSONValue.self, from: Data(answer.body))
    }
}
