import LoadBalancerModel

/// Which protocols go together (Octavia `constants.py` VALID_LISTENER_POOL_PROTOCOL_MAP; API reference, "Protocol
/// Combinations"). Refusing here says what is allowed, before half a load balancer is made.
enum ProtocolCombinations {
    /// The listener protocols that a Service port can have, by its transport; empty if the cloud lacks the transport.
    static func listenerProtocols(transport: String, _ capabilities: ProviderCapabilities) -> [String] {
        let all = transport == "TCP" ? ["TCP", "HTTP", "HTTPS"] : [transport]
        return all.filter { capabilities.listenerProtocols?.contains($0) ?? true }
    }

    /// The pool protocols that fit behind a listener.
    static func poolProtocols(listener: ListenerProtocol, _ capabilities: ProviderCapabilities) -> [String] {
        let all =
            switch listener {
            case .tcp: ["TCP", "HTTP", "HTTPS", "PROXY", "PROXYV2"]
            case .http, .terminatedHTTPS: ["HTTP", "PROXY", "PROXYV2"]
            case .https: ["HTTPS", "TCP", "PROXY", "PROXYV2"]
            default: [listener.rawValue]
            }
        return all.filter { capabilities.poolProtocols?.contains($0) ?? true }
    }
}
