extension Credentials {
    /// Derives the credentials that `[Global]` describes, by the rules of the Go cloud controller manager: generic
    /// domains stand in for missing ones, ids for ids and names for names; an application credential excludes a scope;
    /// a token excludes user and password; a trust is a scope of its own.
    /// - Throws: All that is missing or contradictory.
    public init(_ global: CloudConfig.Global) throws(CredentialsError) {
        var derivation = CredentialsDerivation(global)
        let authURL = derivation.authURL()
        let method = derivation.method()
        let scope = derivation.scope()
        guard let authURL, let method, derivation.problems.isEmpty else {
            throw CredentialsError(problems: derivation.problems)
        }
        self.init(authURL: authURL, method: method, scope: scope)
    }
}

/// Reads `[Global]` as credentials, one part at a time, collecting what is wrong.
struct CredentialsDerivation {
    private let global: CloudConfig.Global
    private(set) var problems: [String] = []

    init(_ global: CloudConfig.Global) {
        self.global = global
    }

    // MARK: Keystone

    /// Keystone's v3 address. The version is appended where the address has none: every Keystone serves v3 there, and
    /// the links of its version document are often wrong behind a proxy.
    mutating func authURL() -> String? {
        guard let text = global.authURL else {
            return fail("auth-url is missing: set it to Keystone's address, such as https://cloud.example:5000/v3.")
        }
        guard text.hasPrefix("http://") || text.hasPrefix("https://") else {
            return fail("auth-url must begin with https:// or http://.")
        }
        let address = String(text.reversed().drop { $0 == "/" }.reversed())
        let last = address.split(separator: "/").last ?? ""
        if last == "v2.0" { return fail("auth-url ends in /v2.0, which OpenStack has removed: use /v3.") }
        return last == "v3" ? address : address + "/v3"
    }

    // MARK: Method

    private var hasApplicationCredential: Bool {
        global.applicationCredentialID != nil || global.applicationCredentialName != nil
    }

    mutating func method() -> Credentials.Method? {
        if global.trustID != nil && (hasApplicationCredential || global.token != nil) {
            return fail("trust-id goes with a password only: remove it, or the token or application credential.")
        }
        if hasApplicationCredential || global.applicationCredentialSecret != nil { return applicationCredential() }
        if let token = global.token { return .token(token) }
        return password()
    }

    private mutating func applicationCredential() -> Credentials.Method? {
        guard hasApplicationCredential else {
            return fail("application-credential-secret is set: set application-credential-id or -name too.")
        }
        guard let secret = global.applicationCredentialSecret else {
            return fail("application-credential-secret is missing.")
        }
        if let id = global.applicationCredentialID { return .applicationCredential(.id(id), secret) }
        guard let name = global.applicationCredentialName else { return nil }
        guard global.userID != nil || global.username != nil else {
            return fail("application-credential-name needs its user: set user-id, or username and user-domain-name.")
        }
        return user().map { .applicationCredential(.name(name, $0), secret) }
    }

    private mutating func password() -> Credentials.Method? {
        let trustee = global.trustID == nil ? nil : global.trusteePassword
        guard let password = trustee ?? global.password else {
            let isNamed = global.userID != nil || global.username != nil || global.trusteeID != nil
            return fail(
                isNamed
                    ? "password is missing."
                    : "no credentials: set username, user-domain-name and password, or application-credential-id and -secret."
            )
        }
        return user().map { .password($0, password) }
    }

    private mutating func user() -> Credentials.User? {
        let domainID = global.userDomainID ?? global.domainID
        let domainName = global.userDomainName ?? global.domainName
        if let id = (global.trustID == nil ? nil : global.trusteeID) ?? global.userID {
            return user(id: id, domainID: domainID, domainName: domainName)
        }
        guard let name = global.username else { return fail("username or user-id is missing.") }
        if domainID != nil && domainName != nil {
            return fail(
                "the user's domain is given by id and by name: keep user-domain-id or user-domain-name, and only one of domain-id and domain-name."
            )
        }
        guard let domain = Credentials.Domain(id: domainID, name: domainName) else {
            return fail("username needs the user's domain: set user-domain-name or user-domain-id.")
        }
        return .name(name, domain)
    }

    private mutating func user(id: String, domainID: String?, domainName: String?) -> Credentials.User? {
        if global.username != nil && global.trusteeID == nil {
            return fail("user-id and username are both set: remove one of them.")
        }
        if domainID != nil || domainName != nil {
            return fail(
                "user-id needs no domain: remove user-domain-id, user-domain-name, domain-id and domain-name (tenant-domain-… may stay)."
            )
        }
        return .id(id)
    }

    // MARK: Scope

    mutating func scope() -> Credentials.Scope? {
        if let trust = global.trustID { return .trust(trust) }
        if hasApplicationCredential { return nil }
        if let id = global.tenantID { return .projectID(id) }
        guard let name = global.tenantName else { return domainScope() }
        let domain = Credentials.Domain(
            id: global.tenantDomainID ?? global.domainID,
            name: global.tenantDomainName ?? global.domainName
        )
        guard let domain else {
            return fail("tenant-name needs the project's domain: set tenant-domain-name or tenant-domain-id.")
        }
        return .project(name, domain)
    }

    /// Without a project the generic domain is the scope. Without that, Keystone takes the project that is the user's
    /// default; a token that was given stays without scope, and is good for nothing.
    private mutating func domainScope() -> Credentials.Scope? {
        // One of the two is enough, and the id is the better one.
        let name = global.domainID == nil ? global.domainName : nil
        if let domain = Credentials.Domain(id: global.domainID, name: name) { return .domain(domain) }
        guard global.token != nil else { return nil }
        return fail("token needs its project: set tenant-id, or tenant-name and tenant-domain-name.")
    }

    private mutating func fail<Part>(_ problem: String) -> Part? {
        problems.append(problem)
        return nil
    }
}
