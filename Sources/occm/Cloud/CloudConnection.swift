import CurlTransport
import FoundationEssentials
import KeystoneAuth
import Kubernetes
import LoadBalancerModel
import OctaviaLB
import OpenStackNodes
import Planning

/// Everything that a command needs of a cloud: configuration → transport → session → load balancers,
/// machines and routes.
struct CloudConnection: Sendable {
    /// What cloud.conf and clouds.yaml say, with the certificates that they name.
    struct Source: Sendable, Hashable {
        var config: CloudConfig
        var tls: CurlTransport.TLS
        /// What is strange about the configuration and does not keep it from being used.
        var warnings: [ConfigProblem]

        /// - Throws: Which of the files that the configuration names can't be read.
        init(_ config: CloudConfig, warnings: [ConfigProblem] = []) throws {
            self.config = config
            self.warnings = warnings
            tls = try CurlTransport.TLS(config.global)
        }
    }

    /// What was connected to.
    let source: Source
    /// Authenticated requests.
    let session: Session
    /// The heart.
    let loadBalancers: OctaviaLoadBalancers
    /// The machines of Nodes.
    let instances: OpenStackInstances
    /// The ways to pods; `nil` where cloud.conf names no router.
    let routes: OpenStackRoutes?
    private let transport: CurlTransport

    /// What cloud.conf and clouds.yaml say.
    var config: CloudConfig { source.config }

    /// Connects; nothing is sent yet.
    init(
        _ source: Source,
        _ options: SessionOptions,
        gate: MutationGate = MutationGate(),
        observer: (any SessionObserver)? = nil,
        loadBalancers: (Session) -> OctaviaLoadBalancers
    ) throws {
        self.source = source
        var wire = CurlTransport.Configuration()
        wire.tls = source.tls
        transport = try CurlTransport(configuration: wire)
        session = try Session(
            configuration: source.config,
            transport: transport,
            options: options,
            gate: gate,
            observer: observer
        )
        self.loadBalancers = loadBalancers(session)
        let servers = OpenStackServers(session: session)
        instances = OpenStackInstances(servers, config: source.config, isRegional: Self.isRegional)
        routes = OpenStackRoutes(servers, config: source.config)
    }

    /// Whether provider ids name the region, as the Go OCCM is told.
    private static var isRegional: Bool { ProcessInfo.processInfo.environment["OS_CCM_REGIONAL"] == "true" }

    /// Connects for a command, lets `body` work and takes the connection down again, whatever happens.
    static func with<Result>(
        _ options: CloudOptions,
        gate: MutationGate = MutationGate(),
        _ body: (CloudConnection) async throws -> Result
    ) async throws -> Result {
        try await with(cloudConfig: options.cloudConfig, cluster: options.cluster, gate: gate, body)
    }

    /// The same for a command that needs no more than the cloud.
    static func with<Result>(
        cloudConfig: String?,
        cluster: ClusterIdentity = ClusterIdentity(name: "kubernetes", uid: nil),
        gate: MutationGate = MutationGate(),
        _ body: (CloudConnection) async throws -> Result
    ) async throws -> Result {
        guard let path = cloudConfig else {
            throw Failure("this needs a cloud: give --cloud-config FILE (occm config check tells whether it is right)")
        }
        var session = SessionOptions()
        session.userAgent = Version.userAgent
        // Somebody waits at a terminal: an unreachable cloud is said after two seconds, not after eight.
        session.retries.maxAttempts = 3
        let source = try Source(ConfigFile.load(path))
        let connection = try CloudConnection(source, session, gate: gate) { session in
            OctaviaLoadBalancers(session: session, config: source.config, cluster: cluster)
        }
        do {
            let result = try await body(connection)
            await connection.shutdown()
            return result
        } catch {
            await connection.shutdown()
            throw error
        }
    }

    /// Closes all connections.
    func shutdown() async { await transport.shutdown() }
}
