import CloudProvider
import FoundationEssentials
import KeystoneAuth
import Kubernetes
import Logging
import OctaviaLB
import ServiceLifecycle
import Serving
import Telemetry
import UnixSignals

/// A cloud-controller-manager: its parts, put together as its settings say.
struct ControllerProcess {
    let settings: RunSettings
    let telemetry: Telemetry
    let environment = ProcessInfo.processInfo.environment

    init(_ settings: RunSettings, _ telemetry: Telemetry) {
        self.settings = settings
        self.telemetry = telemetry
    }

    /// Works until the process is told to end (SIGTERM, SIGINT).
    ///
    /// - Throws: What keeps it from working; `LeaderElector.LeadershipLost`.
    func run() async throws {
        // What is wrong with cloud.conf is said before anything waits for the cluster.
        try settings.checkRoutes(Self.source(settings).config)
        let clients = try await makeClients()
        let elector = settings.election.isEnabled ? makeElector(clients.lease) : nil
        let leadership = elector?.leadership ?? .permanent()
        let gate = MutationGate { [observes = settings.services.observesOnly] in !observes && leadership.isHeld }
        let health = HealthChecks()
        let controller = ControllerService(
            settings: settings,
            clients: clients,
            elector: elector,
            leadership: leadership,
            gate: gate,
            telemetry: telemetry,
            health: health,
            connect: { [settings, telemetry] in try Self.cloud($0, settings, gate, telemetry) }
        )
        var services: [ServiceGroupConfiguration.ServiceConfiguration] = []
        if let server = try await makeServer(clients, health) { services.append(.init(service: server)) }
        services.append(.init(service: controller, successTerminationBehavior: .gracefullyShutdownGroup))
        // What the group tells of ordinary days is what its services tell better.
        var logger = telemetry.logger
        logger.logLevel = max(logger.logLevel, .warning)
        let group = ServiceGroup(
            configuration: .init(
                services: services,
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: logger
            )
        )
        try await group.run()
    }

    private func makeClients() async throws -> ControllerClients {
        let access = try ClusterAccess.forController(
            kubeconfig: settings.cluster.kubeconfig,
            master: settings.cluster.master,
            environment: environment
        )
        for warning in access.warnings { telemetry.warn(of: warning) }
        return try await ControllerClients(
            ClusterCredentials(access, environment: environment),
            rate: settings.cluster.requestsPerSecond,
            burst: Double(settings.cluster.burst),
            observer: telemetry.kubernetes(host: access.server)
        )
    }

    /// As client-go names its candidates: the host, so that people find it, and a uuid, so that no two are the same.
    private func makeElector(_ client: KubernetesClient) -> LeaderElector {
        let host = ProcessInfo.processInfo.hostName
        return LeaderElector(
            ObjectKey(namespace: settings.election.leaseNamespace, name: settings.election.leaseName),
            identity: "\(host)_\(UUID().uuidString.lowercased())",
            client: client,
            times: settings.election.times,
            report: telemetry.leader(settings.election.leaseName)
        )
    }
}

extension ControllerProcess {
    /// The cloud, which follows its configuration's files.
    private static func cloud(
        _ cluster: ClusterIdentity,
        _ settings: RunSettings,
        _ gate: MutationGate,
        _ telemetry: Telemetry
    ) throws -> CurrentCloud {
        var options = SessionOptions()
        options.userAgent = ([Version.userAgent] + settings.cloud.userAgents.map(\.text)).joined(separator: " ")
        return try CurrentCloud {
            try source(settings)
        } connect: { [options] source in
            for warning in source.warnings { telemetry.warn(of: warning) }
            return try CloudConnection(source, options, gate: gate, observer: telemetry.session) { session in
                OctaviaLoadBalancers(
                    session: session,
                    config: source.config,
                    cluster: cluster,
                    settlingCap: settings.loadBalancers.maximumSettling,
                    remembers: true
                )
            }
        }
    }

    /// The configuration as its files are now. They are read again and again, so whoever connects tells of warnings.
    private static func source(_ settings: RunSettings) throws -> CloudConnection.Source {
        var warnings: [ConfigProblem] = []
        let config = try ConfigFile.load(settings.cloud.configFile) { warnings.append($0) }
        return try CloudConnection.Source(config, warnings: warnings)
    }
}
