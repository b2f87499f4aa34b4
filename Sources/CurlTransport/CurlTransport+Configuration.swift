extension CurlTransport {
    /// How a transport connects. The defaults suit a controller: system CAs, proxies from the environment.
    public struct Configuration: Sendable {
        /// Whom to trust and who we are.
        public var tls = TLS()
        /// Whether requests go through a proxy.
        public var proxy = Proxy.environment
        /// Where to connect to instead of a URL's host, each as `HOST:PORT:OTHER-HOST:OTHER-PORT` (CURLOPT_CONNECT_TO). TLS and
        /// the `Host` header keep the URL's host.
        public var connectTo: [String] = []
        /// How long name lookup, TCP and TLS may take together, more than zero.
        public var connectTimeout: Duration = .seconds(10)
        /// How many connections are kept open for reuse, at least 1. Exchanges in progress are not limited: libcurl's own
        /// limit parks a request without a time limit (7.88), and callers bound how much they ask for at once.
        public var maxIdleConnections = 32
        /// The `User-Agent` of requests that don't set one.
        public var userAgent = "occm"
        /// How many bytes of a streamed body wait for their reader before the sender is paused, at least 65,536.
        public var streamBuffer = 256 << 10
        /// Whether a cancelled request leaves its name lookup to end by itself; off only to measure what that saves.
        var abandonsLookups = true

        /// Creates the default configuration.
        public init() {}
    }

    /// Whom a transport trusts and who it is.
    public struct TLS: Sendable, Hashable {
        /// The only CA certificates to trust; `nil` trusts the system's.
        public var authorities: PEM?
        /// The client certificate, with its chain.
        public var certificate: PEM?
        /// The client certificate's private key, not encrypted.
        public var key: PEM?
        /// Whether the server's certificate and name are checked. Turning this off hands every credential to whoever
        /// answers.
        public var verifiesServer: Bool

        /// Creates TLS settings; without arguments, the system's CAs and no client certificate.
        public init(authorities: PEM? = nil, certificate: PEM? = nil, key: PEM? = nil, verifiesServer: Bool = true) {
            self.authorities = authorities
            self.certificate = certificate
            self.key = key
            self.verifiesServer = verifiesServer
        }
    }

    /// Whether requests go through a proxy.
    public enum Proxy: Sendable, Hashable {
        /// As `http_proxy`, `https_proxy`/`HTTPS_PROXY`, `all_proxy`/`ALL_PROXY` and `no_proxy`/`NO_PROXY` say (libcurl
        /// reads them; see CURLOPT_PROXY and CURLOPT_NOPROXY).
        case environment
        /// No proxy, whatever the environment says.
        case none
        /// This proxy's URL, except for hosts in the comma-separated list (host names, domains, addresses, CIDRs).
        case url(String, except: String = "")
    }
}
