import OrderedCollections

/// How many resources a project may have.
extension OctaviaState {
    private static let schema = Schema(
        ResourceKind.allCases.flatMap(\.quotaNames).map { .optional($0, .integer(-1...2_000_000_000)) }
    )

    /// The limit of one kind; −1 is unlimited.
    func quota(of kind: ResourceKind, project: String) -> Int {
        quotas[project]?.number(kind.quotaNames[0]) ?? defaultQuota(of: kind)
    }

    /// Answers with a project's limits.
    func showQuota(_ project: String, _ call: Call) throws(OctaviaFault) -> SandboxResponse {
        try call.authorise(.read, project: project)
        return SandboxResponse(status: 200, json: ["quota": limits(of: project) { quota(of: $0, project: project) }])
    }

    /// Answers with the limits of projects that have none of their own.
    func showDefaultQuota(_ project: String, _ call: Call) throws(OctaviaFault) -> SandboxResponse {
        try call.authorise(.read, project: project)
        return SandboxResponse(status: 200, json: ["quota": limits(of: project, defaultQuota)])
    }

    /// Answers with all limits that were set.
    func listQuotas(_ call: Call) throws(OctaviaFault) -> SandboxResponse {
        let own = call.request.caller.projectID
        if !call.seesAllProjects { try call.authorise(.read, project: own) }
        let visible = quotas.keys.filter { call.seesAllProjects || $0 == own }
        let objects = visible.map { project in limits(of: project) { quota(of: $0, project: project) } }
        return SandboxResponse(status: 200, json: ["quotas": .array(objects), "quotas_links": []])
    }

    /// Sets limits.
    mutating func updateQuota(_ project: String, _ call: Call) throws(OctaviaFault) -> SandboxResponse {
        let body = try call.body("quota", argument: "quotas", Self.schema)
        try call.authoriseAdministrator()
        for kind in ResourceKind.allCases {
            for name in kind.quotaNames where body[name] != nil {
                quotas[project, default: [:]][kind.quotaNames[0]] = body[name]
            }
        }
        var response = try showQuota(project, call)
        response.status = 202
        return response
    }

    /// Resets limits.
    mutating func deleteQuota(_ project: String, _ call: Call) throws(OctaviaFault) -> SandboxResponse {
        try call.authoriseAdministrator()
        guard quotas.removeValue(forKey: project) != nil else { throw .notFound("Quotas", project) }
        return SandboxResponse(status: 202)
    }

    private func defaultQuota(of kind: ResourceKind) -> Int { settings.defaultQuota[kind] ?? -1 }

    private func limits(of project: String, _ limit: (ResourceKind) -> Int) -> JSONValue {
        var object: JSONObject = ["project_id": .string(project), "tenant_id": .string(project)]
        for kind in ResourceKind.allCases {
            for name in kind.quotaNames { object[name] = .int(limit(kind)) }
        }
        return .object(object)
    }
}
