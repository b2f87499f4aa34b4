import OrderedCollections

/// What a security group lets through.
struct SecurityGroupRule: Sendable, Hashable {
    var id: String
    var projectID: String
    var groupID: String
    /// The attributes that say what matches: direction, ethertype, protocol, ports and the remote side.
    var match: OrderedDictionary<String, JSONValue>
    var tags: [String] = []
}

extension SecurityGroupRule: NeutronResource {
    private static let matchAttributes = [
        "direction", "ethertype", "protocol", "port_range_min", "port_range_max", "remote_ip_prefix",
        "remote_group_id",
    ]

    static let kind = NeutronKind(
        "security_group_rule",
        "security_group_rules",
        path: "security-group-rules",
        notFound: "SecurityGroupRuleNotFound",
        "Security group rule ID does not exist",
        [
            NeutronAttribute("security_group_id", .uuid, .create, required: true),
            NeutronAttribute("direction", .any, .create, required: true),
            NeutronAttribute("ethertype", .any, .create),
            NeutronAttribute("protocol", .any, .create),
            NeutronAttribute("port_range_min", .any, .create),
            NeutronAttribute("port_range_max", .any, .create),
            NeutronAttribute("remote_ip_prefix", .prefix, .create),
            NeutronAttribute("remote_group_id", .uuidOrNull, .create),
        ]
    )

    static var table: WritableKeyPath<NeutronState, OrderedDictionary<String, SecurityGroupRule>> {
        \.securityGroupRules
    }

    func json(in state: NeutronState) -> JSONValue {
        var body: JSONValue = [
            "id": .string(id), "tenant_id": .string(projectID), "security_group_id": .string(groupID),
        ]
        for name in Self.matchAttributes { body[name] = match[name] ?? .null }
        body["description"] = ""
        body["tags"] = .strings(tags)
        body["project_id"] = .string(projectID)
        return body
    }

    static func create(
        _ values: NeutronValues,
        for caller: Caller,
        in state: inout NeutronState
    ) throws(SandboxFault) -> SecurityGroupRule {
        let groupID = values.text("security_group_id") ?? ""
        guard let group = state.securityGroups[groupID], group.isVisible(to: caller, in: state) else {
            throw SecurityGroup.kind.notFound(groupID)
        }
        var match: OrderedDictionary<String, JSONValue> = ["ethertype": "IPv4"]
        for name in matchAttributes { match[name] = values[name] ?? match[name] ?? .null }
        if let twin = state.securityGroupRules.values.first(where: { $0.groupID == groupID && $0.match == match }) {
            throw SandboxFault(
                status: 409,
                type: "SecurityGroupRuleExists",
                message: "Security group rule already exists. Rule id is \(twin.id)."
            )
        }
        return SecurityGroupRule(id: state.ids.uuid(), projectID: caller.projectID, groupID: groupID, match: match)
    }

    mutating func update(_ values: NeutronValues, in state: inout NeutronState) throws(SandboxFault) {}
}
