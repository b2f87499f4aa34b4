import FoundationEssentials

/// The JSON body of `POST /v3/auth/tokens` (Identity API v3, "Authentication and token management").
struct AuthRequestBody: Encodable {
    let credentials: Credentials

    /// The bytes to send, with sorted keys. They contain the secret.
    func bytes() throws(OpenStackError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return Array(try encoder.encode(self))
        } catch {
            throw OpenStackError(.configuration, "The credentials can't be written as JSON.")
        }
    }

    private struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }

        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.init(stringValue) }
        init?(intValue: Int) { nil }
    }

    private typealias Container = KeyedEncodingContainer<Key>

    func encode(to encoder: any Encoder) throws {
        var root = encoder.container(keyedBy: Key.self)
        var auth = root.nested("auth")
        var identity = auth.nested("identity")
        try encode(credentials.method, into: &identity)
        if let scope = credentials.scope { try encode(scope, into: &auth) }
    }

    private func encode(_ method: Credentials.Method, into identity: inout Container) throws {
        switch method {
        case .password(let user, let password):
            try identity.encode(["password"], forKey: Key("methods"))
            var container = identity.nested("password")
            var userContainer = container.nested("user")
            try encode(user, into: &userContainer)
            try userContainer.encode(password.reveal(), forKey: Key("password"))
        case .applicationCredential(let credential, let secret):
            try identity.encode(["application_credential"], forKey: Key("methods"))
            var container = identity.nested("application_credential")
            try encode(credential, into: &container)
            try container.encode(secret.reveal(), forKey: Key("secret"))
        case .token(let token):
            try identity.encode(["token"], forKey: Key("methods"))
            try identity.encode(["id": token.reveal()], forKey: Key("token"))
        }
    }

    private func encode(_ credential: Credentials.ApplicationCredential, into container: inout Container) throws {
        switch credential {
        case .id(let id):
            try container.encode(id, forKey: Key("id"))
        case .name(let name, let user):
            try container.encode(name, forKey: Key("name"))
            var userContainer = container.nested("user")
            try encode(user, into: &userContainer)
        }
    }

    private func encode(_ user: Credentials.User, into container: inout Container) throws {
        switch user {
        case .id(let id):
            try container.encode(id, forKey: Key("id"))
        case .name(let name, let domain):
            try container.encode(name, forKey: Key("name"))
            try container.encode(reference(domain), forKey: Key("domain"))
        }
    }

    private func encode(_ scope: Credentials.Scope, into auth: inout Container) throws {
        var container = auth.nested("scope")
        switch scope {
        case .projectID(let id):
            try container.encode(["id": id], forKey: Key("project"))
        case .project(let name, let domain):
            var project = container.nested("project")
            try project.encode(name, forKey: Key("name"))
            try project.encode(reference(domain), forKey: Key("domain"))
        case .domain(let domain):
            try container.encode(reference(domain), forKey: Key("domain"))
        case .trust(let id):
            try container.encode(["id": id], forKey: Key("OS-TRUST:trust"))
        }
    }

    /// The id alone where there is one, as Keystone accepts only one of the two.
    private func reference(_ domain: Credentials.Domain) -> [String: String] {
        domain.id.map { ["id": $0] } ?? domain.name.map { ["name": $0] } ?? [:]
    }
}

extension KeyedEncodingContainer where Key: CodingKey {
    fileprivate mutating func nested(_ name: String) -> KeyedEncodingContainer<Key> {
        guard let key = Key(stringValue: name) else { return self }
        return nestedContainer(keyedBy: Key.self, forKey: key)
    }
}
