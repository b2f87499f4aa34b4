import LoadBalancerModel

/// What the Service and its annotations ask of one port.
struct PortSettings: Sendable, Hashable {
    /// The port's index in the Service.
    var index: Int
    /// The port's name in the Service.
    var name: String?
    /// The port that clients connect to.
    var port: Int
    /// The port that the nodes listen on; `nil` until Kubernetes allocates it.
    var nodePort: Int?
    /// `TCP`, `UDP` or `SCTP`.
    var transport: String
    /// What the listener speaks.
    var listener: ListenerProtocol
    /// What the pool speaks.
    var pool: String
}

/// Decides what each port's listener and pool speak, and refuses what Octavia would refuse.
struct PortProtocols {
    /// The annotation `listener-protocol`.
    var listeners: ProtocolByPort?
    /// The annotation `pool-protocol`.
    var pools: ProtocolByPort?
    /// The annotation `x-forwarded-for`.
    var xForwardedFor: Bool
    /// The annotation `proxy-protocol`.
    var proxy: ProxyProtocol
    /// What the cloud and the provider can do.
    var capabilities: ProviderCapabilities

    /// The listener's and the pool's protocol for a port; problems are noted and the port's own protocol returned.
    func protocols(
        port: Int,
        name: String?,
        transport: String,
        reader: inout AnnotationReader
    ) -> (listener: ListenerProtocol, pool: String) {
        let isTCP = transport == "TCP"
        let place = "port \(port)/\(transport)"
        let asked = listeners?.proto(port: port, name: name, transport: transport)
        let listenerName = asked ?? (isTCP && xForwardedFor ? "HTTP" : transport)
        let allowed = ProtocolCombinations.listenerProtocols(transport: transport, capabilities)
        guard allowed.contains(listenerName) else {
            refuse(place, "listener protocol \(listenerName)", allowed, Annotations.listenerProtocol.facts, &reader)
            return (ListenerProtocol(rawValue: transport), transport)
        }
        let listener = ListenerProtocol(rawValue: listenerName)
        let pool = poolProtocol(port: port, name: name, transport: transport, listener: listener)
        let fitting = ProtocolCombinations.poolProtocols(listener: listener, capabilities)
        guard fitting.contains(pool) else {
            refuse(
                "\(place) with a listener that speaks \(listenerName)",
                "pool protocol \(pool)",
                fitting,
                Annotations.poolProtocol.facts,
                &reader
            )
            return (listener, listenerName)
        }
        return (listener, pool)
    }

    /// Notes ports that a list names and the Service does not have: most likely a slip that would go unseen.
    func noteStrangers(ports: [(port: Int, name: String?)], reader: inout AnnotationReader) {
        let known = Set(ports.flatMap { [String($0.port), $0.name].compactMap(\.self) })
        for (facts, value) in [
            (Annotations.listenerProtocol.facts, listeners), (Annotations.poolProtocol.facts, pools),
        ] {
            guard case .byPort(let table)? = value else { continue }
            for stranger in table.keys.sorted() where !known.contains(stranger) {
                reader.refuse(
                    "invalid-annotation",
                    "annotation \(facts.key) names port \"\(stranger)\", which the Service does not have; "
                        + "it has \(known.sorted().joined(separator: ", "))"
                )
            }
        }
    }

    private func poolProtocol(port: Int, name: String?, transport: String, listener: ListenerProtocol) -> String {
        if let asked = pools?.proto(port: port, name: name, transport: transport) { return asked }
        if transport == "TCP", proxy != .off { return proxy.rawValue }
        return listener == .terminatedHTTPS ? "HTTP" : listener.rawValue
    }

    private func refuse(
        _ place: String,
        _ what: String,
        _ allowed: [String],
        _ facts: AnnotationFacts,
        _ reader: inout AnnotationReader
    ) {
        let choice = allowed.isEmpty ? "this cloud's load balancers have none for it" : allowed.joined(separator: ", ")
        reader.refuse(
            "protocol-combination",
            "\(place) can't have \(what) (annotation \(facts.key)); allowed here: \(choice)"
        )
    }
}
