/// The HTTPS endpoint, and who may use it.
extension RunFlags {
    static let serving = RunFlagGroup(
        title: "Serving",
        flags: [
            RunFlag(
                "bind-address",
                \.serving.address,
                as: "address",
                "On which address /healthz, /metrics and the others are served; 0.0.0.0 and :: are all.",
                where: FlagChecks.ipAddress
            ),
            RunFlag(
                "secure-port",
                \.serving.port,
                as: "port",
                "On which port they are served, with HTTPS; 0 serves nothing.",
                where: FlagChecks.within(0...65535)
            ),
            RunFlag(
                "cert-dir",
                \.serving.certificateFolder,
                as: "folder",
                "Where a self-signed certificate is kept; without it, in memory. --tls-cert-file wins."
            ),
            RunFlag(
                "tls-cert-file",
                \.serving.certificateFile,
                as: "file",
                "The certificate, and those that signed it; taken in again when it changes. Without it, self-signed."
            ),
            RunFlag("tls-private-key-file", \.serving.keyFile, as: "file", "The certificate's private key."),
            RunFlag(
                "tls-sni-cert-key",
                \.serving.namedCertificates,
                "A certificate for clients that ask for some name: certificate,key or certificate,key:name,name."
            ),
            RunFlag(
                "tls-cipher-suites",
                \.serving.cipherSuites,
                as: "names",
                "The cipher suites of TLS 1.2 and before that may be used, by their IANA names.",
                where: FlagChecks.cipherSuites
            ),
            RunFlag("tls-min-version", \.serving.minimumTLS, as: "version", "The oldest TLS that is spoken."),
        ]
    )

    static let authentication = RunFlagGroup(
        title: "Authentication",
        flags: [
            RunFlag(
                "authentication-kubeconfig",
                \.authentication.kubeconfig,
                as: "file",
                "Whose API server checks tokens; without it, the Pod's."
            ),
            RunFlag(
                "authentication-skip-lookup",
                \.authentication.skipsLookup,
                "Leave the cluster's own configuration of authentication unread."
            ),
            RunFlag(
                "authentication-tolerate-lookup-failure",
                \.authentication.toleratesLookupFailure,
                "Start although that configuration can't be read."
            ),
            RunFlag(
                "authentication-token-webhook-cache-ttl",
                \.authentication.tokenCacheTTL,
                "For how long the answer about a token is used again."
            ),
            RunFlag(
                "client-ca-file",
                \.authentication.clientCAFile,
                as: "file",
                "The CA of client certificates; without it, the cluster's."
            ),
            RunFlag(
                "requestheader-client-ca-file",
                \.authentication.requestHeader.clientCAFile,
                as: "file",
                "The CA of proxies that tell in headers who asks; without it, the cluster's."
            ),
            RunFlag(
                "requestheader-allowed-names",
                \.authentication.requestHeader.allowedNames,
                as: "names",
                "The common names that their certificates may have; none is any."
            ),
            RunFlag(
                "requestheader-username-headers",
                \.authentication.requestHeader.userNameHeaders,
                as: "names",
                "Their headers with the user's name."
            ),
            RunFlag(
                "requestheader-uid-headers",
                \.authentication.requestHeader.uidHeaders,
                as: "names",
                "Their headers with the user's uid."
            ),
            RunFlag(
                "requestheader-group-headers",
                \.authentication.requestHeader.groupHeaders,
                as: "names",
                "Their headers with the user's groups."
            ),
            RunFlag(
                "requestheader-extra-headers-prefix",
                \.authentication.requestHeader.extraHeaderPrefixes,
                as: "prefixes",
                "How their headers with anything else begin."
            ),
        ]
    )

    static let authorization = RunFlagGroup(
        title: "Authorization",
        flags: [
            RunFlag(
                "authorization-always-allow-paths",
                \.authorization.alwaysAllowedPaths,
                as: "paths",
                "Paths that everybody may read; with * at the end, all that begin so."
            ),
            RunFlag(
                "authorization-kubeconfig",
                \.authorization.kubeconfig,
                as: "file",
                "Whose API server decides about other paths; without it, the Pod's."
            ),
            RunFlag(
                "authorization-webhook-cache-authorized-ttl",
                \.authorization.allowedTTL,
                "For how long its yes is used again."
            ),
            RunFlag(
                "authorization-webhook-cache-unauthorized-ttl",
                \.authorization.deniedTTL,
                "For how long its no is used again."
            ),
        ]
    )
}
