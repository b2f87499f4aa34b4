/// An in-memory Keystone: one domain, its users, and the tokens in force.
///
/// Guarantees: a token works until it expires or is revoked, and for its own scope only. Failure: Keystone's own statuses and texts; a
/// refused proof is 401 whatever was wrong with it.
struct KeystoneState: Sendable {
    /// The only domain.
    let domain = Named(id: "default", name: "Default")
    var projects: [Project] = []
    var users: [User] = []
    var applicationCredentials: [ApplicationCredential] = []
    var trusts: [Trust] = []
    /// The services as a token lists them.
    var catalog: JSONValue = []
    var tokenLife: Duration = .seconds(3600)
    private(set) var tokens: [String: Token] = [:]
    private var ids: Identifiers
    private var roleIDs: [String: String] = [:]

    /// Creates an empty Keystone.
    init(ids: Identifiers) { self.ids = ids }

    /// The user with a name.
    func user(named name: String) -> User? { users.first { $0.name == name } }

    /// Whom a token stands for; `nil` for an unknown or expired one.
    func caller(token id: String, now: Instant) -> Caller? {
        guard let token = tokens[id], token.expiresAt > now else { return nil }
        return Caller(
            userID: token.userID,
            projectID: token.scope.projectID ?? "",
            isAdmin: token.roles.contains("admin"),
            roles: token.roles
        )
    }

    /// Whom a user's token for its own project would stand for.
    func caller(of user: SandboxUser) -> Caller? {
        guard let found = self.user(named: user.name) else { return nil }
        let roles = found.roles[found.defaultProjectID] ?? []
        return Caller(
            userID: found.id,
            projectID: found.defaultProjectID,
            isAdmin: roles.contains("admin"),
            roles: roles
        )
    }

    /// Forgets a token.
    mutating func revoke(_ token: String) { tokens[token] = nil }

    /// Forgets every token.
    mutating func revokeAll() { tokens.removeAll() }

    /// Checks a proof and a scope, and issues a token. A token got by a token expires with it.
    mutating func issueToken(for request: AuthRequest, now: Instant) throws(SandboxFault) -> Token {
        let proven = try authenticate(request.proof, now: now)
        let scope = try resolve(request.scope, for: proven)
        let (userID, roles) = try authorise(proven.user, for: scope)
        let token = Token(
            id: "gAAAAAB" + ids.hexID() + ids.hexID(),
            auditIDs: [ids.hexID()] + (proven.token?.auditIDs.suffix(1) ?? []),
            methods: [request.method] + (proven.token?.methods.filter { $0 != request.method } ?? []),
            userID: userID,
            scope: scope,
            roles: roles,
            issuedAt: now,
            expiresAt: proven.token?.expiresAt ?? now + tokenLife
        )
        tokens[token.id] = token
        for role in roles where roleIDs[role] == nil { roleIDs[role] = ids.hexID() }
        return token
    }

    /// A role with its id.
    func role(_ name: String) -> Named { Named(id: roleIDs[name] ?? name, name: name) }

    /// Who a client has proven to be, and by which token or application credential.
    private struct Proven {
        var user: User
        var token: Token?
        var credential: ApplicationCredential?
    }

    private func authenticate(_ proof: AuthRequest.Proof, now: Instant) throws(SandboxFault) -> Proven {
        switch proof {
        case .password(let reference, let password):
            guard let user = find(reference), user.password == password else { throw .unauthorized }
            return Proven(user: user)
        case .token(let id):
            let token = try validToken(id, now: now)
            guard let user = find(.id(token.userID)) else { throw .unauthorized }
            return Proven(user: user, token: token)
        case .applicationCredential(let id, let secret):
            return try check(applicationCredentials.first { $0.id == id }, named: id, secret: secret, now: now)
        case .namedApplicationCredential(let name, let reference, let secret):
            guard let owner = find(reference) else { throw .unauthorized }
            let credential = applicationCredentials.first { $0.name == name && $0.userID == owner.id }
            return try check(credential, named: name, secret: secret, now: now)
        }
    }

    /// The token with an id while it lasts.
    func validToken(_ id: String, now: Instant) throws(SandboxFault) -> Token {
        guard let token = tokens[id], token.expiresAt > now else {
            throw SandboxFault(status: 404, type: "Not Found", message: "Failed to validate token")
        }
        return token
    }

    private func check(
        _ credential: ApplicationCredential?,
        named name: String,
        secret: String,
        now: Instant
    ) throws(SandboxFault) -> Proven {
        guard let credential else { throw .notFound("Application Credential", name) }
        let isCurrent = credential.expiresAt.map { $0 > now } ?? true
        guard credential.secret == secret, isCurrent, let user = find(.id(credential.userID)) else {
            throw .unauthorized
        }
        return Proven(user: user, credential: credential)
    }

    /// The user that a token stands for and its roles in a scope; without a role there, 401.
    private func authorise(_ user: User, for scope: Scope) throws(SandboxFault) -> (userID: String, roles: [String]) {
        var (userID, roles) = (user.id, [String]())
        switch scope {
        case .unscoped: return (userID, [])
        case .project(let id), .domain(let id): roles = user.roles[id] ?? []
        case .trust(let id, _):
            guard let trust = trusts.first(where: { $0.id == id }) else { throw .unauthorized }
            (userID, roles) = (trust.trustorID, trust.roles)
        }
        if roles.isEmpty { throw .unauthorized }
        return (userID, roles)
    }

    private func resolve(
        _ scope: AuthRequest.RequestedScope,
        for proven: Proven
    ) throws(SandboxFault) -> Scope {
        if let credential = proven.credential {
            guard case .none = scope else { throw .unauthorized }
            return .project(credential.projectID)
        }
        switch scope {
        case .none: return .project(proven.user.defaultProjectID)
        case .unscoped: return .unscoped
        case .project(let id): return .project(id)
        case .namedProject(let name, let domain):
            guard isDefault(domain), let project = projects.first(where: { $0.name == name }) else {
                throw .unauthorized
            }
            return .project(project.id)
        case .domain(let domain):
            guard isDefault(domain) else { throw .unauthorized }
            return .domain(self.domain.id)
        case .trust(let id):
            guard let trust = trusts.first(where: { $0.id == id }), trust.trusteeID == proven.user.id else {
                throw .unauthorized
            }
            return .trust(id: id, projectID: trust.projectID)
        }
    }

    private func find(_ reference: AuthRequest.UserReference) -> User? {
        switch reference {
        case .id(let id): users.first { $0.id == id }
        case .name(let name, let domain): isDefault(domain) ? user(named: name) : nil
        }
    }

    private func isDefault(_ reference: AuthRequest.Reference) -> Bool {
        switch reference {
        case .id(let id): id == domain.id
        case .name(let name): name == domain.name
        }
    }
}
