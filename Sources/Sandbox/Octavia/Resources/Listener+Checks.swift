import OrderedCollections

/// What a listener may not be (octavia/api/v2/controllers/listener.py).
extension Listener {
    private static let httpHeaders: Set<String> = [
        "X-Forwarded-For", "X-Forwarded-Port", "X-Forwarded-Proto", "X-Forwarded-IP", "X-Client-IP", "X-Real-IP",
    ]
    private static let tlsHeaders: Set<String> = [
        "X-SSL-Client-Verify", "X-SSL-Client-Has-Cert", "X-SSL-Client-DN", "X-SSL-Client-CN", "X-SSL-Issuer",
        "X-SSL-Client-SHA1", "X-SSL-Client-Not-Before", "X-SSL-Client-Not-After",
    ]
    private static let tlsReferences = [
        "default_tls_container_ref", "client_ca_tls_container_ref", "sni_container_refs",
    ]

    /// Refuses a new listener that contradicts itself, its siblings or the VIP.
    static func check(
        creation body: JSONObject,
        siblings: [Listener],
        addresses: [IPAddress]
    ) throws(OctaviaFault) {
        let name = body.text("protocol") ?? ""
        try checkHeaders(body, of: name, type: "dict_keys")
        if Protocols.isDatagram(name), hasTLS(body) || body.isTruthy("insert_headers") {
            throw .validation("\(name) protocol listener does not support TLS.")
        }
        try checkTLS(creation: body, of: name)
        try checkCertificates(body)
        let port = body.number("protocol_port") ?? 0
        let transport = Protocols.transport(of: name)
        if let other = siblings.first(where: {
            $0.port == port && Protocols.transport(of: $0.protocolName) == transport
        }) {
            throw .duplicateListener(protocol: other.protocolName, port: port)
        }
        try checkCIDRs(body, addresses: addresses)
        try checkHSTS(body, of: name)
    }

    /// Refuses an update that contradicts the listener or the VIP.
    func check(update changes: JSONObject, addresses: [IPAddress]) throws(OctaviaFault) {
        let name = protocolName
        if Protocols.isDatagram(name), Self.hasTLS(changes) || changes.isTruthy("insert_headers") {
            throw .validation("\(name) protocol listener does not support TLS or header insertion.")
        }
        if name != "TERMINATED_HTTPS", name != "PROMETHEUS", Self.hasTLS(changes) {
            throw .validation("Certificate container references are not allowed on \(name) protocol listeners.")
        }
        if let mode = changes.text("client_authentication"), mode != "NONE",
            !attributes.isTruthy("client_ca_tls_container_ref"), !changes.isTruthy("client_ca_tls_container_ref")
        {
            throw .validation("Client authentication setting \(mode) requires a client CA container reference.")
        }
        try Self.checkHeaders(changes, of: name)
        try Self.checkCertificates(changes)
        try Self.checkCIDRs(changes, addresses: addresses)
        try Self.checkLists(changes)
        try Self.checkHSTS(changes, of: name)
    }

    /// Refuses a pool whose protocol the listener cannot feed.
    func checkPool(protocol poolProtocol: String) throws(OctaviaFault) {
        try Self.check(poolProtocol: poolProtocol, behind: protocolName)
    }

    /// Refuses a pool's protocol that a listener's protocol cannot feed.
    static func check(poolProtocol: String, behind listenerProtocol: String) throws(OctaviaFault) {
        guard listenerProtocol != "PROMETHEUS" else { throw .noChildren(listenerProtocol) }
        guard Protocols.ofPools(behind: listenerProtocol).contains(poolProtocol) else {
            throw .validation(
                "The pool protocol '\(poolProtocol)' is invalid while the listener protocol is '\(listenerProtocol)'."
            )
        }
    }

    private static func checkHeaders(_ body: JSONObject, of name: String, type: String = "list") throws(OctaviaFault) {
        guard let headers = body["insert_headers"]?.objectValue, !headers.isEmpty else { return }
        guard Protocols.isHTTP(name) else { throw .invalidOption("insert-headers", "a \(name) protocol listener.") }
        let names = Array(headers.keys)
        guard names.allSatisfy({ httpHeaders.contains($0) || tlsHeaders.contains($0) }) else {
            let quoted = JSONValue.strings(names).pythonText
            throw .invalidOption(type == "list" ? quoted : "\(type)(\(quoted))", "insert_headers")
        }
        let refused = names.filter(tlsHeaders.contains)
        guard refused.isEmpty || name == "TERMINATED_HTTPS" else {
            throw .invalidOption(JSONValue.strings(refused).pythonText, "\(name) protocol listener.")
        }
    }

