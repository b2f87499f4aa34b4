import OrderedCollections

/// A security group; its rules are kept apart.
struct SecurityGroup: Sendable, Hashable {
    var id: String
    var name: String
    var projectID: String
    var description = ""
    var tags: [String] = []
}

extension SecurityGroup: NeutronResource {
    static let kind = NeutronKind(
        "security_group",
        "security_groups",
        path: "security-groups",
        notFound: "SecurityGroupNotFound",
        "Security group ID does not exist",
        [
            NeutronAttribute("name", .text(limit: 255), .createAndUpdate),
            NeutronAttribute("stateful", .flag, .createAndUpdate),
            NeutronAttribute("security_group_rules", .list, .readOnly),
        ]
    )

    static var table: WritableKeyPath<NeutronState, OrderedDictionary<String, SecurityGroup>> { \.securityGroups }

    func json(in state: NeutronState) -> JSONValue {
        let rules = state.securityGroupRules.values.filter { $0.groupID == id }
        return [
            "id": .string(id), "name": .string(name), "stateful": true, "tenant_id": .string(projectID),
            "description": .string(description), "shared": false,
            "security_group_rules": .array(rules.map { $0.json(in: state) }), "tags": .strings(tags),
            "project_id": .string(projectID),
        ]
    }

    /// Makes the group with the two egress rules that Neutron gives every new one.
    static func create(
        _ values: NeutronValues,
        for caller: Caller,
        in state: inout NeutronState
    ) throws(SandboxFault) -> SecurityGroup {
        var group = SecurityGroup(id: state.ids.uuid(), name: "", projectID: caller.projectID)
        try group.update(values, in: &state)
        for etherType in ["IPv4", "IPv6"] {
            let match: JSONValue = ["direction": "egress", "ethertype": .string(etherType)]
            let rule = SecurityGroupRule(
                id: state.ids.uuid(),
                projectID: caller.projectID,
                groupID: group.id,
                match: match.objectValue ?? [:]
            )
            state.securityGroupRules[rule.id] = rule
        }
        return group
    }

    mutating func update(_ values: NeutronValues, in state: inout NeutronState) throws(SandboxFault) {
        name = values.text("name") ?? name
        description = values.text("description") ?? description
    }

    func release(in state: inout NeutronState) throws(SandboxFault) {
        guard !state.ports.values.contains(where: { $0.securityGroupIDs.contains(id) }) else {
            throw SandboxFault(
                status: 409,
                type: "SecurityGroupInUse",
                message: "Security Group \(id) in use."
            )
        }
        for rule in state.securityGroupRules.values where rule.groupID == id { state.securityGroupRules[rule.id] = nil }
    }
}
