/// The body of `POST /v3/auth/tokens`, read (Identity API v3, "Password authentication with scoped authorization" and its siblings).
struct AuthRequest: Sendable {
    /// A user as the request names it.
    enum UserReference: Sendable {
        case id(String)
        case name(String, domain: Reference)
    }

    /// A thing that may be named by id or by name.
    enum Reference: Sendable {
        case id(String)
        case name(String)
    }

    /// How the client proves who it is.
    enum Proof: Sendable {
        case password(UserReference, String)
        case token(String)
        case applicationCredential(id: String, secret: String)
        case namedApplicationCredential(name: String, owner: UserReference, secret: String)
    }

    /// What the client wants the token for.
    enum RequestedScope: Sendable {
        /// Nothing said: the user's default project, or the application credential's own.
        case none
        case unscoped
        case project(id: String)
        case namedProject(String, domain: Reference)
        case domain(Reference)
        case trust(String)
    }

    /// The method's name as it returns in the token.
    var method: String
    var proof: Proof
    var scope: RequestedScope

    /// Reads the body; throws Keystone's 400.
    init(_ body: [UInt8]) throws(SandboxFault) {
        guard let document = try? JSONValue(parsing: body) else { throw .malformed("valid JSON in request body") }
        let auth = try Self.require("auth", in: document, named: "request body")
        let identity = try Self.require("identity", in: auth, named: "auth")
        guard let method = try Self.require("methods", in: identity, named: "identity").arrayValue?.first?.stringValue
        else {
            throw .malformed("methods in identity")
        }
        self.method = method
        proof = try Self.proof(method, identity)
        scope = try Self.scope(auth["scope"])
    }

    private static func proof(_ method: String, _ identity: JSONValue) throws(SandboxFault) -> Proof {
        switch method {
        case "password":
            let user = try require("user", in: require("password", in: identity, named: "identity"), named: "None")
            return .password(try userReference(user), try requireText("password", in: user, named: "user"))
        case "token":
            return .token(try requireText("id", in: require("token", in: identity, named: "identity"), named: "token"))
        case "application_credential":
            let credential = try require("application_credential", in: identity, named: "identity")
            let secret = try requireText("secret", in: credential, named: "application_credential")
            if let id = credential["id"]?.stringValue { return .applicationCredential(id: id, secret: secret) }
            return .namedApplicationCredential(
                name: try requireText("name", in: credential, named: "application_credential"),
                owner: try userReference(require("user", in: credential, named: "application_credential")),
                secret: secret
            )
        default:
            throw .malformed("\(method) in identity")
        }
    }

    private static func scope(_ scope: JSONValue?) throws(SandboxFault) -> RequestedScope {
        guard let scope else { return .none }
        if scope == "unscoped" || scope["unscoped"] != nil { return .unscoped }
        if let trust = scope["OS-TRUST:trust"] {
            return .trust(try requireText("id", in: trust, named: "OS-TRUST:trust"))
        }
        if let domain = scope["domain"] { return .domain(try reference(domain)) }
        let project = try require("project", in: scope, named: "scope")
        if let id = project["id"]?.stringValue { return .project(id: id) }
        return .namedProject(
            try requireText("name", in: project, named: "project"),
            domain: try reference(require("domain", in: project, named: "project"))
        )
    }

    private static func userReference(_ user: JSONValue) throws(SandboxFault) -> UserReference {
        if let id = user["id"]?.stringValue { return .id(id) }
        return .name(
            try requireText("name", in: user, named: "user"),
            domain: try reference(require("domain", in: user, named: "user"))
        )
    }

    private static func reference(_ value: JSONValue) throws(SandboxFault) -> Reference {
        if let id = value["id"]?.stringValue { return .id(id) }
        return .name(try requireText("name", in: value, named: "reference"))
    }

    private static func require(
        _ key: String,
        in object: JSONValue,
        named parent: String
    ) throws(SandboxFault) -> JSONValue {
        guard let value = object[key] else { throw .malformed("\(key) in \(parent)") }
        return value
    }

    private static func requireText(
        _ key: String,
        in object: JSONValue,
        named parent: String
    ) throws(SandboxFault) -> String {
        guard let text = try require(key, in: object, named: parent).stringValue else {
            throw .malformed("a string as \(key) in \(parent)")
        }
        return text
    }
}
