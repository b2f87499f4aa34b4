import OrderedCollections

/// A rule of an L7 policy: what a request must look like.
struct L7Rule: ProvisionedResource {
    static let singular = "rule"
    static let plural = "rules"
    static let kind = ResourceKind.l7Rule
    static let filters = commonFilters.union(["type", "compare_type", "key", "value", "invert"])
    static var table: WritableKeyPath<OctaviaState, Table<L7Rule>> { \.l7Rules }

    /// The largest number of rules of a policy.
    static let limit = 50

    var attributes: JSONObject
    /// The policy.
    let policy: String

    /// Creates a rule from a checked body.
    init(_ newborn: JSONObject, _ body: JSONObject, policy: String) throws(OctaviaFault) {
        attributes = newborn
        attributes["name"] = nil
        self.policy = policy
        attributes.update(with: ["type": nil, "compare_type": nil, "key": nil, "value": nil, "invert": false])
        try apply(body)
    }

    /// Takes over what a body says, if the rule still makes sense then.
    mutating func apply(_ body: JSONObject) throws(OctaviaFault) {
        var changed = attributes
        changed.update(with: body.filter { attributes.keys.contains($0.key) })
        changed.replaceNulls(["invert": false, "admin_state_up": false])
        try Self.check(changed)
        attributes = changed
    }
}

// MARK: - Bodies and checks

extension L7Rule {
    private static let types = Rule.oneOf([
        "HOST_NAME", "PATH", "FILE_TYPE", "HEADER", "COOKIE", "SSL_CONN_HAS_CERT", "SSL_VERIFY_RESULT", "SSL_DN_FIELD",
    ])
    private static let compareTypes = Rule.oneOf(["REGEX", "STARTS_WITH", "ENDS_WITH", "CONTAINS", "EQUAL_TO"])
    private static let line = Rule.string(max: 255, format: .singleLine)

    /// What a rule inside the creation of a policy may say.
    static let nested = Schema(
        .required("type", types),
        .required("compare_type", compareTypes),
        .optional("key", line),
        .required("value", line),
        .defaulted("invert", .boolean, false),
        .defaulted("admin_state_up", .boolean, true),
        .tags
    )

    /// What a creation may say.
    static let creation = nested.with(
        .optional("project_id", .string(max: 36)),
        .optional("tenant_id", .string(max: 36))
    )

    /// What an update may say.
    static let update = Schema(
        .optional("type", types),
        .optional("compare_type", compareTypes),
        .optional("key", line),
        .optional("value", line),
        .optional("invert", .boolean),
        .optional("admin_state_up", .boolean),
        .tags
    )

    /// Refuses a rule that makes no sense (validate.l7rule_data).
    private static func check(_ rule: JSONObject) throws(OctaviaFault) {
        let type = rule.text("type") ?? ""
        let compareType = rule.text("compare_type") ?? ""
        guard let value = rule.text("value"), !value.isEmpty else { throw .l7Rule("L7 rule type requires a value") }
        switch type {
        case "HEADER", "COOKIE":
            guard let key = rule.text("key"), !key.isEmpty else { throw .l7Rule("L7 rule type requires a key") }
            guard key.utf8.allSatisfy(isHeaderNameByte) else {
                throw OctaviaFault(400, "Error parsing L7Rule: Invalid characters in key")
            }
        case "FILE_TYPE":
            guard ["REGEX", "EQUAL_TO"].contains(compareType) else {
                throw .l7Rule("invalid comparison type for rule type")
            }
        case "SSL_CONN_HAS_CERT", "SSL_VERIFY_RESULT", "SSL_DN_FIELD":
            try checkTLS(rule, type: type, compareType: compareType, value: value)
        default: break
        }
        if compareType != "REGEX", !type.hasPrefix("SSL_") { try checkCharacters(of: value, type: type) }
    }

    private static func checkTLS(
        _ rule: JSONObject,
        type: String,
        compareType: String,
        value: String
    ) throws(OctaviaFault) {
        if type == "SSL_DN_FIELD" {
            guard rule.isTruthy("key") else { throw .l7Rule("L7rule type \(type) needs to specify a key and a value.") }
            return
        }
        guard !rule.isTruthy("key") else { throw .l7Rule("L7rule type \(type) does not use the \"key\" field.") }
        if type == "SSL_CONN_HAS_CERT", value.lowercased() != "true" {
            throw .l7Rule("L7rule value \(value) is not a boolean True string.")
        }
        if type == "SSL_VERIFY_RESULT", UInt(value) == nil {
            throw .l7Rule("L7rule type \(type) needs a int value, which is >= 0")
        }
        guard compareType == "EQUAL_TO" else {
            throw .l7Rule("L7rule type \(type) only supports the EQUAL_TO compare type.")
        }
    }

