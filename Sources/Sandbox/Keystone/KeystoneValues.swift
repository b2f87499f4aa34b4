extension KeystoneState {
    /// A domain, project or role: an id and a name.
    struct Named: Sendable, Hashable {
        var id: String
        var name: String

        var json: JSONValue { ["id": .string(id), "name": .string(name)] }
    }

    /// A project in the default domain.
    typealias Project = Named

    /// A user of the default domain.
    struct User: Sendable {
        var id: String
        var name: String
        var password: String
        /// The project that a token without a scope in its request gets.
        var defaultProjectID: String
        /// The names of the roles, by project id; the key `default` is the domain.
        var roles: [String: [String]]
    }

    /// A password substitute that is good for one project.
    struct ApplicationCredential: Sendable {
        var id: String
        var name: String
        var secret: String
        var userID: String
        var projectID: String
        var expiresAt: Instant?
    }

    /// A user's leave for another one to act for it in a project.
    struct Trust: Sendable {
        var id: String
        var trustorID: String
        var trusteeID: String
        var projectID: String
        var roles: [String]
    }

    /// What a token is good for.
    enum Scope: Sendable, Hashable {
        case unscoped
        case project(String)
        case domain(String)
        case trust(id: String, projectID: String)

        /// The project, where there is one.
        var projectID: String? {
            switch self {
            case .unscoped, .domain: nil
            case .project(let id), .trust(_, let id): id
            }
        }
    }

    /// An issued token.
    struct Token: Sendable {
        var id: String
        /// Its own audit id and the one of the token that it was got by.
        var auditIDs: [String]
        var methods: [String]
        /// The user that it stands for: for a trust, the trustor.
        var userID: String
        var scope: Scope
        var roles: [String]
        var issuedAt: Instant
        var expiresAt: Instant
    }
}
