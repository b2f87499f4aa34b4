import OrderedCollections

extension NeutronState {
    /// `quotas/{project}`, `quotas/{project}/details` and `quotas/{project}/default` (Networking API, "Quotas extension").
    mutating func serveQuotas(_ request: SandboxRequest) throws(SandboxFault) -> SandboxResponse {
        let path = request.segments.dropFirst(2)
        guard let project = path.first, path.count <= 2 else { throw Self.noSuchPath }
        guard request.caller.isAdmin || request.caller.projectID == project else {
            throw .forbidden("rule:get_quota")
        }
        switch (request.method, path.dropFirst().first) {
        case ("GET", nil):
            return rendered { quota($0, of: project) }
        case ("GET", "default"):
            return rendered { defaultQuotas[$0] ?? -1 }
        case ("GET", "details"), ("GET", "details.json"):
            return details(of: project)
        case ("PUT", nil), ("DELETE", nil):
            guard request.caller.isAdmin else {
                throw .forbidden("rule:\(request.method == "PUT" ? "update" : "delete")_quota")
            }
            return try change(project, request)
        default:
            throw Self.noSuchPath
        }
    }

    private static let resources = [
        "network", "subnet", "port", "router", "floatingip", "security_group", "security_group_rule",
    ]

    private func rendered(_ limit: (String) -> Int) -> SandboxResponse {
        var quota: JSONValue = [:]
        for resource in Self.resources { quota[resource] = .int(limit(resource)) }
        return SandboxResponse(status: 200, json: ["quota": quota])
    }

    private func details(of project: String) -> SandboxResponse {
        var quota: JSONValue = [:]
        for resource in Self.resources {
            quota[resource] = [
                "limit": .int(self.quota(resource, of: project)), "used": .int(used(resource, by: project)),
                "reserved": 0,
            ]
        }
        return SandboxResponse(status: 200, json: ["quota": quota])
    }

    private func used(_ resource: String, by project: String) -> Int {
        func count<R: NeutronResource>(_ type: R.Type) -> Int {
            self[keyPath: R.table].values.count { $0.projectID == project }
        }
        return switch resource {
        case "network": count(SandboxNetwork.self)
        case "subnet": count(SandboxSubnet.self)
        case "port": count(SandboxPort.self)
        case "router": count(Router.self)
        case "floatingip": count(FloatingIP.self)
        case "security_group": count(SecurityGroup.self)
        default: count(SecurityGroupRule.self)
        }
    }

    private mutating func change(_ project: String, _ request: SandboxRequest) throws(SandboxFault) -> SandboxResponse {
        guard request.method == "PUT" else {
            guard quotas.removeValue(forKey: project) != nil else {
                let message = "Quota for project \(project) could not be found."
                throw SandboxFault(status: 404, type: "TenantQuotaNotFound", message: message)
            }
            return SandboxResponse(status: 204)
        }
        guard let wanted = (try? JSONValue(parsing: request.body))?["quota"]?.objectValue else {
            throw .badRequest("Unable to find 'quota' in request body")
        }
        for (resource, limit) in wanted {
            guard Self.resources.contains(resource) else {
                throw .badRequest("Unrecognized attribute(s) '\(resource)'")
            }
            quotas[project, default: [:]][resource] = limit.intValue
        }
        return rendered { quota($0, of: project) }
    }
}
