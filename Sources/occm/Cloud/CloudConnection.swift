import CurlTransport
import KeystoneAuth
import Kubernetes
import LoadBalancerModel
import OctaviaLB
import Planning

/// Everything that a command needs of a cloud: configuration → transport → session → load balancers.
struct CloudConnection: Sendable {
    /// What cloud.conf and clouds.yaml say.
    let config: CloudConfig
    /// Authenticated requests.
    let session: Session
    /// The heart.
    let loadBalancers: OctaviaLoadBalancers
    private let transport: CurlTransport

    /// Connects, lets `body` work and takes the connection down again, whatever happens.
    static func with<Result>(
        _ options: CloudOptions,
        _ body: (CloudConnection) async throws -> Result
    ) async throws -> Result {
        guard let path = options.cloudConfig else {
            throw Failure("this needs a cloud: give --cloud-config FILE (occm config check tells whether it is right)")
        }
        let connection = try CloudConnection(ConfigFile.load(path), cluster: options.cluster)
        do {
            let result = try await body(connection)
            await connection.transport.shutdown()
            return result
        } catch {
            await connection.transport.shutdown()
            throw error
        }
    }

    private init(_ config: CloudConfig, cluster: ClusterIdentity) throws {
        self.config = config
        var wire = CurlTransport.Configuration()
        wire.tls = try CurlTransport.TLS(config.global)
        transport = try CurlTransport(configuration: wire)
        var options = SessionOptions()
        options.userAgent = "occm/\(Version.text)"
        // Somebody waits at a terminal: an unreachable cloud is said after two seconds, not after eight.
        options.retries.maxAttempts = 3
        session = try Session(configuration: config, transport: transport, options: options)
        loadBalancers = OctaviaLoadBalancers(session: session, config: config, cluster: cluster)
    }
}
