extension CloudConfig {
    /// `[Global]`: credentials, Keystone, TLS, and where clouds.yaml comes in.
    public struct Global: Sendable, Hashable {
        /// `auth-url`: Keystone.
        public var authURL: String?
        /// `user-id`.
        public var userID: String?
        /// `username`.
        public var username: String?
        /// `password`.
        public var password: Secret?
        /// `tenant-id`: the project's id.
        public var tenantID: String?
        /// `tenant-name`: the project's name.
        public var tenantName: String?
        /// `domain-id`: where neither user nor project has a domain of its own.
        public var domainID: String?
        /// `domain-name`: where neither user nor project has a domain of its own.
        public var domainName: String?
        /// `tenant-domain-id`: the project's domain.
        public var tenantDomainID: String?
        /// `tenant-domain-name`: the project's domain.
        public var tenantDomainName: String?
        /// `user-domain-id`: the user's domain.
        public var userDomainID: String?
        /// `user-domain-name`: the user's domain.
        public var userDomainName: String?
        /// `trust-id`.
        public var trustID: String?
        /// `trustee-id`: overrides `user-id` when there is a trust.
        public var trusteeID: String?
        /// `trustee-password`: overrides `password` when there is a trust.
        public var trusteePassword: Secret?
        /// `application-credential-id`.
        public var applicationCredentialID: String?
        /// `application-credential-name`.
        public var applicationCredentialName: String?
        /// `application-credential-secret`.
        public var applicationCredentialSecret: Secret?
        /// `token`: issued before.
        public var token: Secret?
        /// `region`: whose endpoints are used.
        public var region: String?
        /// `os-endpoint-type`: `public`, `internal` or `admin`.
        public var endpointType: String?
        /// `ca-file`: the path of a PEM bundle that replaces the system's roots.
        public var caFile: String?
        /// `cafilecontents`: the bundle itself; `ca-file` wins.
        public var caFileContents: String?
        /// `cert-file`: the path of the client certificate.
        public var certFile: String?
        /// `key-file`: the path of the client certificate's key.
        public var keyFile: String?
        /// `tls-insecure`: exactly `true` skips verification.
        public var tlsInsecure: String?
        /// `use-clouds`: complete this section from clouds.yaml.
        public var useClouds = false
        /// `clouds-file`: where clouds.yaml is.
        public var cloudsFile: String?
        /// `cloud`: which cloud of clouds.yaml.
        public var cloud: String?

        /// Creates a section without any value.
        public init() {}

        /// Whether servers' certificates are verified.
        public var verifiesCertificates: Bool { tlsInsecure != "true" }
    }
}

extension CloudConfig.Global {
    /// The section's keys in the order of the reference.
    static let keys: [ConfigKey<Self>] = [
        ConfigKey("auth-url", \.authURL, "Keystone's address, with or without `/v3`."),
        ConfigKey("user-id", \.userID, "The user's id. Excludes `username` and the user's domain."),
        ConfigKey("username", \.username, "The user's name. Needs the user's domain, by id or by name."),
        ConfigKey("password", \.password, "The user's password."),
        ConfigKey(
            "tenant-id",
            \.tenantID,
            "The id of the project to work in. Needs no domain, and wins over `tenant-name`."
        ),
        ConfigKey("tenant-name", \.tenantName, "The name of the project to work in. Needs the project's domain."),
        ConfigKey(
            "domain-id",
            \.domainID,
            "The domain of user and project where they have none of their own; alone, the scope."
        ),
        ConfigKey("domain-name", \.domainName, "Like `domain-id`, by name."),
        ConfigKey("tenant-domain-id", \.tenantDomainID, "The project's domain."),
        ConfigKey("tenant-domain-name", \.tenantDomainName, "The project's domain, by name."),
        ConfigKey("user-domain-id", \.userDomainID, "The user's domain."),
        ConfigKey("user-domain-name", \.userDomainName, "The user's domain, by name."),
        ConfigKey("trust-id", \.trustID, "The trust to work under; it is the scope. For a password only."),
        ConfigKey("trustee-id", \.trusteeID, "With `trust-id`: the user to log in as, in place of `user-id`."),
        ConfigKey(
            "trustee-password",
            \.trusteePassword,
            "With `trust-id`: that user's password, in place of `password`."
        ),
        ConfigKey(
            "application-credential-id",
            \.applicationCredentialID,
            "The application credential's id. It brings its own scope."
        ),
        ConfigKey(
            "application-credential-name",
            \.applicationCredentialName,
            "The application credential's name. Needs its user: `user-id`, or `username` and the user's domain."
        ),
        ConfigKey(
            "application-credential-secret",
            \.applicationCredentialSecret,
            "The application credential's secret."
        ),
        ConfigKey(
            "token",
            \.token,
            "A token issued before. User and password are ignored. occm stops working when it expires."
        ),
        ConfigKey("region", \.region, "The region whose endpoints are used. Without it, the catalog's first match."),
        ConfigKey(
            "os-endpoint-type",
            \.endpointType,
            "Which endpoints are used: `public` (when empty), `internal` or `admin`.",
            where: { value throws(ConfigMismatch) in
                guard let value, EndpointInterface(value) == nil else { return }
                throw ConfigMismatch(expected: "expected public, internal or admin")
            }
        ),
        ConfigKey("ca-file", \.caFile, "A PEM bundle that replaces the system's roots."),
        ConfigKey("cafilecontents", \.caFileContents, "The PEM bundle itself. `ca-file` wins."),
        ConfigKey("cert-file", \.certFile, "The TLS client certificate. Used when `key-file` is set too."),
        ConfigKey("key-file", \.keyFile, "The client certificate's key."),
        ConfigKey("tls-insecure", \.tlsInsecure, "Exactly `true` skips the verification of certificates."),
        ConfigKey("use-clouds", \.useClouds, "Complete this section from clouds.yaml. What is set here wins."),
        ConfigKey("clouds-file", \.cloudsFile, "The path of clouds.yaml, in place of `OS_CLIENT_CONFIG_FILE`."),
        ConfigKey("cloud", \.cloud, "Which cloud of clouds.yaml. Without it, `OS_CLOUD` or the only one."),
    ]
}