    private static func checkCharacters(of value: String, type: String) throws(OctaviaFault) {
        let isQuoted = type != "COOKIE" && value.count >= 2 && value.hasPrefix("\"") && value.hasSuffix("\"")
        let refused: Set<UInt8> = type == "COOKIE" ? Set("\",;\\".utf8) : []
        let isFine = value.utf8.allSatisfy { byte in
            (0x21...0x7E).contains(byte) && !refused.contains(byte) || isQuoted && (byte == 0x20 || byte == 0x09)
        }
        guard isFine else {
            let place = ["HEADER": "header value", "COOKIE": "cookie value"][type] ?? "comparison value"
            throw OctaviaFault(400, "Error parsing L7Rule: Invalid characters in \(place)")
        }
    }

    private static func isHeaderNameByte(_ byte: UInt8) -> Bool {
        let character = Character(Unicode.Scalar(byte))
        return character.isASCII && (character.isLetter || character.isNumber) || "!#$%&'*+-.^_`|~,".contains(character)
    }
}

// MARK: - Requests

extension OctaviaState {
    /// Answers with a page of a policy's rules.
    func listL7Rules(of policy: String, _ call: Call) throws(OctaviaFault) -> SandboxResponse {
        let policy = try findPolicy(policy)
        try call.authorise(.read, project: policy.projectID)
        return try list(table(L7Rule.self, policy.rules), call)
    }

    /// Adds a rule to a policy.
    mutating func createL7Rule(in id: String, _ call: Call) throws(OctaviaFault) -> SandboxResponse {
        let body = try call.body(L7Rule.singular, argument: "rule_", L7Rule.creation)
        let policy = try findPolicy(id)
        try call.authorise(.write, project: policy.projectID)
        let newborn = newborn(project: policy.projectID, at: call.now)
        let rule = try L7Rule(newborn, body, policy: id)
        guard policy.rules.count < L7Rule.limit else { throw OctaviaFault(409, "Too many rules on L7 policy \(id)") }
        try requireQuota(.l7Rule, project: policy.projectID)
        try requireMutable(policy)
        insert(rule)
        l7Policies[id]?.rules.append(rule.id)
        begin(.create, rule: rule, of: policy, at: call.now)
        return answer(try find(L7Rule.self, rule.id), call, status: 201)
    }

    /// Updates a rule.
    mutating func updateL7Rule(_ id: String, of policyID: String, _ call: Call) throws(OctaviaFault) -> SandboxResponse
    {
        let changes = try call.body(L7Rule.singular, argument: "l7rule_", L7Rule.update)
        let policy = try findPolicy(policyID)
        var rule = try find(L7Rule.self, id)
        try call.authorise(.write, project: policy.projectID)
        try rule.apply(changes)
        try requireMutable(policy)
        l7Rules[id] = rule
        begin(.update, rule: rule, of: policy, at: call.now)
        return answer(try find(L7Rule.self, id), call)
    }

    /// Removes a rule.
    mutating func deleteL7Rule(_ id: String, of policyID: String, _ call: Call) throws(OctaviaFault) -> SandboxResponse
    {
        let policy = try findPolicy(policyID)
        let rule = try find(L7Rule.self, id)
        try call.authorise(.write, project: policy.projectID)
        try requireMutable(policy)
        begin(.delete, rule: rule, of: policy, at: call.now)
        return SandboxResponse(status: 204)
    }

    /// Finds the policy whose rules a path is about; the real Octavia does so before anything else.
    private func findPolicy(_ id: String) throws(OctaviaFault) -> L7Policy {
        guard let policy = l7Policies[id] else { throw OctaviaFault.notFound("L7Policy", id).early }
        return policy
    }

    private func requireMutable(_ policy: L7Policy) throws(OctaviaFault) {
        guard policy.provisioningStatus == .active else { throw .immutable("L7Policy", policy.id) }
        try requireMutable(listeners[policy.listener]?.loadBalancer ?? "")
    }

    private mutating func begin(_ verb: Work.Verb, rule: L7Rule, of policy: L7Policy, at now: Instant) {
        begin(
            [Work.Subject(verb: verb, reference: rule.reference)],
            along: [.listener(policy.listener), policy.reference],
            on: listeners[policy.listener]?.loadBalancer ?? "",
            at: now
        )
    }
}
