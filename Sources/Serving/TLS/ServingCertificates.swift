import FoundationEssentials
import Kubernetes
import NIOCore
import NIOSSL
import Synchronization

/// The certificates that are shown, and how TLS is spoken.
///
/// Guarantees: new connections use what the files held when they were last read and were good; connections that are open
/// keep what they began with. A change that can't be used is reported once and changes nothing.
final class ServingCertificates: Sendable {
    private typealias Contents = [String: [UInt8]]

    private struct State {
        var tls: TLSConfiguration?
        /// What the files held when they were last looked at, good or not.
        var seen: Result<Contents, ServingError> = .success([:])
        /// The certificate that we made, if none is given.
        var made: TLSIdentity?
    }

    /// So long before its end a made certificate is made anew.
    private static let renewal: TimeInterval = 30 * 86400

    private let options: ServingOptions
    private let files: ClusterFiles
    private let clock: ClientClock
    private let report: @Sendable (ServingNews) -> Void
    private let state = Mutex(State())

    init(
        _ options: ServingOptions,
        files: ClusterFiles,
        clock: ClientClock,
        report: @escaping @Sendable (ServingNews) -> Void
    ) {
        self.options = options
        self.files = files
        self.clock = clock
        self.report = report
    }

    /// What the next connection uses; `nil` before ``load()``.
    var tls: TLSConfiguration? { state.withLock { $0.tls } }

    /// A context for one connection, so that no TLS session can be resumed in another one: a resumed session does not repeat
    /// the certificates between the client's own and its CA, and then nobody could say any more who the client is.
    func makeContext() throws -> NIOSSLContext? { try tls.map(NIOSSLContext.init) }

    /// Reads or makes the certificates.
    func load() throws(ServingError) {
        let contents = try readFiles()
        state.withLock { $0.seen = .success(contents) }
        try use(contents)
    }

    /// Looks for changes until the task is cancelled.
    func watch() async {
        while (try? await clock.sleep(options.reloadInterval)) != nil { refresh() }
    }

    /// Looks for changes once.
    func refresh() {
        let contents = Result { () throws(ServingError) in try readFiles() }
        let isNew = state.withLock { state in
            defer { state.seen = contents }
            return state.seen != contents
        }
        guard isNew || isAging else { return }
        do throws(ServingError) {
            try use(try contents.get())
        } catch {
            report(.certificateRefused(error))
        }
    }

    private var isAging: Bool {
        let end = state.withLock { $0.made?.end }
        return end.map { $0 < clock.now().addingTimeInterval(Self.renewal) } ?? false
    }

    private func readFiles() throws(ServingError) -> Contents {
        let all = [options.certificate].compactMap(\.self) + options.namedCertificates.map(\.files)
        var contents: Contents = [:]
        for path in all.flatMap({ [$0.certificate, $0.key] }) { contents[path] = try files.certificateFile(path) }
        return contents
    }

    private func use(_ contents: Contents) throws(ServingError) {
        let named = try options.namedCertificates.map { certificate throws(ServingError) in
            try Self.identity(certificate.files, in: contents, names: certificate.names)
        }
        let main =
            if let given = options.certificate { try Self.identity(given, in: contents) } else { try madeIdentity() }
        let tls = try configuration(main, named)
        state.withLock { $0.tls = tls }
        report(.certificateInUse(end: main.end))
    }

    private static func identity(
        _ files: CertificateFiles,
        in contents: Contents,
        names: [String] = []
    ) throws(ServingError) -> TLSIdentity {
        let key = Redacted(String(decoding: contents[files.key] ?? [], as: UTF8.self))
        let pair = CertificatePair(chain: contents[files.certificate] ?? [], key: key)
        return try TLSIdentity(pair, origin: "\(files.certificate) and \(files.key)", names: names)
    }

    private func madeIdentity() throws(ServingError) -> TLSIdentity {
        if !isAging, let made = state.withLock({ $0.made }) { return made }
        let made = try SelfSigned(options, now: clock.now()).identity(goodUntil: Self.renewal)
        state.withLock { $0.made = made }
        return made
    }

    private func configuration(_ main: TLSIdentity, _ named: [TLSIdentity]) throws(ServingError) -> TLSConfiguration {
        var configuration = TLSConfiguration.makeServerConfiguration(certificateChain: main.chain, privateKey: main.key)
        configuration.minimumTLSVersion = options.minimumTLSVersion.version
        if let suites = options.cipherSuites.beforeTLS13 {
            if suites.isEmpty {
                configuration.minimumTLSVersion = .tlsv13
            } else {
                configuration.cipherSuiteValues = suites
            }
        }
        configuration.applicationProtocols = ["http/1.1"]
        configuration.shutdownTimeout = .seconds(1)
        // A certificate is asked for and may be missing. Whether it is believed is decided for each request: CAs change.
        configuration.certificateVerification = .optionalVerification
        configuration.trustRoots = .certificates([])
        if !named.isEmpty {
            configuration.sslContextCallback = { hello, promise in
                let identity = hello.serverHostname.flatMap { host in named.first { $0.isFor(host) } }
                promise.succeed(identity.map(NIOSSLContextConfigurationOverride.init) ?? .noChanges)
            }
        }
        do {
            _ = try NIOSSLContext(configuration: configuration)
            return configuration
        } catch {
            throw ServingError(.certificate, "The TLS library refuses the certificates or options: \(error).")
        }
    }
}

extension NIOSSLContextConfigurationOverride {
    fileprivate init(_ identity: TLSIdentity) {
        self.init()
        certificateChain = identity.chain
        privateKey = identity.key
    }
}

extension ClusterFiles {
    /// A file that must be there.
    func certificateFile(_ path: String) throws(ServingError) -> [UInt8] {
        do throws(Failure) {
            if let bytes = try read(path) { return bytes }
        } catch {
            throw ServingError(.certificate, "\(path): \(error.reason).")
        }
        throw ServingError(.certificate, "\(path): there is no such file.")
    }
}
