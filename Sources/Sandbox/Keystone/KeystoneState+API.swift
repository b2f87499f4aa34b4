extension KeystoneState {
    /// Answers one request. Keystone checks tokens itself: the request's caller counts only where a token is needed.
    mutating func handle(_ request: SandboxRequest, now: Instant) -> SandboxResponse {
        do {
            return try answer(request, now: now)
        } catch {
            return error.keystoneResponse(authenticateAt: request.baseURL)
        }
    }

    private mutating func answer(_ request: SandboxRequest, now: Instant) throws(SandboxFault) -> SandboxResponse {
        let segments = request.segments
        switch (request.method, segments.first, segments.dropFirst().joined(separator: "/")) {
        case ("GET", nil, _):
            let versions: JSONValue = ["versions": ["values": [version(baseURL: request.baseURL)]]]
            return SandboxResponse(status: 300, json: versions)
        case ("GET", "v3", ""):
            return SandboxResponse(status: 200, json: ["version": version(baseURL: request.baseURL)])
        case ("POST", "v3", "auth/tokens"):
            let token = try issueToken(for: AuthRequest(request.body), now: now)
            return rendered(token, status: 201)
        case ("GET", "v3", "auth/tokens"), ("HEAD", "v3", "auth/tokens"):
            return rendered(try subject(of: request, now: now), status: 200)
        case ("DELETE", "v3", "auth/tokens"):
            revoke(try subject(of: request, now: now).id)
            return SandboxResponse(status: 204)
        case ("GET", "v3", _) where segments.count >= 4 && segments[1] == "users":
            return try credentials(of: segments[2], path: segments.dropFirst(3), request)
        default:
            let message = "The resource could not be found."
            throw SandboxFault(status: 404, type: "Not Found", message: message)
        }
    }

    private func version(baseURL: String) -> JSONValue {
        [
            "id": "v3.14", "status": "stable", "updated": "2020-04-07T00:00:00Z",
            "links": [["rel": "self", "href": .string("\(baseURL)/v3/")]],
            "media-types": [
                ["base": "application/json", "type": "application/vnd.openstack.identity-v3+json"]
            ],
        ]
    }

    /// The token that a request asks about, once its own token has been checked.
    private func subject(of request: SandboxRequest, now: Instant) throws(SandboxFault) -> Token {
        guard let own = request.header("X-Auth-Token"), caller(token: own, now: now) != nil else {
            throw .unauthorized
        }
        return try validToken(request.header("X-Subject-Token") ?? "", now: now)
    }

    private func credentials(
        of userID: String,
        path: ArraySlice<String>,
        _ request: SandboxRequest
    ) throws(SandboxFault) -> SandboxResponse {
        guard !request.caller.userID.isEmpty else { throw .unauthorized }
        guard request.caller.userID == userID, path.first == "application_credentials" else {
            let message = "You are not authorized to perform the requested action: identity:get_application_credential."
            throw SandboxFault(status: 403, type: "Forbidden", message: message)
        }
        let own = applicationCredentials.filter { $0.userID == userID }
        guard let id = path.dropFirst().first else {
            return SandboxResponse(status: 200, json: ["application_credentials": .array(own.map(\.json))])
        }
        guard let credential = own.first(where: { $0.id == id }) else { throw .notFound("application credential", id) }
        return SandboxResponse(status: 200, json: ["application_credential": credential.json])
    }

    private func rendered(_ token: Token, status: Int) -> SandboxResponse {
        let user = users.first { $0.id == token.userID }
        var body: JSONValue = [
            "methods": .strings(token.methods),
            "user": [
                "domain": domain.json, "id": .string(token.userID), "name": .optional(user?.name),
                "password_expires_at": nil,
            ],
            "audit_ids": .strings(token.auditIDs),
            "expires_at": .string(token.expiresAt.iso8601Microseconds),
            "issued_at": .string(token.issuedAt.iso8601Microseconds),
        ]
        describe(token.scope, in: &body)
        if token.scope != .unscoped {
            body["roles"] = .array(token.roles.map { role($0).json })
            body["catalog"] = catalog
        }
        return SandboxResponse(status: status, json: ["token": body], headers: [("X-Subject-Token", token.id)])
    }

    private func describe(_ scope: Scope, in body: inout JSONValue) {
        if case .domain = scope { body["domain"] = domain.json }
        if case .trust(let id, _) = scope, let trust = trusts.first(where: { $0.id == id }) {
            body["OS-TRUST:trust"] = [
                "id": .string(id), "impersonation": true,
                "trustor_user": ["id": .string(trust.trustorID)],
                "trustee_user": ["id": .string(trust.trusteeID)],
            ]
        }
        if let project = projects.first(where: { $0.id == scope.projectID }) {
            body["is_domain"] = false
            body["project"] = ["domain": domain.json, "id": .string(project.id), "name": .string(project.name)]
        }
    }
}

extension KeystoneState.ApplicationCredential {
    /// The credential without its secret.
    fileprivate var json: JSONValue {
        [
            "id": .string(id), "name": .string(name), "project_id": .string(projectID), "description": nil,
            "expires_at": .optional(expiresAt.map { String($0.iso8601Microseconds.dropLast()) }),
            "unrestricted": false, "roles": [], "system": nil,
        ]
    }
}
