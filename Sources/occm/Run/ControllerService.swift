import CloudProvider
import KeystoneAuth
import Kubernetes
import OctaviaLB
import ServiceLifecycle
import Serving
import Telemetry

/// Finds out which cluster this is, connects to its cloud, becomes the leader, and works while it leads.
///
/// A candidate that is asked to shut down leaves at once; a leader ends its term first (see ``LeadershipTerm``).
struct ControllerService: ServiceLifecycle.Service {
    let settings: RunSettings
    let clients: ControllerClients
    /// `nil` without an election: this process leads from the beginning (`--leader-elect=false`).
    let elector: LeaderElector?
    let leadership: Leadership
    let gate: MutationGate
    let telemetry: Telemetry
    let health: HealthChecks
    /// Connects to the cloud as this cluster.
    let connect: @Sendable (ClusterIdentity) throws -> CurrentCloud

    func run() async throws {
        guard let uid = try await clusterUID() else { return }
        let cloud = try connect(ClusterIdentity(name: settings.cloud.clusterName, uid: uid))
        let stage = ControllerStage(client: clients.events, telemetry: telemetry, health: health)
        let term = LeadershipTerm(
            cloud: cloud,
            clients: clients,
            gate: gate,
            options: options,
            nodeTerm: NodeTerm(
                cloud: cloud,
                clients: clients,
                settings: settings,
                mayWrite: { [leadership] in leadership.isHeld },
                stage: stage
            ),
            stage: stage
        )
        try await withThrowingTaskGroup { group in
            group.addTask { await cloud.follow { telemetry.note($0) } }
            group.addTask { await ProcessMemory.giveBack() }
            try await lead(term)
            group.cancelAll()
        }
    }

    /// The cluster's uid; `nil` if the process was asked to shut down before the API server answered.
    private func clusterUID() async throws -> String? {
        if let uid = settings.cloud.clusterUID { return uid }
        return try await cancelWhenGracefulShutdown {
            try await ClusterUID.readPatiently(clients.informers) { telemetry.wait(for: $0) }
        }
    }

    private func lead(_ term: LeadershipTerm) async throws {
        guard let elector else {
            _ = await term.run()
            return
        }
        try await withThrowingTaskGroup { group in
            group.addTask { try await elector.run { await term.run() } }
            group.addTask {
                try await gracefulShutdown()
                // The term sees the request, too, and ends by itself.
                if leadership.isHeld { try await Task.sleep(for: .seconds(3600), clock: .continuous) }
            }
            try await group.next()
            group.cancelAll()
        }
    }

    private var options: ServiceControllerOptions {
        var options = settings.services
        options.isPaused = \.isPaused
        options.mayWrite = { [leadership] in leadership.isHeld }
        if settings.loadBalancers.allowsMassRecreation { options.recreations = nil }
        // A pass that only waits for the cloud can be left: whoever leads next goes on from what is there.
        options.changesEnd = { [gate, limit = options.stopLimit] in _ = await gate.drained(within: limit) }
        return options
    }
}
