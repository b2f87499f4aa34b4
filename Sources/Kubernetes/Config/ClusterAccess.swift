public import CurlTransport

/// How to reach a cluster, and who we are there.
public struct ClusterAccess: Sendable, Hashable {
    /// The API server's URL.
    public var server: String
    /// The name that the API server's certificate must have instead of the one in `server`.
    public var tlsServerName: String?
    /// The CA certificates that the API server's certificate must come from; `nil` trusts the system's.
    public var authorities: Material?
    /// Whether the API server's certificate is checked.
    public var verifiesServer = true
    /// The proxy's URL; `nil` goes by the environment.
    public var proxyURL: String?
    /// The client certificate and its key.
    public var certificate: ClientCertificate?
    /// Who we are beside the certificate.
    public var login = Login.none
    /// The namespace that commands mean unless they are told another one.
    public var namespace = "default"
    /// What was strange and did not matter.
    public var warnings: [ClusterProblem] = []

    /// Creates access without credentials.
    public init(server: String) { self.server = server }

    /// Bytes that are given, or a file that is read again now and then.
    public enum Material: Sendable, Hashable {
        /// In the configuration itself.
        case data(PEM)
        /// In a file.
        case file(String)
    }

    /// A client certificate and its key.
    public struct ClientCertificate: Sendable, Hashable {
        /// The certificate, with its chain.
        public var certificate: Material
        /// Its private key.
        public var key: Material

        /// Creates a pair.
        public init(certificate: Material, key: Material) {
            self.certificate = certificate
            self.key = key
        }
    }

    /// Who we are beside the certificate.
    public enum Login: Sendable, Hashable {
        /// Nobody in particular.
        case none
        /// A token that never changes.
        case token(Redacted)
        /// A token in a file that is replaced before the token expires.
        case tokenFile(String)
        /// A user name and a password.
        case password(user: String, Redacted)
        /// What a program says.
        case exec(ExecPlugin)
    }
}
