/// Who logs in to Keystone, and to what (Identity API v3, `POST /v3/auth/tokens`).
public struct Credentials: Sendable, Hashable {
    /// A domain by id, by name or by both; the id is what is sent if there is one.
    public struct Domain: Sendable, Hashable {
        /// The domain's id.
        public var id: String?
        /// The domain's name.
        public var name: String?

        /// Creates a reference; `nil` if there is neither id nor name.
        public init?(id: String?, name: String?) {
            guard id != nil || name != nil else { return nil }
            self.id = id
            self.name = name
        }
    }

    /// A user, by id or by name.
    public enum User: Sendable, Hashable {
        /// By id, which needs no domain.
        case id(String)
        /// By name in a domain.
        case name(String, Domain)
    }

    /// An application credential, by id or by name.
    public enum ApplicationCredential: Sendable, Hashable {
        /// By id, which needs no user.
        case id(String)
        /// By name among a user's.
        case name(String, User)
    }

    /// How identity is proven.
    public enum Method: Sendable, Hashable {
        /// With a user's password.
        case password(User, Secret)
        /// With an application credential's secret.
        case applicationCredential(ApplicationCredential, Secret)
        /// With a token issued before.
        case token(Secret)
    }

    /// What the token is for.
    public enum Scope: Sendable, Hashable {
        /// A project by id.
        case projectID(String)
        /// A project by name in a domain.
        case project(String, Domain)
        /// A domain.
        case domain(Domain)
        /// What a trust delegates.
        case trust(String)
    }

    /// Where to log in: the address of Keystone's v3 API, without a slash at its end.
    public var authURL: String
    /// How identity is proven.
    public var method: Method
    /// What the token is for; `nil` for application credentials, which bring their own scope, and for the user's
    /// default project.
    public var scope: Scope?

    /// The texts that must never be shown.
    var secrets: [Secret] {
        switch method {
        case .password(_, let secret), .applicationCredential(_, let secret), .token(let secret): [secret]
        }
    }

    /// Who logs in, for messages: `user "k8s"`.
    var subject: String {
        switch method {
        case .password(.id(let id), _): "user \(id)"
        case .password(.name(let name, let domain), _):
            "user \"\(name)\" of domain \"\(domain.name ?? domain.id ?? "")\""
        case .applicationCredential(.id(let id), _): "application credential \(id)"
        case .applicationCredential(.name(let name, _), _): "application credential \"\(name)\""
        case .token: "the given token"
        }
    }

    /// The keys of [Global] to look at when they are refused.
    var relevantKeys: String {
        switch method {
        case .password: "auth-url, username or user-id, the user's domain, password, and the project or trust"
        case .applicationCredential:
            "application-credential-id and application-credential-secret, and whether it expired"
        case .token: "token; it may have expired, and occm can't renew what it didn't log in for"
        }
    }
}

/// Everything in `[Global]` that keeps credentials from being complete, each as a sentence.
public struct CredentialsError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The sentences, at least one.
    public var problems: [String]

    /// The sentences in one line.
    public var description: String { problems.joined(separator: " ") }
}
