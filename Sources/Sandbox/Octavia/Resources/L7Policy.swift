import OrderedCollections

/// An L7 policy of a listener: what happens to requests that match its rules.
struct L7Policy: ProvisionedResource {
    static let singular = "l7policy"
    static let plural = "l7policies"
    static let kind = ResourceKind.l7Policy
    static let filters = commonFilters.union([
        "description", "action", "listener_id", "redirect_pool_id", "redirect_url", "redirect_prefix", "position",
        "redirect_http_code",
    ])
    static var table: WritableKeyPath<OctaviaState, Table<L7Policy>> { \.l7Policies }

    /// The largest position: the end of the list.
    static let lastPosition = 2_147_483_647

    var attributes: JSONObject
    /// The listener.
    let listener: String
    /// The ids of the rules, in the order of creation.
    var rules: [String] = []

    /// Creates a policy from a checked body.
    init(_ newborn: JSONObject, _ body: JSONObject, listener: String) throws(OctaviaFault) {
        attributes = newborn
        self.listener = listener
        attributes.update(with: [
            "description": "", "action": nil, "listener_id": .string(listener), "redirect_pool_id": nil,
            "redirect_url": nil, "redirect_prefix": nil, "position": .int(Self.lastPosition),
            "redirect_http_code": nil,
        ])
        try apply(body)
    }

    /// Takes over what a body says; a target decides the action.
    mutating func apply(_ body: JSONObject) throws(OctaviaFault) {
        var changes = try Self.sanitised(body).filter { attributes.keys.contains($0.key) && $0.key != "position" }
        changes.replaceNulls(["name": "", "description": "", "admin_state_up": false])
        attributes.update(with: changes)
    }

    func rendered(in state: OctaviaState) -> JSONObject {
        var object = attributes
        object["rules"] = .array(rules.map(Self.link))
        return object
    }

    /// The policy with its rules in full.
    func renderedInFull(in state: OctaviaState) -> JSONValue {
        var object = attributes
        object["rules"] = .array(rules.compactMap { state.l7Rules[$0].map { .object($0.attributes) } })
        return .object(object)
    }
}

// MARK: - Bodies and checks

extension L7Policy {
    private static let actions = Rule.oneOf(["REJECT", "REDIRECT_TO_URL", "REDIRECT_TO_POOL", "REDIRECT_PREFIX"])
    private static let position = Rule.integer(1...lastPosition)

    private static let changeable: [Schema.Attribute] = [
        .optional("name", .string(max: 255)),
        .optional("description", .string(max: 255)),
        .optional("redirect_url", .url),
        .optional("redirect_prefix", .url),
        .tags,
        .optional("redirect_http_code", .oneOfIntegers([301, 302, 303, 307, 308])),
    ]

    private static let new = Schema(changeable).with(
        .defaulted("admin_state_up", .boolean, true),
        .required("action", actions),
        .defaulted("position", position, .int(lastPosition)),
        .optional("rules", .list(.object(L7Rule.nested)))
    )

    /// What a policy inside the creation of a load balancer may say.
    static let nested = new.with(.optional("redirect_pool", .object(Pool.nested)))

    /// What a creation may say.
    static let creation = new.with(
        .required("listener_id", .uuid),
        .optional("redirect_pool_id", .uuid),
        .optional("project_id", .string(max: 36)),
        .optional("tenant_id", .string(max: 36))
    )

    /// What an update may say.
    static let update = Schema(changeable).with(
        .optional("admin_state_up", .boolean),
        .optional("action", actions),
        .optional("redirect_pool_id", .uuid),
        .optional("position", position)
    )

    /// A body without what its action or target makes meaningless (validate.sanitize_l7policy_api_args).
    private static func sanitised(_ body: JSONObject) throws(OctaviaFault) -> JSONObject {
        var result = body
        switch body.text("action") {
        case "REJECT": result.update(with: ["redirect_url": nil, "redirect_pool_id": nil])
        case "REDIRECT_TO_URL": result["redirect_pool_id"] = .null
        case "REDIRECT_TO_POOL": result["redirect_url"] = .null
        default: break
        }
        let targets = targets(of: result)
        try check(targets, action: body.text("action"))
        if let target = targets.first {
            result.redirect(to: target)
        } else if body.text("action") == "REJECT" {
            result.update(with: noTarget)
        }
        return result
    }

    private static func check(_ targets: [String], action: String?) throws(OctaviaFault) {
        if let needed = actionByTarget.first(where: { $0.value == action })?.key, !targets.contains(needed) {
            let words = needed == "redirect_pool_id" ? "redirect_pool_id or redirect_pool" : needed
            throw .l7PolicyArguments("\(words) must not be None")
        }
        guard !targets.contains("redirect_pool_id") || targets.count == 1 else {
            throw .l7PolicyArguments(
                "Cannot specify redirect_pool_id and redirect_url or redirect_prefix at the same time"
            )
        }
    }

    private static func targets(of body: JSONObject) -> [String] {
        ["redirect_pool_id", "redirect_url", "redirect_prefix"].filter(body.isTruthy)
    }

    fileprivate static let actionByTarget = [
        "redirect_pool_id": "REDIRECT_TO_POOL", "redirect_url": "REDIRECT_TO_URL", "redirect_prefix": "REDIRECT_PREFIX",
    ]

    fileprivate static let noTarget: JSONObject = [
        "redirect_pool_id": nil, "redirect_url": nil, "redirect_prefix": nil, "redirect_http_code": nil,
    ]
}

extension JSONObject {
    /// Makes one target the only one, and the action the one that goes with it.
    fileprivate mutating func redirect(to target: String) {
        let value = self[target]
        let code: JSONValue = number("redirect_http_code").map { .int($0) } ?? 302
        update(with: L7Policy.noTarget)
        self["action"] = .optional(L7Policy.actionByTarget[target])
        self[target] = value
        if target != "redirect_pool_id" { self["redirect_http_code"] = code }
    }
}