    private static func hasTLS(_ body: JSONObject) -> Bool { tlsReferences.contains(where: body.isTruthy) }

    private static func checkTLS(creation body: JSONObject, of name: String) throws(OctaviaFault) {
        let offloads = name == "TERMINATED_HTTPS" || name == "PROMETHEUS" && hasTLS(body)
        guard offloads || !hasTLS(body) else {
            throw .validation("Certificate container references are not allowed on \(name) protocol listeners.")
        }
        let hasCertificate = body.isTruthy("default_tls_container_ref") || body.isTruthy("sni_container_refs")
        let hasAuthority = body.isTruthy("client_ca_tls_container_ref")
        guard !hasAuthority || hasCertificate else {
            throw .validation(
                "An SNI or default certificate container reference must be provided with a client CA container reference."
            )
        }
        guard !offloads || hasCertificate else {
            let listener = name == "PROMETHEUS" ? "PROMETHEUS with TLS" : name
            throw .validation(
                "An SNI or default certificate container reference must be provided for \(listener) protocol listeners."
            )
        }
        if let mode = body.text("client_authentication"), mode != "NONE", !hasAuthority {
            throw .validation("Client authentication setting \(mode) requires a client CA container reference.")
        }
        guard !body.isTruthy("client_crl_container_ref") || hasAuthority else {
            throw .validation(
                "A client authentication CA reference is required to specify a client authentication revocation list."
            )
        }
        if offloads { try checkLists(body) }
    }

    /// Barbican's references are URLs; it finds nothing by anything else.
    private static func checkCertificates(_ body: JSONObject) throws(OctaviaFault) {
        let references = body.texts("sni_container_refs") + [body.text("default_tls_container_ref")].compactMap(\.self)
        let unknown = references.filter { !$0.isEmpty && !URLText.isURL($0) }
        guard unknown.isEmpty else {
            throw OctaviaFault(400, "Could not retrieve certificate: \(JSONValue.strings(unknown).pythonText)")
        }
    }

    private static func checkLists(_ body: JSONObject) throws(OctaviaFault) {
        if body["tls_versions"] == [] {
            throw .validation(
                "Empty TLS version list. Either specify at least one TLS version or remove this parameter to use the "
                    + "default."
            )
        }
        let unknown = body.texts("tls_versions").filter { !TLSDefaults.allVersions.contains($0) }
        guard unknown.isEmpty else { throw .validation("Invalid TLS versions: \(unknown.joined(separator: ", "))") }
        if body["alpn_protocols"] == [] {
            throw .validation(
                "Empty ALPN protocol list. Either specify at least one ALPN protocol or remove this parameter to use "
                    + "the default."
            )
        }
    }

    private static func checkCIDRs(_ body: JSONObject, addresses: [IPAddress]) throws(OctaviaFault) {
        for text in body.texts("allowed_cidrs") {
            guard let prefix = IPPrefix(text), addresses.contains(where: { $0.family == prefix.address.family }) else {
                let vips = JSONValue.strings(addresses.map(\.description)).pythonText
                throw .validation("CIDR \(text) IP version incompatible with all VIPs \(vips) IP version.")
            }
        }
    }

    private static func checkHSTS(_ body: JSONObject, of name: String) throws(OctaviaFault) {
        let hasAge = body.number("hsts_max_age") != nil
        guard hasAge || !body.flag("hsts_include_subdomains") && !body.flag("hsts_preload") else {
            throw .validation(
                "HSTS configuration options hsts_include_subdomains and hsts_preload only make sense if hsts_max_age "
                    + "is set as well."
            )
        }
        guard !hasAge || name == "TERMINATED_HTTPS" else {
            throw .validation(
                "The HSTS feature can only be used for listeners using the TERMINATED_HTTPS protocol."
            )
        }
    }
}
