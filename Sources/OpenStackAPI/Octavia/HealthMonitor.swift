import KeystoneAuth

/// The id of a health monitor.
public typealias HealthMonitorID = ID<HealthMonitor>

/// A pool's health monitor (Octavia API, "Health Monitors").
public struct HealthMonitor: AddressableResource {
    /// Its id.
    public let id: HealthMonitorID
    /// The project that owns it.
    public let projectID: String?
    /// Its name; not unique.
    public let name: String?
    /// Whether its last change is carried out.
    public let provisioningStatus: ProvisioningStatus
    /// How it asks: `TCP`, `UDP-CONNECT`, `HTTP`, …
    public let type: String
    /// Seconds between two probes.
    public let delay: Int
    /// Seconds that a probe may take.
    public let timeout: Int
    /// Successes until a member is up, 1…10.
    public let maxRetries: Int
    /// Failures until a member is down, 1…10.
    public let maxRetriesDown: Int?
    /// The method of an HTTP probe.
    public let httpMethod: String?
    /// The path of an HTTP probe.
    public let urlPath: String?
    /// The status codes that are success: `200`, `200,202` or `200-204`.
    public let expectedCodes: String?
    /// The pools that it watches: one.
    public let pools: [Reference<Pool>]
    /// Its tags (API 2.5).
    public let tags: [String]

    /// Where the collection is.
    public static let endpoint = Endpoint<Self>(
        service: .loadBalancer,
        path: "/lbaas/healthmonitors",
        singular: "healthmonitor",
        plural: "healthmonitors",
        operation: "loadbalancer_healthmonitor"
    )

    private enum CodingKeys: String, CodingKey {
        case id, name, type, delay, timeout, pools, tags
        case projectID = "project_id"
        case provisioningStatus = "provisioning_status"
        case maxRetries = "max_retries"
        case maxRetriesDown = "max_retries_down"
        case httpMethod = "http_method"
        case urlPath = "url_path"
        case expectedCodes = "expected_codes"
    }
}

extension Filter where Item == HealthMonitor {
    /// The health monitor of this pool.
    public static func pool(_ id: PoolID) -> Self { Self("pool_id", id.rawValue) }
}

extension HealthMonitor: LoadBalancerChild {
    /// A new health monitor: by itself (with `poolID`) or inside a new pool (without).
    public struct Create: Encodable, Sendable {
        /// How it asks.
        public var type: String
        /// Seconds between two probes.
        public var delay: Int
        /// Seconds that a probe may take.
        public var timeout: Int
        /// Successes until a member is up, 1…10.
        public var maxRetries: Int
        /// Failures until a member is down, 1…10; Octavia's default is 3.
        public var maxRetriesDown: Int?
        /// The name, at most 255 characters.
        public var name: String?
        /// The pool; left out inside a new one.
        public var poolID: PoolID?
        /// The method of an HTTP probe.
        public var httpMethod: String?
        /// The path of an HTTP probe.
        public var urlPath: String?
        /// The status codes that are success.
        public var expectedCodes: String?
        /// Tags (API 2.5).
        public var tags: [String]?

        /// A health monitor of that type and rhythm.
        public init(type: String, delay: Int, timeout: Int, maxRetries: Int) {
            self.type = type
            self.delay = delay
            self.timeout = timeout
            self.maxRetries = maxRetries
        }

        private enum CodingKeys: String, CodingKey {
            case name, type, delay, timeout, tags
            case maxRetries = "max_retries"
            case maxRetriesDown = "max_retries_down"
            case poolID = "pool_id"
            case httpMethod = "http_method"
            case urlPath = "url_path"
            case expectedCodes = "expected_codes"
        }
    }

    /// What an update changes; what is `nil` stays. The type can't be changed.
    public struct Update: Encodable, Sendable {
        /// The name.
        public var name: String?
        /// Seconds between two probes.
        public var delay: Int?
        /// Seconds that a probe may take.
        public var timeout: Int?
        /// Successes until a member is up, 1…10.
        public var maxRetries: Int?
        /// Failures until a member is down, 1…10.
        public var maxRetriesDown: Int?
        /// The method of an HTTP probe.
        public var httpMethod: String?
        /// The path of an HTTP probe.
        public var urlPath: String?
        /// The status codes that are success.
        public var expectedCodes: String?

        /// An update that changes nothing yet.
        public init() {}

        private enum CodingKeys: String, CodingKey {
            case name, delay, timeout
            case maxRetries = "max_retries"
            case maxRetriesDown = "max_retries_down"
            case httpMethod = "http_method"
            case urlPath = "url_path"
            case expectedCodes = "expected_codes"
        }
    }
}
