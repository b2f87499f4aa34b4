import CloudProvider
import CurlTransport
import FoundationEssentials
import KeystoneAuth
import Kubernetes
import Sandbox

@testable import OpenStackNodes

/// A sandbox whose servers are Nodes, in a time that only the test moves.
struct NodeCloud: Sendable {
    let sandbox: Sandbox
    let servers: OpenStackServers
    let config: CloudConfig
    let time: SandboxClock

    /// Starts a cloud, gives it to `body`, and stops it.
    static func run(
        nodes: Int = 3,
        settings: SandboxSettings = SandboxSettings(),
        configure: (inout CloudConfig, SandboxFacts) -> Void = { _, _ in },
        _ body: (NodeCloud) async throws -> Void
    ) async throws {
        let time = SandboxClock.manual()
        var options = Sandbox.Options()
        options.clock = time
        options.nodes = nodes
        options.settings = settings
        let sandbox = try await Sandbox.start(options)
        var direct = CurlTransport.Configuration()
        direct.proxy = .none
        let transport = try CurlTransport(configuration: direct)
        var config = CloudConfig.parse(Array(sandbox.cloudConfig(for: .k8s).utf8), file: "cloud.conf").config
        configure(&config, sandbox.facts)
        let clock = Self.clock(time)
        let session = try Session(configuration: config, transport: transport, clock: clock, random: { 0.5 })
        let servers = OpenStackServers(session: session, clock: clock)
        try await body(NodeCloud(sandbox: sandbox, servers: servers, config: config, time: time))
        await transport.shutdown()
        try await sandbox.stop()
    }

    private static func clock(_ time: SandboxClock) -> SessionClock {
        let start = time.now
        return SessionClock(
            now: { Date(timeIntervalSince1970: Double(time.now.microseconds) / 1_000_000) },
            uptime: { time.now - start },
            sleep: { time.advance(by: $0) }
        )
    }

    /// The instances that the cluster's Nodes see.
    func instances(isRegional: Bool = false) -> OpenStackInstances {
        OpenStackInstances(servers, config: config, isRegional: isRegional)
    }

    /// The sandbox's servers as Nodes that carry their ids, with one pod network a family each.
    var nodes: [Node] {
        sandbox.facts.serverIDs.enumerated().map { index, id in
            Node.fixture(
                "node-\(index + 1)",
                id: id,
                podCIDRs: ["10.244.\(index).0/24"],
                addresses: ["InternalIP 10.10.0.\(11 + index)", "InternalIP fd00:10:10::\(2 + index)"]
            )
        }
    }

    /// Lets more time pass than a look at the cloud is kept for.
    func wait(_ duration: Duration = .seconds(11)) { time.advance(by: duration) }

    /// The calls to Nova and Neutron since they were last forgotten: `GET servers/detail`.
    var calls: [String] {
        sandbox.calls.filter { !$0.path.hasPrefix("/identity") }.map { call in
            call.template.replacing("/compute/v2.1/", with: "").replacing("/networking/v2.0/", with: "")
        }
    }

    /// The calls that change something.
    var writes: [String] { calls.filter { !$0.hasPrefix("GET ") } }

    /// Makes one more server, by default with a port on the cluster's network, and returns its id.
    @discardableResult
    func addServer(_ name: String, isConnected: Bool = true) -> CloudJSON {
        let flavors = sandbox.call("GET", "/compute/v2.1/flavors").body?["flavors"]?.arrayValue ?? []
        var server: CloudJSON = ["name": .string(name)]
        server["flavorRef"] = flavors.first?["id"]
        server["networks"] = isConnected ? [["uuid": .string(sandbox.facts.networkID)]] : []
        return sandbox.call("POST", "/compute/v2.1/servers", ["server": server]).body?["server"]?["id"] ?? .null
    }

    /// Gives a server a port on the cluster's network.
    func connect(_ server: CloudJSON) {
        let port: CloudJSON = ["network_id": .string(sandbox.facts.networkID), "device_id": server]
        sandbox.call("POST", "/networking/v2.0/ports", ["port": port])
    }

    /// The port of a Node's server.
    func port(of node: Int) -> CloudJSON {
        let path = "/networking/v2.0/ports?device_id=\(sandbox.facts.serverIDs[node - 1])"
        return sandbox.call("GET", path).body?["ports"]?.arrayValue?.first ?? .null
    }

    /// Makes every call to a service answer that.
    func fail(_ service: String, with action: FaultRule.Action = .respond(status: 503)) {
        sandbox.inject(FaultRule("GET", "/\(service)/*", times: nil, action))
    }
}
