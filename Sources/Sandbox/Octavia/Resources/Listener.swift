import OrderedCollections

/// A listener: a port of the VIP, and what becomes of the traffic that arrives there.
struct Listener: ProvisionedResource {
    static let singular = "listener"
    static let plural = "listeners"
    static let kind = ResourceKind.listener
    static let filters = commonFilters.union([
        "description", "default_pool_id", "loadbalancer_id", "protocol", "protocol_port", "connection_limit",
        "default_tls_container_ref", "timeout_client_data", "timeout_member_connect", "timeout_member_data",
        "timeout_tcp_inspect", "client_ca_tls_container_ref", "client_authentication", "client_crl_container_ref",
        "tls_ciphers", "hsts_max_age", "hsts_include_subdomains", "hsts_preload",
    ])
    static var table: WritableKeyPath<OctaviaState, Table<Listener>> { \.listeners }

    var attributes: JSONObject
    /// The load balancer.
    let loadBalancer: String
    /// The ids of the L7 policies, in the order of their positions.
    var policies: [String] = []

    /// Creates a listener from a checked body.
    init(_ newborn: JSONObject, _ body: JSONObject, loadBalancer: String) {
        attributes = newborn
        self.loadBalancer = loadBalancer
        attributes.update(with: Self.defaults)
        attributes.update(with: body.filter { attributes.keys.contains($0.key) })
        if attributes.text("protocol") == "TERMINATED_HTTPS" {
            attributes.replaceNulls(["tls_ciphers": .string(TLSDefaults.ciphers)])
            if !attributes.isTruthy("tls_versions") { attributes["tls_versions"] = TLSDefaults.versions }
            if !attributes.isTruthy("alpn_protocols") { attributes["alpn_protocols"] = TLSDefaults.listenerALPN }
        }
        normalise()
    }

    /// The protocol's name.
    var protocolName: String { attributes.text("protocol") ?? "" }

    /// The port.
    var port: Int { attributes.number("protocol_port") ?? 0 }

    func value(of filter: String) -> JSONValue? {
        filter == "loadbalancer_id" ? .string(loadBalancer) : attributes[filter]
    }

    func rendered(in state: OctaviaState) -> JSONObject {
        var object = attributes
        object["loadbalancers"] = [Self.link(loadBalancer)]
        object["l7policies"] = .array(policies.map(Self.link))
        return object
    }

    /// The listener with its L7 policies in full.
    func renderedInFull(in state: OctaviaState) -> JSONValue {
        var object = attributes
        object["l7policies"] = .array(policies.compactMap { state.l7Policies[$0]?.renderedInFull(in: state) })
        return .object(object)
    }

    /// Takes over the changes of an update.
    mutating func apply(_ changes: JSONObject) {
        var changes = changes
        changes.replaceNulls(Self.defaults.filter { Self.resetByNull.contains($0.key) })
        changes.replaceNulls(["client_authentication": "NONE"])
        attributes.update(with: changes)
        normalise()
    }

    /// Brings attributes to the form in which they are served.
    private mutating func normalise() {
        attributes.replaceNulls([
            "name": "", "description": "", "admin_state_up": false, "insert_headers": [:],
            "sni_container_refs": [],
        ])
        if !attributes.isTruthy("allowed_cidrs") { attributes["allowed_cidrs"] = .null }
        attributes.replaceNulls(Self.defaults.filter { Self.resetByNull.contains($0.key) })
    }

    private static let defaults: JSONObject = [
        "description": "", "protocol": nil, "protocol_port": nil, "connection_limit": -1,
        "default_tls_container_ref": nil, "sni_container_refs": [], "default_pool_id": nil, "insert_headers": [:],
        "timeout_client_data": 50000, "timeout_member_connect": 5000, "timeout_member_data": 50000,
        "timeout_tcp_inspect": 0, "client_ca_tls_container_ref": nil, "client_authentication": "NONE",
        "client_crl_container_ref": nil, "allowed_cidrs": nil, "tls_ciphers": nil, "tls_versions": nil,
        "alpn_protocols": nil, "hsts_max_age": nil, "hsts_include_subdomains": false, "hsts_preload": false,
    ]

    private static let resetByNull: Set<String> = [
        "connection_limit", "timeout_client_data", "timeout_member_connect", "timeout_member_data",
        "timeout_tcp_inspect", "hsts_include_subdomains", "hsts_preload",
    ]
}

// MARK: - Bodies

extension Listener {
    private static let timeout = Rule.integer(0...2_073_600_000)

    private static let changeable: [Schema.Attribute] = [
        .optional("name", .string(max: 255)),
        .optional("description", .string(max: 255)),
        .optional("default_tls_container_ref", .string(max: 255)),
        .optional("sni_container_refs", .list(.string(max: 255))),
        .optional("default_pool_id", .uuid),
        .optional("insert_headers", .dictionary(.string(max: 255))),
        .optional("timeout_client_data", timeout),
        .optional("timeout_member_connect", timeout),
        .optional("timeout_member_data", timeout),
        .optional("timeout_tcp_inspect", timeout),
        .tags,
        .optional("client_ca_tls_container_ref", .string(max: 255)),
        .optional("client_authentication", .oneOf(["NONE", "OPTIONAL", "MANDATORY"])),
        .optional("client_crl_container_ref", .string(max: 255)),
        .optional("allowed_cidrs", .list(.cidr)),
        .optional("tls_ciphers", .string(max: 2048)),
        .optional("tls_versions", .list(.string(max: 32))),
        .optional("alpn_protocols", .list(.oneOf(TLSDefaults.alpnProtocols))),
        .optional("hsts_max_age", .integer(0 ... .max)),
        .optional("hsts_include_subdomains", .boolean),
        .optional("hsts_preload", .boolean),
        .optional("connection_limit", .integer(-1 ... .max)),
    ]

    /// What a listener inside the creation of a load balancer may say.
    static let nested = Schema(changeable).with(
        .required("protocol", .oneOf(Protocols.ofListeners)),
        .required("protocol_port", .integer(1...65535)),
        .defaulted("admin_state_up", .boolean, true),
        .optional("default_pool", .object(Pool.nested)),
        .defaulted("l7policies", .list(.object(L7Policy.nested)), [])
    )

    /// What a creation may say.
    static let creation = nested.with(
        .required("loadbalancer_id", .uuid),
        .optional("project_id", .string(max: 36)),
        .optional("tenant_id", .string(max: 36))
    )

    /// What an update may say.
    static let update = Schema(changeable).with(.optional("admin_state_up", .boolean))
}
