import FoundationEssentials
import Sandbox

/// A cluster and a cloud on loopback, and the folder in which `occm run` finds both.
///
/// Every load balancer takes a second to settle. Services have two ports and a floating IP.
struct ClusterStage {
    let cloud: Sandbox
    let cluster: SandboxCluster
    private let occm: String
    private let folder: String

    static let settle = Duration.seconds(1)
    /// The label of the nodes that take the load balancers' traffic.
    static let edge = (label: "pool", value: "edge")
    /// How many ports a Service has.
    static let ports = 2
    /// How many load balancers occm lets settle at once (`--max-settling-load-balancers`).
    static let settlingCap = 30

    /// Lets `body` play on a new stage with this many nodes, and takes it down however that ends.
    static func with<Result>(
        occm: String,
        nodes: Int,
        _ body: (ClusterStage) async throws -> Result
    ) async throws -> Result {
        let stage = try await ClusterStage(occm: occm, nodes: nodes)
        do {
            let result = try await body(stage)
            try await stage.end()
            return result
        } catch {
            try? await stage.end()
            throw error
        }
    }

    private init(occm: String, nodes: Int) async throws {
        var options = Sandbox.Options()
        options.settings.settle = Self.settle
        options.nodes = nodes
        options.floatingSubnet = "203.0.112.0/20"
        cloud = try await Sandbox.start(options)
        cluster = try await SandboxCluster.start()
        cluster.addNodes(of: cloud)
        self.occm = occm
        folder = "\(occm).bench-\(ProcessInfo.processInfo.processIdentifier)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try write(cluster.kubeconfig, to: "kubeconfig")
        let selector = "[LoadBalancer]\nnode-selector=\"\(Self.edge.label)=\(Self.edge.value)\"\n"
        try write(cloud.cloudConfig() + selector, to: "cloud.conf")
        for number in 1...nodes {
            let labels: JSONValue = ["metadata": ["labels": [Self.edge.label: .string(Self.edge.value)]]]
            let target = "/api/v1/nodes/node-\(number)"
            try require(cluster.call("PATCH", target, labels, contentType: "application/merge-patch+json"))
        }
    }

    private func end() async throws {
        try FileManager.default.removeItem(atPath: folder)
        try await cluster.stop()
        try await cloud.stop()
    }

    private func write(_ text: String, to name: String) throws {
        guard FileManager.default.createFile(atPath: "\(folder)/\(name)", contents: Data(text.utf8)) else {
            throw BenchmarkFailure("\(folder)/\(name) can't be written")
        }
    }

    /// Starts `occm run`, and forgets the calls that were made before.
    func start(controllers: String = "service", _ flags: String...) throws -> Controller {
        cloud.forgetCalls()
        cluster.forgetCalls()
        let words = [
            occm, "run", "--kubeconfig", "\(folder)/kubeconfig", "--cloud-config", "\(folder)/cloud.conf",
            "--leader-elect=false", "--controllers=\(controllers)", "--secure-port=0",
        ]
        return try Controller(words + flags, log: "\(folder)/occm.log")
    }
}
