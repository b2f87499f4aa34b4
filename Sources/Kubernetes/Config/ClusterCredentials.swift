public import CurlTransport
import FoundationEssentials

/// Who we are at the API server, kept fresh: token files are read again after 50 s, certificate files after a minute,
/// plugins are asked again when what they gave expires, and everything at once after a 401.
///
/// Guarantees: a file that can't be read keeps what was read before. One plugin runs at a time; those who ask meanwhile wait for it.
/// Failure: ``KubernetesError`` with code `.configuration` when there is nothing to use.
public actor ClusterCredentials {
    /// A token is read again when it is older (client-go `transport.NewCachedFileTokenSource`: 1 min less 10 s).
    private static let tokenLifetime = Duration.seconds(50)
    private static let certificateLifetime = Duration.seconds(60)
    /// A plugin that takes longer hangs.
    private static let pluginPatience = Duration.seconds(60)

    private let access: ClusterAccess
    private let files: ClusterFiles
    private let environment: [String: String]
    private let runner: CommandRunner
    private let clock: ClientClock

    private var token: (value: Redacted, read: Duration)?
    private var tls: (value: CurlTransport.TLS, read: Duration)?
    private var credential: (status: ExecCredential.Status, expires: Date?)?
    private var asking: Task<ExecCredential.Status, any Error>?
    private var transports: [CurlTransport] = []

    /// Creates credentials; nothing is read before they are needed.
    public init(
        _ access: ClusterAccess,
        environment: [String: String] = [:],
        files: ClusterFiles = .disk,
        runner: @escaping CommandRunner = ClusterCredentials.run,
        clock: ClientClock = .system
    ) {
        self.access = access
        self.files = files
        self.environment = environment
        self.runner = runner
        self.clock = clock
    }

    /// The `Authorization` header, as it should be now; `nil` for none. Client certificates are brought up to date, too.
    func authorization() async throws(KubernetesError) -> Redacted? {
        switch access.login {
        case .none:
            try refreshTLS()
            return nil
        case .token(let token):
            try refreshTLS()
            return Self.bearer(token)
        case .password(let user, let password):
            try refreshTLS()
            return Redacted("Basic \(Data("\(user):\(password.reveal())".utf8).base64EncodedString())")
        case .tokenFile(let path):
            try refreshTLS()
            return Self.bearer(try fileToken(path))
        case .exec(let plugin):
            let status = try await pluginCredential(plugin)
            try refreshTLS()
            return status.token.map(Self.bearer)
        }
    }

    /// Gets other credentials after a 401, and says whether there are any.
    func renew(insteadOf refused: Redacted?) async throws(KubernetesError) -> Bool {
        let old = tls?.value
        token?.read -= Self.tokenLifetime
        tls?.read -= Self.certificateLifetime
        if case .exec = access.login, credential?.status.token.map(Self.bearer) == refused {
            credential = nil
        }
        return try await authorization() != refused || tls?.value != old
    }

    /// Makes a transport to this cluster; it follows changes of certificates for as long as the credentials live.
    public func makeTransport(
        _ configure: (inout CurlTransport.Configuration) -> Void = { _ in }
    ) throws(KubernetesError) -> CurlTransport {
        var configuration = CurlTransport.Configuration()
        configuration.tls = try refreshTLS()
        if let proxy = access.proxyURL { configuration.proxy = .url(proxy) }
        configuration.connectTo = access.route.connectTo
        configure(&configuration)
        do throws(TransportError) {
            let transport = try CurlTransport(configuration: configuration)
            transports.append(transport)
            return transport
        } catch {
            throw KubernetesError(.configuration, error.message, failure: error.code)
        }
    }

    /// Makes a client with a transport of its own.
    public nonisolated func makeClient(
        pace: RequestPace = RequestPace(),
        _ configure: @Sendable (inout CurlTransport.Configuration) -> Void = { _ in }
    ) async throws(KubernetesError) -> KubernetesClient {
        KubernetesClient(
            server: access.route.url,
            transport: try await makeTransport(configure),
            credentials: self,
            pace: pace,
            clock: clock
        )
    }

    private static func bearer(_ token: Redacted) -> Redacted { Redacted("Bearer \(token.reveal())") }
}

