/// Asks the API server whose token it is (authentication.k8s.io/v1 TokenReview).
public struct TokenReview: KubernetesObject, Encodable {
    /// `/apis/authentication.k8s.io/v1/tokenreviews`.
    public static let resource = APIResource(
        "TokenReview",
        plural: "tokenreviews",
        group: "authentication.k8s.io",
        isNamespaced: false
    )

    /// Who somebody is (authentication.k8s.io/v1 UserInfo).
    public struct User: Codable, Hashable, Sendable {
        /// The name.
        public var username: String
        /// The identity over time.
        public var uid: String
        /// The groups.
        public var groups: [String]
        /// What else authorizers may look at.
        public var extra: [String: [String]]

        /// Creates a user.
        public init(username: String = "", uid: String = "", groups: [String] = [], extra: [String: [String]] = [:]) {
            self.username = username
            self.uid = uid
            self.groups = groups
            self.extra = extra
        }

        /// Reads a user; what is absent or null is empty.
        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            username = try container.decode(.username, or: "")
            uid = try container.decode(.uid, or: "")
            groups = try container.decode(.groups, or: [])
            extra = try container.decode(.extra, or: [:])
        }
    }

    /// The answer (authentication.k8s.io/v1 TokenReviewStatus).
    public struct Status: Decodable, Hashable, Sendable {
        /// Whether the token is valid.
        public var authenticated: Bool
        /// Whose it is.
        public var user: User
        /// Why it could not be checked.
        public var error: String?

        private enum CodingKeys: CodingKey {
            case authenticated, user, error
        }

        /// Reads an answer; what is absent or null is no.
        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            authenticated = try container.decode(.authenticated, or: false)
            user = try container.decode(.user, or: User())
            error = try container.decodeIfPresent(String.self, forKey: .error)
        }
    }

    /// Always empty.
    public var metadata: ObjectMeta { ObjectMeta() }
    /// The token that is asked about.
    public var token: Redacted
    /// The answer; `nil` in a question.
    public private(set) var status: Status?

    /// Creates a question.
    public init(token: Redacted) { self.token = token }

    private enum CodingKeys: CodingKey {
        case spec, status
    }

    private struct Spec: Codable {
        var token: String?
    }

    /// Reads an answer.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        token = Redacted(try container.decodeIfPresent(Spec.self, forKey: .spec)?.token ?? "")
        status = try container.decodeIfPresent(Status.self, forKey: .status)
    }

    /// Writes the question.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(Spec(token: token.reveal()), forKey: .spec)
    }
}
