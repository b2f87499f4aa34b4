/// One authenticated request to a service of the sandbox, freed of everything that HTTP adds.
struct SandboxRequest: Sendable {
    /// The method in capitals, e.g. `GET`.
    var method: String
    /// The path below the service's root, percent-decoded, without a trailing slash: `/v2.0/lbaas/loadbalancers/ID`; the root is `/`.
    var path: String
    /// The query's items, percent-decoded, in the order sent; a name may repeat.
    var query: [(name: String, value: String)]
    /// The headers in the order sent.
    var headers: [(String, String)]
    /// The body, empty when none was sent.
    var body: [UInt8]
    /// Whose token came with the request.
    var caller: Caller
    /// The service's root as the client sees it, without a trailing slash; links start with it.
    var baseURL: String

    /// Creates a request.
    init(
        method: String,
        path: String,
        query: [(name: String, value: String)] = [],
        headers: [(String, String)] = [],
        body: [UInt8] = [],
        caller: Caller,
        baseURL: String
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
        self.caller = caller
        self.baseURL = baseURL
    }

    /// The path's segments: `["v2.0", "lbaas", "loadbalancers", "ID"]`.
    var segments: [String] { path.split(separator: "/").map(String.init) }

    /// Every value of a query item, in the order sent.
    func queryValues(_ name: String) -> [String] { query.filter { $0.name == name }.map(\.value) }

    /// The first value of a header; names compare without case.
    func header(_ name: String) -> String? {
        let wanted = name.lowercased()
        return headers.first { $0.0.lowercased() == wanted }?.1
    }
}

/// Who makes a request, as its token says.
struct Caller: Sendable, Hashable {
    /// The user's id.
    var userID: String
    /// The project that the token is scoped to; empty for an unscoped or domain-scoped token.
    var projectID: String
    /// Whether the caller sees and changes every project's resources.
    var isAdmin: Bool
    /// The names of the roles in the token's scope, e.g. `load-balancer_member`.
    var roles: [String]

    /// Creates a caller.
    init(userID: String, projectID: String, isAdmin: Bool = false, roles: [String] = []) {
        self.userID = userID
        self.projectID = projectID
        self.isAdmin = isAdmin
        self.roles = roles
    }
}