extension ClusterCredentials {
    private func fileToken(_ path: String) throws(KubernetesError) -> Redacted {
        let now = clock.uptime()
        if let token, now - token.read < Self.tokenLifetime { return token.value }
        do throws(ClusterFiles.Failure) {
            let text = String(decoding: try files.contents(path), as: UTF8.self)
            let value = String(text.trimmingBlanks)
            guard !value.isEmpty else { throw ClusterFiles.Failure("it is empty") }
            token = (Redacted(value), now)
            return Redacted(value)
        } catch {
            guard let token else { throw KubernetesError(.configuration, "\(path): \(error.reason).") }
            return token.value
        }
    }

    /// The TLS settings as they should be now; a change is handed to all transports.
    @discardableResult
    private func refreshTLS() throws(KubernetesError) -> CurlTransport.TLS {
        let now = clock.uptime()
        if let tls, now - tls.read < Self.certificateLifetime { return tls.value }
        let old = tls?.value
        var new: CurlTransport.TLS
        do {
            new = try readTLS()
        } catch {
            guard let old else { throw KubernetesError(.configuration, error.description) }
            new = old
        }
        tls = (new, now)
        if new != old { for transport in transports { transport.rotate(new) } }
        return new
    }

    private func readTLS() throws(ClusterProblem) -> CurlTransport.TLS {
        var result = CurlTransport.TLS(verifiesServer: access.verifiesServer)
        result.authorities = try access.authorities.map { (material) throws(ClusterProblem) in try read(material) }
        if let pair = access.certificate {
            result.certificate = try read(pair.certificate)
            result.key = try read(pair.key)
        } else if let status = credential?.status {
            result.certificate = status.clientCertificateData.map { PEM(Array($0.utf8)) }
            result.key = status.clientKeyData.map { PEM(Array($0.reveal().utf8)) }
        }
        return result
    }

    private func read(_ material: ClusterAccess.Material) throws(ClusterProblem) -> PEM {
        switch material {
        case .data(let pem): return pem
        case .file(let path):
            do {
                return PEM(try files.contents(path))
            } catch {
                throw ClusterProblem(file: path, "\(error.reason).")
            }
        }
    }
}

extension ClusterCredentials {
    private func pluginCredential(_ plugin: ExecPlugin) async throws(KubernetesError) -> ExecCredential.Status {
        if let credential, credential.expires.map({ $0 > clock.now() }) ?? true { return credential.status }
        let task = asking ?? Task { try await ask(plugin) }
        asking = task
        let result = await task.result
        // Of those who waited, the first one back finds the task still there and keeps what it gave.
        if asking == task { asking = nil }
        do {
            let status = try result.get()
            credential = (status, status.expirationTimestamp.flatMap(Timestamp.date))
            tls?.read = clock.uptime() - Self.certificateLifetime
            return status
        } catch {
            throw error as? KubernetesError ?? KubernetesError(.configuration, "\(error)")
        }
    }

    private func ask(_ plugin: ExecPlugin) async throws(KubernetesError) -> ExecCredential.Status {
        let (runner, environment) = (runner, environment)
        let answer = await clock.limited(to: Self.pluginPatience) {
            () async -> Result<ExecCredential.Status, KubernetesError> in
            do throws(KubernetesError) {
                return .success(try await plugin.run(runner, environment: environment))
            } catch {
                return .failure(error)
            }
        }
        guard let answer else {
            let limit = Self.pluginPatience.components.seconds
            throw KubernetesError(
                .configuration,
                "The credential plugin \(plugin.command) did not end within \(limit) s."
            )
        }
        return try answer.get()
    }
}

extension String {
    fileprivate var trimmingBlanks: Substring {
        let tail = self[...].drop { $0.isWhitespace }
        return tail[..<(tail.lastIndex { !$0.isWhitespace }.map { tail.index(after: $0) } ?? tail.startIndex)]
    }
}
