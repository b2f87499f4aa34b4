import NIOSSL

/// The cipher suites that are offered (`--tls-cipher-suites`), by their IANA names.
///
/// TLS 1.3 always offers all of its suites, as in Go: only those of TLS 1.2 and before can be chosen.
public struct CipherSuites: Sendable, Hashable {
    /// Names that Kubernetes knows and the TLS library does not have, all of them weak. They are not offered.
    public let unavailable: [String]
    /// What was chosen; `nil` is the TLS library's choice.
    let chosen: [NIOTLSCipher]?

    /// The TLS library's choice.
    public static let automatic = CipherSuites(chosen: nil, unavailable: [])

    private init(chosen: [NIOTLSCipher]?, unavailable: [String]) {
        self.chosen = chosen
        self.unavailable = unavailable
    }

    /// Reads names; no name at all is the TLS library's choice.
    ///
    /// Failure: ``ServingError`` with code `.options` that names every unknown name and lists the known ones.
    public init(names: [String]) throws(ServingError) {
        let unknown = names.filter { Self.known[$0] == nil && !Self.weak.contains($0) }
        guard unknown.isEmpty else {
            let list = unknown.map(\.debugDescription).joined(separator: ", ")
            let known = Self.known.keys.sorted().joined(separator: ", ")
            throw ServingError(.options, "--tls-cipher-suites does not know \(list); give some of \(known).")
        }
        let chosen = names.compactMap { Self.known[$0] }
        guard names.isEmpty || !chosen.isEmpty else {
            let list = names.joined(separator: ", ")
            throw ServingError(.options, "--tls-cipher-suites names only weak suites, which are not offered: \(list).")
        }
        self.init(chosen: names.isEmpty ? nil : chosen, unavailable: names.filter(Self.weak.contains))
    }

    /// What may be chosen of TLS 1.2 and before; `nil` is the TLS library's choice, empty is nothing.
    var beforeTLS13: [NIOTLSCipher]? { chosen?.filter { !Self.tls13.contains($0) } }

    private static let tls13: Set<NIOTLSCipher> = [
        .TLS_AES_128_GCM_SHA256, .TLS_AES_256_GCM_SHA384, .TLS_CHACHA20_POLY1305_SHA256,
    ]

    /// Go's names, the two old ones without a hash among them.
    private static let known: [String: NIOTLSCipher] = [
        "TLS_AES_128_GCM_SHA256": .TLS_AES_128_GCM_SHA256,
        "TLS_AES_256_GCM_SHA384": .TLS_AES_256_GCM_SHA384,
        "TLS_CHACHA20_POLY1305_SHA256": .TLS_CHACHA20_POLY1305_SHA256,
        "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA": .TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA,
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256": .TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA": .TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA,
        "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384": .TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305": .TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
        "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256": .TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
        "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA": .TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA,
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256": .TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA": .TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA,
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384": .TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305": .TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256": .TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
        "TLS_RSA_WITH_AES_128_CBC_SHA": .TLS_RSA_WITH_AES_128_CBC_SHA,
        "TLS_RSA_WITH_AES_128_GCM_SHA256": .TLS_RSA_WITH_AES_128_GCM_SHA256,
        "TLS_RSA_WITH_AES_256_CBC_SHA": .TLS_RSA_WITH_AES_256_CBC_SHA,
        "TLS_RSA_WITH_AES_256_GCM_SHA384": .TLS_RSA_WITH_AES_256_GCM_SHA384,
    ]

    private static let weak: Set<String> = [
        "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256", "TLS_ECDHE_ECDSA_WITH_RC4_128_SHA",
        "TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
        "TLS_ECDHE_RSA_WITH_RC4_128_SHA", "TLS_RSA_WITH_3DES_EDE_CBC_SHA", "TLS_RSA_WITH_AES_128_CBC_SHA256",
        "TLS_RSA_WITH_RC4_128_SHA",
    ]
}
