import CurlTransport
import Foundation
import KeystoneAuth
import Kubernetes
import OpenStackAPI
import Sandbox
import Scenarios

/// Where one scenario of `occm run` is played: a cluster, a cloud, and the processes of occm between them.
struct ClusterStage: Sendable {
    /// The scenario's name.
    let name: String
    /// The cloud.
    let cloud: any ScenarioCloud
    /// The cluster.
    let cluster: any ScenarioCluster
    /// A client of the cluster beside occm.
    let client: KubernetesClient
    /// A client of the cloud beside occm.
    let session: any OpenStackSession
    /// What carries both.
    let transport: CurlTransport
    /// The cluster's name in OpenStack, which no other stage has.
    let clusterName: String
    /// The uid that occm knows the cluster by.
    let clusterUID: String
    /// The folder in which occm runs.
    let folder: URL
    /// The token of somebody who may see everything that a replica serves.
    let scraperToken: String
    /// The processes of occm.
    let cast = Cast()

    var kubeconfig: URL { folder.appendingPathComponent("kubeconfig") }
    var cloudConfig: URL { folder.appendingPathComponent("cloud.conf") }

    /// Each stage has processes of its own, and the machine only so many cores.
    private static let slots = Slots(5)

    /// Lets `body` play on a fresh stage, and clears it however that ends.
    static func with(
        _ cloud: some ScenarioCloud,
        _ openCluster: () async throws -> any ScenarioCluster,
        named name: String,
        _ body: (ClusterStage) async throws -> Void
    ) async throws {
        await slots.enter()
        do {
            let stage = try await ClusterStage(cloud, try await openCluster(), name)
            do {
                try await stage.prepare()
                try await body(stage)
            } catch {
                // What went wrong first is what matters.
                let account = await stage.account()
                try? await stage.clear()
                throw Deviation("\(error)\n\(account)")
            }
            try await stage.clear()
        } catch {
            await slots.leave()
            throw error
        }
        await slots.leave()
    }

    private init(_ cloud: some ScenarioCloud, _ cluster: any ScenarioCluster, _ name: String) async throws {
        self.name = name
        self.cloud = cloud
        self.cluster = cluster
        let credentials = ClusterCredentials(cluster.access)
        transport = try await credentials.makeTransport { configuration in
            configuration.proxy = .none
            // occm's health is served with a certificate that it makes itself.
            configuration.tls.verifiesServer = false
        }
        client = KubernetesClient(server: cluster.access.server, transport: transport, credentials: credentials)
        scraperToken = try await cluster.tokenOfScraper()
        clusterUID = try await client.get(Namespace.self, ObjectKey(name: "kube-system")).metadata.uid
        session = try Session(
            configuration: try cloud.configuration(of: .k8s),
            transport: transport,
            clock: cloud.clock
        )
        let id = UUID().uuidString.lowercased().prefix(8)
        clusterName = "scenario-\(id)"
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("occm-\(clusterName)")
    }

    /// Writes down where everything is, and furnishes the cluster with nodes.
    private func prepare() async throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(try await cluster.kubeconfigOfOccm().utf8).write(to: kubeconfig)
        try write(cloudConfig: try cloud.configurationFile)
        for node in cloud.facts.nodes.prefix(3) { try await client.create(node) }
    }

    /// Replaces cloud.conf as an operator's editor does.
    func write(cloudConfig text: String) throws { try Data(text.utf8).write(to: cloudConfig, options: .atomic) }

    /// Ends what runs, and deletes what is left in the cloud and the cluster.
    private func clear() async throws {
        for replica in cast.all where replica.ending == nil {
            replica.kill()
            _ = try await ending(of: replica)
        }
        (cloud as? SandboxCloud)?.sandbox.clearFaults()
        try await cloud.clear(tagged: "occm-cluster=\(clusterUID)", through: session)
        try await clearRoutes()
        try await clearServers()
        try await cluster.close()
        await transport.shutdown()
        try FileManager.default.removeItem(at: folder)
    }
}

extension ClusterStage {
    /// Whether the cloud is the sandbox.
    var isInSandbox: Bool { cloud is SandboxCloud }

    /// The sandbox that is the cloud, with what can go wrong in it.
    func sandbox() throws -> Sandbox { try unwrap(cloud as? SandboxCloud, "sandbox: this is a real cloud").sandbox }

    /// The sandbox that is the cluster, with what can go wrong in it.
    func sandboxCluster() throws -> SandboxCluster {
        try unwrap(cluster as? SandboxCluster, "sandbox: this is a real cluster")
    }

    /// Prints what was measured.
    func note(_ measured: String) { print("\(name): \(measured)") }
}
