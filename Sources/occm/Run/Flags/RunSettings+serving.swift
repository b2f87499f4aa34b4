import Serving
import Telemetry

extension RunSettings {
    /// The HTTPS endpoint.
    struct Serving: Sendable, Hashable {
        /// On which IP address it listens; `0.0.0.0` and `::` are all of them.
        var address = "0.0.0.0"
        /// On which port; 0 is none at all.
        var port = 10258
        /// Where a self-signed certificate is kept; without it, in memory.
        var certificateFolder: String?
        /// The certificate, and what it was signed by. Given together with the key, or not at all.
        var certificateFile: String?
        /// The certificate's private key.
        var keyFile: String?
        /// Certificates for clients that ask for some name.
        var namedCertificates: [NamedCertificateFiles] = []
        /// Names of cipher suites (IANA); empty leaves the choice to the library.
        var cipherSuites: [String] = []
        /// The oldest TLS that is spoken.
        var minimumTLS = TLSVersion.tls12
    }

    /// Who asks the HTTPS endpoint.
    struct Authentication: Sendable, Hashable {
        /// A kubeconfig whose API server checks tokens; without it, that of the Pod.
        var kubeconfig: String?
        /// The CA of client certificates; without it, the cluster's.
        var clientCAFile: String?
        /// Whether the cluster's own configuration of authentication is left unread.
        var skipsLookup = false
        /// Whether that configuration may be unreadable.
        var toleratesLookupFailure = false
        /// For how long the answer about a token is used again.
        var tokenCacheTTL = Duration.seconds(10)
        /// Proxies that tell who asks.
        var requestHeader = RequestHeader()
    }

    /// Proxies that tell who asks, in headers.
    struct RequestHeader: Sendable, Hashable {
        /// The CA of the proxies' client certificates; without it, the cluster's.
        var clientCAFile: String?
        /// The common names that proxies may have; empty is any.
        var allowedNames: [String] = []
        /// Headers with the user's name.
        var userNameHeaders = ["x-remote-user"]
        /// Headers with the user's uid.
        var uidHeaders: [String] = []
        /// Headers with the user's groups.
        var groupHeaders = ["x-remote-group"]
        /// How headers with anything else about the user begin.
        var extraHeaderPrefixes = ["x-remote-extra-"]
    }

    /// What who asks may see.
    struct Authorization: Sendable, Hashable {
        /// A kubeconfig whose API server decides; without it, that of the Pod.
        var kubeconfig: String?
        /// Paths that everybody may see; `*` at the end is any ending.
        var alwaysAllowedPaths = ["/healthz", "/readyz", "/livez"]
        /// For how long a yes is used again.
        var allowedTTL = Duration.seconds(10)
        /// For how long a no is used again.
        var deniedTTL = Duration.seconds(10)
    }

    /// What the log tells.
    struct Logging: Sendable, Hashable {
        /// How much: 0 is what an operator must know, 4 is for debugging, 6 shows every request.
        var verbosity = 0
        /// How a line is written.
        var format = LogFormat.text
    }
}

extension TLSVersion: FlagWord {
    static let standard = tls12
}

extension LogFormat: FlagWord {
    static let standard = text
}
