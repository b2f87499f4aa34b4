import OrderedCollections

/// A health monitor: how the members of a pool are checked.
struct HealthMonitor: ProvisionedResource {
    static let singular = "healthmonitor"
    static let plural = "healthmonitors"
    static let kind = ResourceKind.healthMonitor
    static let filters = commonFilters.union([
        "type", "delay", "timeout", "max_retries", "max_retries_down", "http_method", "url_path", "expected_codes",
        "http_version", "domain_name", "pool_id",
    ])
    static var table: WritableKeyPath<OctaviaState, Table<HealthMonitor>> { \.healthMonitors }

    var attributes: JSONObject
    /// The pool.
    let pool: String

    /// Creates a monitor from a checked body.
    init(_ newborn: JSONObject, _ body: JSONObject, pool: String) {
        attributes = newborn
        self.pool = pool
        attributes.update(with: [
            "type": nil, "delay": nil, "timeout": nil, "max_retries": nil, "max_retries_down": 3, "http_method": nil,
            "url_path": nil, "expected_codes": nil, "http_version": nil, "domain_name": nil,
        ])
        apply(body)
        if isHTTP { attributes.replaceNulls(Self.httpDefaults) }
    }

    /// Takes over what a body says.
    mutating func apply(_ body: JSONObject) {
        var body = body.filter { attributes.keys.contains($0.key) }
        body.replaceNulls(["name": "", "admin_state_up": false, "max_retries_down": 3])
        if isHTTP { body.replaceNulls(Self.httpDefaults) }
        attributes.update(with: body)
    }

    func value(of filter: String) -> JSONValue? { filter == "pool_id" ? .string(pool) : attributes[filter] }

    func rendered(in state: OctaviaState) -> JSONObject {
        var object = attributes
        object["pools"] = [Self.link(pool)]
        return object
    }

    private var isHTTP: Bool { Self.isHTTP(attributes.text("type") ?? "") }

    private static let httpDefaults: JSONObject = ["http_method": "GET", "url_path": "/", "expected_codes": "200"]
}

// MARK: - Bodies and checks

extension HealthMonitor {
    private static let retries = Rule.integer(1...10)

    private static let changeable: [Schema.Attribute] = [
        .optional("name", .string(max: 255)),
        .optional(
            "http_method",
            .oneOf(["GET", "HEAD", "POST", "PUT", "DELETE", "TRACE", "OPTIONS", "CONNECT", "PATCH"])
        ),
        .optional("url_path", .urlPath),
        .optional("expected_codes", .string(format: .expectedCodes)),
        .tags,
        .optional("http_version", .oneOfNumbers([1.0, 1.1])),
        .optional("domain_name", .string(min: 1, max: 255, format: .domainName)),
    ]

    /// What a monitor inside the creation of a pool may say.
    static let nested = Schema(changeable).with(
        .required("type", .oneOf(["HTTP", "HTTPS", "PING", "TCP", "TLS-HELLO", "UDP-CONNECT", "SCTP"])),
        .required("delay", .integer(0 ... .max)),
        .required("timeout", .integer(0 ... .max)),
        .defaulted("max_retries_down", retries, 3),
        .required("max_retries", retries),
        .defaulted("admin_state_up", .boolean, true)
    )

    /// What a creation may say.
    static let creation = nested.with(
        .required("pool_id", .uuid),
        .optional("project_id", .string(max: 36)),
        .optional("tenant_id", .string(max: 36))
    )

    /// What an update may say.
    static let update = Schema(changeable).with(
        .optional("delay", .integer(0 ... .max)),
        .optional("timeout", .integer(0 ... .max)),
        .optional("max_retries_down", retries),
        .optional("max_retries", retries),
        .optional("admin_state_up", .boolean)
    )

    /// Refuses a new monitor that contradicts itself or the pool's protocol.
    static func check(creation body: JSONObject, poolProtocol: String) throws(OctaviaFault) {
        let type = body.text("type") ?? ""
        try check(type: type, delay: body.number("delay"), poolProtocol: poolProtocol)
        if !isHTTP(type) {
            for name in ["http_method", "url_path", "expected_codes"] where body.isTruthy(name) {
                throw .invalidOption(name, "health monitors of type \(type)")
            }
        }
        try checkDomain(body)
    }

    /// Refuses an update that contradicts the monitor or the pool's protocol.
    func check(update changes: JSONObject, poolProtocol: String) throws(OctaviaFault) {
        let type = attributes.text("type") ?? ""
        if !Self.isHTTP(type) {
            for name in ["http_method", "url_path", "expected_codes"] where changes[name] != nil {
                throw .invalidOption(name, "health monitors of type \(type)")
            }
        }
        for name in ["delay", "max_retries", "timeout"] where changes[name] == .null {
            throw .invalidOption("None", name)
        }
        try Self.checkDomain(attributes.merging(changes) { $1 })
        if Protocols.isDatagram(poolProtocol) {
            try Self.check(type: type, delay: changes.number("delay"), poolProtocol: poolProtocol)
        }
    }

    private static func isHTTP(_ type: String) -> Bool { type == "HTTP" || type == "HTTPS" }

    private static func check(type: String, delay: Int?, poolProtocol: String) throws(OctaviaFault) {
        guard Protocols.isDatagram(poolProtocol) else {
            guard type != "UDP-CONNECT", type != "SCTP" else {
                throw .validation("The \(type) type is only supported for pools of type UDP/SCTP.")
            }
            return
        }
        guard ["UDP-CONNECT", "SCTP", "TCP", "HTTP"].contains(type) else {
            throw .validation(
                "The associated pool protocol is \(poolProtocol), so only a UDP-CONNECT/SCTP/TCP/HTTP health monitor "
                    + "is supported."
            )
        }
        if type == "UDP-CONNECT", let delay, delay < 3 {
            throw .validation(
                "The request delay value \(delay) should be larger than 3 for UDP-CONNECT health monitor type."
            )
        }
    }

    private static func checkDomain(_ body: JSONObject) throws(OctaviaFault) {
        guard body.isTruthy("domain_name") else { return }
        guard case .double(let version)? = body["http_version"] else {
            throw .validation("'http_version' must be specified when 'domain_name' is provided.")
        }
        guard version >= 1.1 else {
            throw .invalidOption("http_version \(version)", "health monitors HTTP 1.1 domain name health check")
        }
    }
}
