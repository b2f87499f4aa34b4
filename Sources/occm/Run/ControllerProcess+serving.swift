import FoundationEssentials
import Kubernetes
import ServiceLifecycle
import Serving
import Telemetry

extension ControllerProcess {
    /// The HTTPS endpoint; `nil` if there is to be none (`--secure-port=0`).
    func makeServer(_ clients: ControllerClients, _ health: HealthChecks) async throws -> ServingService? {
        guard settings.serving.port > 0 else { return nil }
        let pages: [String: Page] = [
            "/metrics": .metrics { [telemetry] in await telemetry.metrics.render() },
            "/metrics/slis": .metrics { health.indicators },
            "/configz": .json { [settings] in settings.configz },
        ]
        let server = try SecureServer(
            servingOptions(),
            pages: pages,
            health: health,
            authentication: try await client(settings.authentication.kubeconfig) ?? clients.reviews,
            authorization: try await client(settings.authorization.kubeconfig) ?? clients.reviews,
            report: { [telemetry] in telemetry.note($0) }
        )
        return ServingService(server: server, health: health)
    }

    /// A client of another API server that is asked about those who ask us.
    private func client(_ kubeconfig: String?) async throws -> KubernetesClient? {
        guard let kubeconfig else { return nil }
        let access = try ClusterAccess.forController(kubeconfig: kubeconfig, environment: environment)
        return try await ClusterCredentials(access, environment: environment).makeClient()
    }

    private func servingOptions() throws -> ServingOptions {
        let (serving, authentication, authorization) = (
            settings.serving, settings.authentication, settings.authorization
        )
        var options = ServingOptions()
        options.bindAddress = serving.address
        options.port = serving.port
        if let certificate = serving.certificateFile, let key = serving.keyFile {
            options.certificate = CertificateFiles(certificate: certificate, key: key)
        }
        options.certificateFolder = serving.certificateFolder ?? ""
        options.namedCertificates = serving.namedCertificates
        options.minimumTLSVersion = serving.minimumTLS
        options.cipherSuites = try CipherSuites(names: serving.cipherSuites)
        options.authentication.clientAuthorityFile = authentication.clientCAFile
        options.authentication.frontProxyAuthorityFile = authentication.requestHeader.clientCAFile
        options.authentication.frontProxyHeaders = FrontProxyHeaders(authentication.requestHeader)
        options.authentication.skipsLookup = authentication.skipsLookup
        options.authentication.toleratesLookupFailure = authentication.toleratesLookupFailure
        options.authentication.tokenCacheTime = authentication.tokenCacheTTL
        options.authorization.alwaysAllowedPaths = authorization.alwaysAllowedPaths
        options.authorization.allowedCacheTime = authorization.allowedTTL
        options.authorization.deniedCacheTime = authorization.deniedTTL
        return options
    }
}

extension FrontProxyHeaders {
    init(_ settings: RunSettings.RequestHeader) {
        self.init()
        allowedNames = settings.allowedNames
        names = settings.userNameHeaders
        uids = settings.uidHeaders
        groups = settings.groupHeaders
        extraPrefixes = settings.extraHeaderPrefixes
    }
}

/// The HTTPS endpoint, until everything else has ended.
struct ServingService: ServiceLifecycle.Service {
    let server: SecureServer
    let health: HealthChecks

    func run() async throws {
        try await withGracefulShutdownHandler {
            try await cancelWhenGracefulShutdown { try await server.run() }
        } onGracefulShutdown: {
            health.beginShutdown()
        }
    }
}
