/// How serving works; the defaults are the cloud-controller-manager's flags'.
public struct ServingOptions: Sendable {
    /// The address that is listened on (`--bind-address`); `0.0.0.0` and `::` are all addresses of both families.
    public var bindAddress = "0.0.0.0"
    /// The port (`--secure-port`); zero is any free one. The flag's zero means that nothing is served: then there is no server.
    public var port = 10258
    /// The certificate that is shown (`--tls-cert-file`, `--tls-private-key-file`); `nil` makes one.
    public var certificate: CertificateFiles?
    /// Where a made certificate is kept and found again (`--cert-dir`); empty keeps it in memory.
    public var certificateFolder = ""
    /// Certificates for some names (`--tls-sni-cert-key`), most important first.
    public var namedCertificates: [NamedCertificateFiles] = []
    /// The oldest version of TLS that is spoken (`--tls-min-version`).
    public var minimumTLSVersion = TLSVersion.tls12
    /// The cipher suites that are offered (`--tls-cipher-suites`).
    public var cipherSuites = CipherSuites.automatic
    /// Who clients are.
    public var authentication = AuthenticationOptions()
    /// What clients may do.
    public var authorization = AuthorizationOptions()
    /// What a connection may use up.
    public var limits = ConnectionLimits()
    /// How often files are looked at for changes; more than zero.
    public var reloadInterval = Duration.seconds(5)
    /// How long answers under way are waited for at the end.
    public var stopLimit = Duration.seconds(5)

    /// Creates the default options.
    public init() {}
}

/// How it is found out who a client is.
public struct AuthenticationOptions: Sendable {
    /// A file of CAs whose client certificates count (`--client-ca-file`); `nil` asks the cluster.
    public var clientAuthorityFile: String?
    /// A file of CAs whose client certificates are the front proxy's (`--requestheader-client-ca-file`); `nil` asks the cluster, also
    /// for the three below.
    public var frontProxyAuthorityFile: String?
    /// How the front proxy says who the user is (`--requestheader-…`), when its CA file is given.
    public var frontProxyHeaders = FrontProxyHeaders()
    /// Don't ask the cluster for CAs (`--authentication-skip-lookup`).
    public var skipsLookup = false
    /// Start although the cluster does not tell its CAs (`--authentication-tolerate-lookup-failure`).
    public var toleratesLookupFailure = false
    /// How often the cluster is asked for its CAs; more than zero.
    public var lookupInterval = Duration.seconds(60)
    /// How long the API server's word about a token is believed (`--authentication-token-webhook-cache-ttl`).
    public var tokenCacheTime = Duration.seconds(10)

    /// Creates the default options.
    public init() {}
}

/// How it is found out what a client may do.
public struct AuthorizationOptions: Sendable {
    /// Paths that everybody may ask for (`--authorization-always-allow-paths`); one that ends in `*` stands for all that begin
    /// like it.
    public var alwaysAllowedPaths = ["/healthz", "/readyz", "/livez"]
    /// How long the API server's yes is believed (`--authorization-webhook-cache-authorized-ttl`).
    public var allowedCacheTime = Duration.seconds(10)
    /// How long the API server's no is believed (`--authorization-webhook-cache-unauthorized-ttl`).
    public var deniedCacheTime = Duration.seconds(10)

    /// Creates the default options.
    public init() {}
}

/// What a connection may use up.
public struct ConnectionLimits: Sendable {
    /// How many connections there may be; more are closed at once.
    public var connections = 256
    /// How long a new connection may take until it has sent its first request, the TLS handshake included (Go: 32 s).
    public var firstRequest = Duration.seconds(32)
    /// How long a connection may take from an answer to the end of its next request (Go: 90 s).
    public var nextRequest = Duration.seconds(90)
    /// How long it may take from the end of a request until the client has taken its answer.
    public var answer = Duration.seconds(60)
    /// The size of a request's header fields, in bytes.
    public var headerBytes = 64 << 10
    /// The size of a request's body, in bytes. Bodies are not used.
    public var bodyBytes = 64 << 10

    /// Creates the default limits.
    public init() {}
}
