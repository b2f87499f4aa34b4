import KeystoneAuth

/// A rule of an L7 policy: a policy acts on requests that match all of its rules (Octavia API, "L7 Rules").
public struct L7Rule: Resource {
    /// Its id.
    public let id: ID<L7Rule>
    /// The project that owns it.
    public let projectID: String?
    /// Whether its last change is carried out.
    public let provisioningStatus: ProvisioningStatus
    /// What it looks at: `HOST_NAME`, `PATH`, `HEADER`, `COOKIE`, `FILE_TYPE`, …
    public let type: String
    /// How it compares: `EQUAL_TO`, `STARTS_WITH`, `ENDS_WITH`, `CONTAINS` or `REGEX`.
    public let compareType: String
    /// The header's or cookie's name.
    public let key: String?
    /// What it compares with.
    public let value: String
    /// Whether it matches what does not compare.
    public let isInverted: Bool?

    private enum CodingKeys: String, CodingKey {
        case id, type, key, value
        case projectID = "project_id"
        case provisioningStatus = "provisioning_status"
        case compareType = "compare_type"
        case isInverted = "invert"
    }

    /// A new rule.
    public struct Create: Encodable, Sendable {
        /// What it looks at.
        public var type: String
        /// How it compares.
        public var compareType: String
        /// What it compares with.
        public var value: String
        /// The header's or cookie's name.
        public var key: String?
        /// Whether it matches what does not compare.
        public var isInverted: Bool?

        /// A rule that compares something with a value.
        public init(type: String, compareType: String, value: String) {
            self.type = type
            self.compareType = compareType
            self.value = value
        }

        private enum CodingKeys: String, CodingKey {
            case type, value, key
            case compareType = "compare_type"
            case isInverted = "invert"
        }
    }
}

extension L7Rule {
    /// Lists the rules of a policy.
    public static func list(of policy: L7PolicyID) -> Listing<Self> { endpoint(of: policy).list([]) }

    /// Adds a rule to a policy.
    public static func create(_ body: Create, in policy: L7PolicyID) -> Mutation<Self> {
        Mutation(request: endpoint(of: policy).create(body))
    }

    /// Removes a rule from a policy.
    public static func delete(_ id: ID<L7Rule>, from policy: L7PolicyID) -> Mutation<Void> {
        Mutation(request: endpoint(of: policy).delete(id))
    }

    private static func endpoint(of policy: L7PolicyID) -> Endpoint<Self> {
        Endpoint(
            service: .loadBalancer,
            path: "\(L7Policy.endpoint.path(policy))/rules",
            singular: "rule",
            plural: "rules",
            operation: "loadbalancer_l7rule",
            scope: .visible
        )
    }
}
