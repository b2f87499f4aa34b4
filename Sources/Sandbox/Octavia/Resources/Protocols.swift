/// What Octavia's protocols are and which go together (octavia/common/constants.py, octavia_lib).
enum Protocols {
    /// The protocols of listeners.
    static let ofListeners = ["TCP", "HTTPS", "HTTP", "TERMINATED_HTTPS", "UDP", "SCTP", "PROMETHEUS"]
    /// The protocols of pools.
    static let ofPools = ["TCP", "HTTP", "HTTPS", "PROXY", "PROXYV2", "UDP", "SCTP"]
    /// The ways of choosing a member.
    static let algorithms = ["LEAST_CONNECTIONS", "ROUND_ROBIN", "SOURCE_IP", "SOURCE_IP_PORT"]

    /// The pool protocols that a listener's protocol can feed (VALID_LISTENER_POOL_PROTOCOL_MAP).
    static func ofPools(behind listenerProtocol: String) -> [String] {
        switch listenerProtocol {
        case "TCP": ["HTTP", "HTTPS", "PROXY", "PROXYV2", "TCP"]
        case "HTTP", "TERMINATED_HTTPS": ["HTTP", "PROXY", "PROXYV2"]
        case "HTTPS": ["HTTPS", "PROXY", "PROXYV2", "TCP"]
        case "UDP": ["UDP"]
        case "SCTP": ["SCTP"]
        default: []
        }
    }

    /// The transport that a listener's protocol uses (L4_PROTOCOL_MAP).
    static func transport(of listenerProtocol: String) -> String {
        isDatagram(listenerProtocol) ? listenerProtocol : "TCP"
    }

    /// Whether a protocol is UDP or SCTP, which Octavia serves by LVS.
    static func isDatagram(_ name: String) -> Bool { name == "UDP" || name == "SCTP" }

    /// Whether a listener's protocol lets headers be inserted and L7 policies decide.
    static func isHTTP(_ listenerProtocol: String) -> Bool {
        listenerProtocol == "HTTP" || listenerProtocol == "TERMINATED_HTTPS"
    }
}

/// What Octavia's configuration gives TLS where a request says nothing.
enum TLSDefaults {
    /// The known protocols of ALPN.
    static let alpnProtocols = ["h2", "http/1.1", "http/1.0"]
    /// The protocols that a listener offers.
    static let listenerALPN: JSONValue = ["h2", "http/1.1", "http/1.0"]
    /// The protocols that a pool offers its members.
    static let poolALPN: JSONValue = []
    /// The versions.
    static let versions: JSONValue = ["TLSv1.2", "TLSv1.3"]
    /// The known versions.
    static let allVersions = ["SSLv3", "TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"]
    /// The ciphers, in OpenSSL's notation.
    static let ciphers = [
        "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256",
        "ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384",
        "ECDHE-RSA-AES256-GCM-SHA384", "ECDHE-ECDSA-CHACHA20-POLY1305", "ECDHE-RSA-CHACHA20-POLY1305",
        "DHE-RSA-AES128-GCM-SHA256", "DHE-RSA-AES256-GCM-SHA384", "DHE-RSA-CHACHA20-POLY1305",
    ].joined(separator: ":")
}
