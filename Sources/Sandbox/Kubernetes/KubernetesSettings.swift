import OrderedCollections

/// What can be changed while the sandbox's Kubernetes runs.
public struct KubernetesSettings: Sendable, Hashable {
    /// Who a token belongs to, as a TokenReview answers.
    public struct TokenOwner: Sendable, Hashable {
        /// The user's name.
        public var user: String
        /// The user's groups.
        public var groups: [String]

        /// Names the owner of a token.
        public init(user: String, groups: [String] = ["system:authenticated"]) {
            self.user = user
            self.groups = groups
        }
    }

    /// The token that every request must bring; `nil` takes any and none.
    public var requiredToken: String?
    /// The tokens that a TokenReview accepts.
    public var tokens: [String: TokenOwner] = [:]
    /// The users and groups to which a SubjectAccessReview allows everything.
    public var allowed: Set<String> = ["system:masters"]
    /// How long after its last event a watch gets a bookmark.
    public var bookmarkInterval: Duration = .seconds(60)
    /// How long a watch lasts that names no time itself.
    public var watchTimeout: Duration = .seconds(1800)

    /// Creates the default settings.
    public init() {}
}

extension KubernetesSettings {
    /// The settings as the sandbox's own API shows them; tokens are not shown.
    var json: JSONValue {
        [
            "token_required": .bool(requiredToken != nil), "token_users": .strings(tokens.values.map(\.user).sorted()),
            "allowed": .strings(allowed.sorted()), "bookmark_interval": bookmarkInterval.json,
            "watch_timeout": watchTimeout.json,
        ]
    }

    /// Changes what a request names.
    mutating func apply(_ request: AdminRequest) throws(AdminRequest.Refusal) {
        var request = request
        let token = try request.take("required_token", "a string or null") { value -> String?? in
            value.isNull ? .some(nil) : value.stringValue.map { .some($0) }
        }
        requiredToken = token ?? requiredToken
        tokens = try request.take("tokens", "an object of token and user name", Self.owners) ?? tokens
        allowed = try request.take("allowed", "an array of users and groups", Self.names) ?? allowed
        bookmarkInterval = try request.duration("bookmark_interval") ?? bookmarkInterval
        watchTimeout = try request.duration("watch_timeout") ?? watchTimeout
        try request.finish(known: "required_token, tokens, allowed, bookmark_interval, watch_timeout")
    }

    private static func owners(_ value: JSONValue) -> [String: TokenOwner]? {
        guard let members = value.objectValue, members.values.allSatisfy({ $0.stringValue != nil }) else { return nil }
        return Dictionary(uniqueKeysWithValues: members.map { ($0.key, TokenOwner(user: $0.value.plainText)) })
    }

    private static func names(_ value: JSONValue) -> Set<String>? {
        guard let elements = value.arrayValue, elements.allSatisfy({ $0.stringValue != nil }) else { return nil }
        return Set(elements.compactMap(\.stringValue))
    }
}
