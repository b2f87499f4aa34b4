import OrderedCollections

/// One request on its way through Octavia, with the instant at which it came.
struct Call {
    /// The request.
    let request: SandboxRequest
    /// When it came.
    let now: Instant

    /// The body's object under `root`, checked. WSME names the `argument` of its function in some refusals.
    func body(_ root: String, argument: String, _ schema: Schema) throws(OctaviaFault) -> JSONObject {
        let value = try bodyValue(root, argument: argument, .object(schema))
        guard let object = value?.objectValue else {
            let type = value == nil ? "UnsetType" : "NoneType"
            throw OctaviaFault(500, "'\(type)' object has no attribute 'project_id'")
        }
        return object
    }

    /// The body's value under `root`, checked; `nil` where there is none.
    func bodyValue(_ root: String, argument: String, _ rule: Rule) throws(OctaviaFault) -> JSONValue? {
        guard !request.body.isEmpty else { throw OctaviaFault(400, "Missing argument: \"\(argument)\"") }
        guard let json = try? JSONValue(parsing: request.body) else {
            throw OctaviaFault(400, "Request is not in valid JSON format")
        }
        do throws(SchemaProblem) {
            return try Schema(.optional(root, rule)).read(json)[root]
        } catch {
            throw error.fault(argument: argument, body: json)
        }
    }

    /// Refuses query items that a change does not know.
    func allowQuery(_ names: String...) throws(OctaviaFault) {
        let unknown = request.query.map(\.name).filter { !names.contains($0) }
        guard unknown.isEmpty else {
            throw OctaviaFault(400, "Unknown argument: \"\(unknown.joined(separator: ", "))\"")
        }
    }

    /// Whether a query item says yes.
    func isSet(_ name: String) -> Bool { request.queryValues(name).first.map(Self.meansYes) ?? false }

    /// Whether a text means yes to Octavia; everything else means no.
    static func meansYes(_ text: String) -> Bool {
        ["1", "t", "true", "on", "y", "yes"].contains(text.lowercased())
    }
}

// MARK: - Policy

extension Call {
    /// What a rule of the policy lets a caller do.
    enum Access {
        case read, write
    }

    /// Whether the caller sees every project.
    var seesAllProjects: Bool { isAdministrator || hasRole("load-balancer_global_observer") }

    /// Whether the caller may do everything.
    var isAdministrator: Bool { request.caller.isAdmin || hasRole("admin", "load-balancer_admin") }

    /// Refuses what the caller may not do to a project's resources.
    func authorise(_ access: Access, project: String) throws(OctaviaFault) {
        if isAdministrator { return }
        let isOwner = !project.isEmpty && project == request.caller.projectID
        let isAllowed =
            switch access {
            case .read: seesAllProjects || isOwner && hasRole("load-balancer_member", "load-balancer_observer")
            case .write: isOwner && hasRole("load-balancer_member")
            }
        guard isAllowed else { throw .forbidden }
    }

    /// Refuses callers who are no administrators.
    func authoriseAdministrator() throws(OctaviaFault) {
        guard isAdministrator else { throw .forbidden }
    }

    private func hasRole(_ names: String...) -> Bool { names.contains { request.caller.roles.contains($0) } }
}
