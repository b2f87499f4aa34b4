import KeystoneAuth

/// The id of an L7 policy.
public typealias L7PolicyID = ID<L7Policy>

/// An L7 policy of a listener (Octavia API, "L7 Policies").
public struct L7Policy: AddressableResource {
    /// Its id.
    public let id: L7PolicyID
    /// The project that owns it.
    public let projectID: String?
    /// Its name; not unique.
    public let name: String?
    /// Whether its last change is carried out.
    public let provisioningStatus: ProvisioningStatus
    /// The listener that it belongs to.
    public let listenerID: ListenerID
    /// What happens to requests that match: `REDIRECT_TO_POOL`, `REDIRECT_TO_URL`, `REDIRECT_PREFIX` or `REJECT`.
    public let action: String
    /// Its place among the listener's policies, from 1.
    public let position: Int?
    /// The pool that takes the requests, for `REDIRECT_TO_POOL`.
    public let redirectPoolID: PoolID?
    /// Its tags (API 2.5).
    public let tags: [String]

    /// Where the collection is.
    public static let endpoint = Endpoint<Self>(
        service: .loadBalancer,
        path: "/lbaas/l7policies",
        singular: "l7policy",
        plural: "l7policies",
        operation: "loadbalancer_l7policy"
    )

    private enum CodingKeys: String, CodingKey {
        case id, name, action, position, tags
        case projectID = "project_id"
        case provisioningStatus = "provisioning_status"
        case listenerID = "listener_id"
        case redirectPoolID = "redirect_pool_id"
    }
}

extension Filter where Item == L7Policy {
    /// L7 policies of this listener.
    public static func listener(_ id: ListenerID) -> Self { Self("listener_id", id.rawValue) }
}

extension L7Policy: LoadBalancerChild {
    /// A new L7 policy. Its rules are made after it: Octavia answers 500 to rules inside.
    public struct Create: Encodable, Sendable {
        /// The listener.
        public var listenerID: ListenerID
        /// What happens to requests that match.
        public var action: String
        /// The name, at most 255 characters.
        public var name: String?
        /// Its place among the listener's policies, from 1; `nil` puts it last.
        public var position: Int?
        /// The pool that takes the requests, for `REDIRECT_TO_POOL`.
        public var redirectPoolID: PoolID?
        /// Where clients are sent, for `REDIRECT_TO_URL`.
        public var redirectURL: String?
        /// Tags (API 2.5).
        public var tags: [String]?

        /// An L7 policy of a listener.
        public init(listenerID: ListenerID, action: String) {
            self.listenerID = listenerID
            self.action = action
        }

        private enum CodingKeys: String, CodingKey {
            case name, action, position, tags
            case listenerID = "listener_id"
            case redirectPoolID = "redirect_pool_id"
            case redirectURL = "redirect_url"
        }
    }

    /// What an update changes; what is `nil` stays.
    public struct Update: Encodable, Sendable {
        /// The name.
        public var name: String?
        /// What happens to requests that match.
        public var action: String?
        /// Its place among the listener's policies, from 1.
        public var position: Int?
        /// The pool that takes the requests, for `REDIRECT_TO_POOL`.
        public var redirectPoolID: PoolID?
        /// Where clients are sent, for `REDIRECT_TO_URL`.
        public var redirectURL: String?
        /// All tags that it has afterwards.
        public var tags: [String]?

        /// An update that changes nothing yet.
        public init() {}

        private enum CodingKeys: String, CodingKey {
            case name, action, position, tags
            case redirectPoolID = "redirect_pool_id"
            case redirectURL = "redirect_url"
        }
    }
}
