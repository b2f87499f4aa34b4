/// Asks the API server whether somebody may do something (authorization.k8s.io/v1 SubjectAccessReview).
public struct SubjectAccessReview: KubernetesObject, Encodable {
    /// `/apis/authorization.k8s.io/v1/subjectaccessreviews`.
    public static let resource = APIResource(
        "SubjectAccessReview",
        plural: "subjectaccessreviews",
        group: "authorization.k8s.io",
        isNamespaced: false
    )

    /// What is asked (authorization.k8s.io/v1 SubjectAccessReviewSpec); paths only, because occm serves no objects.
    public struct Spec: Codable, Hashable, Sendable {
        /// A path and what is done there (authorization.k8s.io/v1 NonResourceAttributes).
        public struct Path: Codable, Hashable, Sendable {
            /// The path: `/metrics`.
            public var path: String
            /// The HTTP method in lower case: `get`.
            public var verb: String

            /// Creates attributes.
            public init(path: String, verb: String) {
                self.path = path
                self.verb = verb
            }
        }

        /// What somebody wants to do.
        public var nonResourceAttributes: Path?
        /// Who it is.
        public var user: String?
        /// The user's groups.
        public var groups: [String]?
        /// The user's uid.
        public var uid: String?
        /// What else is known of the user.
        public var extra: [String: [String]]?
    }

    /// The answer (authorization.k8s.io/v1 SubjectAccessReviewStatus).
    public struct Status: Codable, Hashable, Sendable {
        /// Whether it is allowed.
        public var allowed: Bool
        /// Whether it is forbidden, whatever others say.
        public var denied: Bool?
        /// Why.
        public var reason: String?
    }

    /// Always empty.
    public var metadata: ObjectMeta { ObjectMeta() }
    /// What is asked.
    public var spec: Spec
    /// The answer; `nil` in a question.
    public private(set) var status: Status?

    /// Creates the question whether a user may use a method (in lower case) on a path.
    public init(user: TokenReview.User, verb: String, path: String) {
        spec = Spec(
            nonResourceAttributes: Spec.Path(path: path, verb: verb),
            user: user.username,
            groups: user.groups,
            uid: user.uid.isEmpty ? nil : user.uid,
            extra: user.extra.isEmpty ? nil : user.extra
        )
    }

    private enum CodingKeys: CodingKey {
        case spec, status
    }
}
