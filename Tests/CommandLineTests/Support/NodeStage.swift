import CloudProvider
import Foundation
import KeystoneAuth
import Kubernetes
import Logging
import OctaviaLB
import Sandbox
import Serving
import Telemetry

@testable import occm

/// The controllers of Nodes as `occm run` puts them together, on a cloud and a cluster, with all that they tell.
struct NodeStage: Sendable {
    let place: ClusterWorkplace
    let telemetry: Telemetry
    private let board = LogBoard()

    /// Runs `body` while the controllers that the flags ask for work.
    /// - Parameter prepare: Makes the cluster what it is when they begin.
    static func with(
        _ flags: [String],
        mayWrite: Bool,
        prepare: (ClusterWorkplace) -> Void,
        _ body: (NodeStage) async throws -> Void
    ) async throws {
        try await ClusterWorkplace.with { place in
            prepare(place)
            place.cluster.forgetCalls()
            place.workplace.sandbox.forgetCalls()
            let stage = NodeStage(place)
            let term = try await stage.term(settings(flags), mayWrite: mayWrite)
            let nodes = ObjectStore<Node>()
            try await withThrowingTaskGroup { group in
                group.addTask { await Reflector(nodes, client: term.clients.informers).run() }
                group.addTask { await term.run(nodes) }
                try await body(stage)
                group.cancelAll()
            }
            await term.cloud.connection.shutdown()
        }
    }

    private init(_ place: ClusterWorkplace) {
        self.place = place
        let logger = Logger(label: "") { [board] _ in LineLogHandler(level: .debug, to: board) }
        telemetry = Telemetry(logger: logger, build: BuildInfo(version: "1.2.3"))
    }

    private func term(_ settings: RunSettings, mayWrite: Bool) async throws -> NodeTerm {
        let file = place.workplace.folder.appendingPathComponent("cloud.conf").path
        let cluster = ClusterIdentity(name: "kubernetes", uid: "c1")
        let gate = MutationGate { mayWrite && !settings.services.observesOnly }
        let cloud = try CurrentCloud {
            try CloudConnection.Source(ConfigFile.load(file))
        } connect: { source in
            try CloudConnection(source, SessionOptions(), gate: gate) { session in
                OctaviaLoadBalancers(session: session, config: source.config, cluster: cluster)
            }
        }
        let credentials = ClusterCredentials(ClusterAccess(server: place.cluster.url))
        let clients = try await ControllerClients(credentials, rate: 0, burst: 1)
        return NodeTerm(
            cloud: cloud,
            clients: clients,
            settings: settings,
            mayWrite: { mayWrite },
            stage: ControllerStage(client: clients.events, telemetry: telemetry, health: HealthChecks())
        )
    }

    /// Returns when that message was logged so many times.
    func wait(for message: String, times: Int = 1) async { await board.wait(for: message, times: times) }

    /// What `/metrics` shows, a line a value.
    func metrics() async -> [String] { await telemetry.metrics.render().split(separator: "\n").map(String.init) }

    /// Changes that were asked for, of Nodes and in the cloud; logging in and events are none.
    var writes: [String] {
        let calls = place.cluster.calls + place.workplace.sandbox.calls
        return calls.filter { $0.isWrite && !$0.path.contains("/events") && !$0.path.hasPrefix("/identity") }
            .map(\.template)
    }
}
