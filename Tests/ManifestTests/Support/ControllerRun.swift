import ChildProcesses
import CurlTransport
import Foundation
import Sandbox

/// `occm run` with the arguments of the DaemonSet, between a sandbox cloud and a sandbox cluster.
struct ControllerRun: Sendable {
    private static let service = "/api/v1/namespaces/default/services/web"
    private static let token = "a-token"

    let cluster: SandboxCluster
    private let port: Int

    /// What it asks the cluster for while a Service and Nodes come, change and go, and somebody reads the metrics.
    static func calls() async throws -> [RecordedCall] {
        let cloud = try await Sandbox.start()
        var options = SandboxCluster.Options()
        options.settings.tokens = [token: .init(user: "prometheus")]
        options.settings.allowed = ["prometheus"]
        let cluster = try await SandboxCluster.start(options)
        cluster.addNodes(of: cloud)
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("occm-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(cloud.cloudConfig().utf8).write(to: folder.appendingPathComponent("cloud.conf"))
        try Data(cluster.kubeconfig.utf8).write(to: folder.appendingPathComponent("kubeconfig"))
        let run = ControllerRun(cluster: cluster, port: try await freePort())
        let process = try run.start(in: folder)
        do {
            try await run.play()
        } catch {
            process.signal(SIGTERM)
            throw error
        }
        process.signal(SIGTERM)
        _ = await process.ending()
        try await cluster.stop()
        try await cloud.stop()
        try FileManager.default.removeItem(at: folder)
        return cluster.calls
    }

    private func start(in folder: URL) throws -> ChildProcess {
        let arguments = try Project.objects(in: "manifests/occm.yaml").compactMap(\.spec?.template?.spec)
            .flatMap { $0.containers[0].args }
        let here = [
            "--cloud-config=cloud.conf", "--kubeconfig=kubeconfig", "--bind-address=127.0.0.1",
            "--secure-port=\(port)", "--cluster-cidr=10.244.0.0/16",
        ]
        return try ChildProcess(
            ChildProcess.built("occm"),
            arguments + here,
            in: folder,
            output: folder.appendingPathComponent("log")
        )
    }

    private func play() async throws {
        try await playService()
        try await playNodes()
    }

    /// A new Node is initialised, and one without a server is removed.
    private func playNodes() async throws {
        let name: JSONValue = "node-3"
        let node = "/api/v1/nodes/node-3"
        let taint: JSONValue = [
            "key": "node.cloudprovider.kubernetes.io/uninitialized", "value": "true", "effect": "NoSchedule",
        ]
        // Somebody else is faster once, so that the Node has to be read again.
        let conflict =
            #"{"kind": "Status", "apiVersion": "v1", "status": "Failure", "reason": "Conflict", "code": 409}"#
        cluster.inject(FaultRule("PATCH", "/api/v1/nodes/node-3", .respond(status: 409, body: conflict)))
        cluster.call("DELETE", node)
        cluster.call("POST", "/api/v1/nodes", ["metadata": ["name": name], "spec": ["taints": [taint]]])
        try await until("the Node is initialised") {
            let body = cluster.call("GET", node).body
            return body?["spec"]?["taints"] == nil && body?["status"]?["addresses"] != nil
        }
        let ghost: JSONValue = [
            "metadata": ["name": "ghost"],
            "spec": ["providerID": "openstack:///99999999-9999-4999-8999-999999999999"],
        ]
        cluster.call("POST", "/api/v1/nodes", ghost)
        try await until("the Node without a server is gone") {
            cluster.call("GET", "/api/v1/nodes/ghost").status == 404
        }
    }

    /// A Service comes, changes twice, and goes; somebody reads the metrics.
    private func playService() async throws {
        let spec: JSONValue = ["type": "LoadBalancer", "ports": [["port": 80]]]
        cluster.call("POST", "/api/v1/namespaces/default/services", ["metadata": ["name": "web"], "spec": spec])
        try await until("the Service has an address") {
            cluster.call("GET", Self.service).body?["status"]?["loadBalancer"]?["ingress"] != nil
        }
        try await readMetrics()
        // The same events once more are counted on the ones that are there.
        let change: JSONValue = ["metadata": ["annotations": ["example.com/changed": "yes"]]]
        cluster.call("PATCH", Self.service, change, contentType: "application/merge-patch+json")
        try await until("an event is counted") {
            cluster.calls.contains { $0.method == "PATCH" && $0.path.contains("/events/") }
        }
        cluster.call("DELETE", Self.service)
        try await until("the Service is gone") { cluster.call("GET", Self.service).status == 404 }
    }

    private func readMetrics() async throws {
        var configuration = CurlTransport.Configuration()
        configuration.tls = CurlTransport.TLS(verifiesServer: false)
        configuration.proxy = .none
        let transport = try CurlTransport(configuration: configuration)
        let request = HTTPRequest(
            .get,
            "https://127.0.0.1:\(port)/metrics",
            headers: ["Authorization": "Bearer \(Self.token)"]
        )
        try await until("the metrics are served") { (try? await transport.send(request))?.status == 200 }
        await transport.shutdown()
    }

    /// Looks until it is so: processes have no other way to tell.
    private func until(_ what: String, _ isSo: () async throws -> Bool) async throws {
        for _ in 0..<600 {
            if try await isSo() { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw NeverHappened(what: what)
    }

    /// A port that nobody listened on a moment ago.
    private static func freePort() async throws -> Int {
        let server = try await SandboxCluster.start()
        try await server.stop()
        return URL(string: server.url)?.port ?? 0
    }
}

/// What was waited for did not come.
struct NeverHappened: Error, CustomStringConvertible {
    let what: String
    var description: String { "never: \(what)" }
}
