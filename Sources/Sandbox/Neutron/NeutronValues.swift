import OrderedCollections

/// The attributes of a request's body, checked against a resource's table.
struct NeutronValues: Sendable {
    /// The values by name, as sent.
    private(set) var values: OrderedDictionary<String, JSONValue>

    /// Whether the body named no attribute at all.
    var isEmpty: Bool { values.isEmpty }

    subscript(name: String) -> JSONValue? { values[name] }

    /// A text; `nil` when not given.
    func text(_ name: String) -> String? { values[name]?.stringValue }

    /// A flag; `nil` when not given.
    func flag(_ name: String) -> Bool? {
        values[name]?.boolValue ?? values[name]?.stringValue.map { $0.lowercased() == "true" }
    }

    /// Reads the body of a creation or a change and refuses what neutron-lib refuses, in its order.
    init(
        _ body: [UInt8],
        kind: NeutronKind,
        creating: Bool,
        caller: Caller
    ) throws(SandboxFault) {
        guard !body.isEmpty else { throw .badRequest("Resource body required") }
        guard let document = try? JSONValue(parsing: body) else {
            throw SandboxFault(
                status: 400,
                type: "MalformedRequestBody",
                message: "Malformed request body: Cannot understand JSON."
            )
        }
        if document == [:] { throw .badRequest("Resource body required") }
        guard let values = document[kind.name]?.objectValue else {
            throw .badRequest("Unable to find '\(kind.name)' in request body")
        }
        self.values = values
        let unknown = values.keys.filter { kind.attribute($0) == nil }
        guard unknown.isEmpty else {
            throw .badRequest("Unrecognized attribute(s) '\(unknown.joined(separator: ", "))'")
        }
        let project = text("project_id") ?? text("tenant_id")
        if let project, project != caller.projectID, !caller.isAdmin {
            throw .badRequest(
                "Specifying 'project_id' other than the authenticated project in request is not allowed for the"
                    + " current user."
            )
        }
        for attribute in kind.attributes {
            try check(attribute, kind: kind, creating: creating, caller: caller)
        }
    }

    private func check(
        _ attribute: NeutronAttribute,
        kind: NeutronKind,
        creating: Bool,
        caller: Caller
    ) throws(SandboxFault) {
        let name = attribute.name
        guard let value = values[name] else {
            guard creating, attribute.isRequired else { return }
            throw .badRequest("Failed to parse request. Required attribute '\(name)' not specified")
        }
        if creating && attribute.access == .readOnly { throw .badRequest("Attribute '\(name)' not allowed in POST") }
        if !creating && attribute.access != .createAndUpdate {
            throw .badRequest("Cannot update read-only attribute \(name)")
        }
        if let objection = attribute.objection(to: value) {
            throw .badRequest("Invalid input for \(name). Reason: \(objection).")
        }
        if attribute.isAdminOnly && !caller.isAdmin {
            let rule = "\(creating ? "create" : "update")_\(kind.name)"
            throw .forbidden("(rule:\(rule) and rule:\(rule):\(name))")
        }
    }
}
