public import FoundationEssentials

/// A token that Keystone issued (Identity API v3, answer of `POST /v3/auth/tokens`).
public struct Token: Sendable, Hashable {
    /// An object that the token names.
    public struct Reference: Sendable, Hashable, Decodable {
        /// Its id.
        public var id: String
        /// Its name, where Keystone tells it.
        public var name: String?

        /// Creates a reference.
        public init(id: String, name: String? = nil) {
            self.id = id
            self.name = name
        }
    }

    /// What is sent as `X-Auth-Token`.
    public var value: Secret
    /// When it was issued, by Keystone's clock.
    public var issuedAt: Date?
    /// When it expires, by Keystone's clock.
    public var expiresAt: Date
    /// Who it was issued to.
    public var user: Reference?
    /// The project it is for.
    public var project: Reference?
    /// The roles that the user has there.
    public var roles: [Reference]
    /// The application credential it was issued for.
    public var applicationCredential: Reference?
    /// The services that can be used with it.
    public var catalog: ServiceCatalog

    /// Creates a token.
    public init(
        value: Secret,
        issuedAt: Date?,
        expiresAt: Date,
        user: Reference? = nil,
        project: Reference? = nil,
        roles: [Reference] = [],
        applicationCredential: Reference? = nil,
        catalog: ServiceCatalog = ServiceCatalog([])
    ) {
        self.value = value
        self.issuedAt = issuedAt
        self.expiresAt = expiresAt
        self.user = user
        self.project = project
        self.roles = roles
        self.applicationCredential = applicationCredential
        self.catalog = catalog
    }

    /// Reads Keystone's answer: the token is in a header, all else in the body.
    /// - Parameter now: Stands in for the time of issue if Keystone doesn't tell it.
    init(value: String, body: [UInt8], now: Date) throws {
        let document = try JSONDecoder().decode(TokenDocument.self, from: Data(body)).token
        self.init(
            value: Secret(value),
            issuedAt: document.issuedAt.flatMap(Self.date),
            expiresAt: document.expiresAt.flatMap(Self.date) ?? now.addingTimeInterval(3600),
            user: document.user,
            project: document.project,
            roles: document.roles ?? [],
            applicationCredential: document.applicationCredential,
            catalog: document.catalog ?? ServiceCatalog([])
        )
    }

    /// How long the token lives from its issue. Both times are Keystone's, so that its clock may be wrong.
    func life(now: Date) -> Duration {
        .seconds(max(0, expiresAt.timeIntervalSince(issuedAt ?? now)))
    }

    /// A time as Keystone writes it: ISO 8601, mostly with fractional seconds.
    static func date(_ text: String) -> Date? {
        let fractional = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        let zoned = text.hasSuffix("Z") || text.contains("+") ? text : text + "Z"
        return (try? Date(zoned, strategy: fractional)) ?? (try? Date(zoned, strategy: .iso8601))
    }
}

private struct TokenDocument: Decodable {
    struct Contents: Decodable {
        var issuedAt: String?
        var expiresAt: String?
        var user: Token.Reference?
        var project: Token.Reference?
        var roles: [Token.Reference]?
        var applicationCredential: Token.Reference?
        var catalog: ServiceCatalog?

        private enum CodingKeys: String, CodingKey {
            case user, project, roles, catalog
            case issuedAt = "issued_at"
            case expiresAt = "expires_at"
            case applicationCredential = "application_credential"
        }
    }

    var token: Contents
}
