extension CloudConfig {
    /// `[LoadBalancer]`: defaults for load balancers, where a Service's annotations say nothing else.
    public struct LoadBalancer: Sendable, Hashable {
        /// `enabled`: whether Services get load balancers at all.
        public var enabled = true
        /// `lb-version`: empty or `v2`.
        public var version = ""
        /// `lb-provider`: Octavia's provider.
        public var provider = "amphora"
        /// `lb-method`: a pool's algorithm.
        public var method = "ROUND_ROBIN"
        /// `subnet-id`: of the VIP and, without `member-subnet-id`, of the members.
        public var subnetID: String?
        /// `member-subnet-id`.
        public var memberSubnetID: String?
        /// `network-id`: of the VIP.
        public var networkID: String?
        /// `floating-network-id`: where floating IPs come from.
        public var floatingNetworkID: String?
        /// `floating-subnet-id`.
        public var floatingSubnetID: String?
        /// `floating-subnet`: a pattern for the subnet's name.
        public var floatingSubnet: String?
        /// `floating-subnet-tags`: a condition on the subnet's tags.
        public var floatingSubnetTags: String?
        /// `create-monitor`: whether pools get health monitors.
        public var createMonitor = false
        /// `monitor-delay`: between two checks of a member.
        public var monitorDelay = Duration.seconds(5)
        /// `monitor-timeout`: of one check.
        public var monitorTimeout = Duration.seconds(3)
        /// `monitor-max-retries`: successes until a member is online, 1…10.
        public var monitorMaxRetries = 1
        /// `monitor-max-retries-down`: failures until a member is offline, 1…10.
        public var monitorMaxRetriesDown = 3
        /// `manage-security-groups`: whether nodes' ports are opened for the load balancer.
        public var manageSecurityGroups = false
        /// `internal-lb`: whether every Service is internal.
        public var internalLB = false
        /// `node-selector`: a label selector for the nodes that become members.
        public var nodeSelector: String?
        /// `cascade-delete`: whether a load balancer is deleted together with its children.
        public var cascadeDelete = true
        /// `flavor-id`: Octavia's flavor.
        public var flavorID: String?
        /// `availability-zone`: Octavia's availability zone.
        public var availabilityZone: String?
        /// `enable-ingress-hostname`: whether a PROXY-protocol Service's status has a host name in place of an address.
        public var enableIngressHostname = false
        /// `ingress-hostname-suffix`: that host name's suffix.
        public var ingressHostnameSuffix = "nip.io"
        /// `max-shared-lb`: how many Services may share one load balancer.
        public var maxSharedLB = 2
        /// `container-store`: where TLS containers are, `barbican` or `external`.
        public var containerStore = "barbican"
        /// `default-tls-container-ref`.
        public var defaultTLSContainerRef: String?
        /// `provider-requires-serial-api-calls`: whether a load balancer is created piece by piece.
        public var providerRequiresSerialAPICalls = false
        /// `octavia-api-version`: Octavia's newest version, where its root document can't be read.
        public var octaviaAPIVersion: String?

        /// Creates a section in which every key has its default.
        public init() {}
    }
}

extension CloudConfig.LoadBalancer {
    /// The section's keys in the order of the reference.
    static let keys: [ConfigKey<Self>] = placementKeys + monitorKeys + behaviourKeys

    private static let placementKeys: [ConfigKey<Self>] = [
        ConfigKey("enabled", \.enabled, "Whether Services of type LoadBalancer are looked after."),
        ConfigKey(
            "lb-version",
            \.version,
            "The load-balancer API: nothing or `v2`.",
            where: ConfigKey<Self>.oneOf("", "v2")
        ),
        ConfigKey("lb-provider", \.provider, "Octavia's provider, sent with every create: `amphora`, `ovn`, …"),
        ConfigKey("lb-method", \.method, "The pools' algorithm: `ROUND_ROBIN`, `LEAST_CONNECTIONS`, `SOURCE_IP`, …"),
        ConfigKey("subnet-id", \.subnetID, "The VIP's subnet, and the members' where `member-subnet-id` says nothing."),
        ConfigKey("member-subnet-id", \.memberSubnetID, "The members' subnet."),
        ConfigKey("network-id", \.networkID, "The VIP's network."),
        ConfigKey(
            "floating-network-id",
            \.floatingNetworkID,
            "The external network for floating IPs. Without it, it is looked for."
        ),
        ConfigKey("floating-subnet-id", \.floatingSubnetID, "The subnet for floating IPs."),
        ConfigKey(
            "floating-subnet",
            \.floatingSubnet,
            "A pattern for the name of the subnet: a glob, or `~` and a regular expression; `!` before it negates."
        ),
        ConfigKey(
            "floating-subnet-tags",
            \.floatingSubnetTags,
            "The subnet's tags: `a,b` for any of them, `&a,b` for all; `!` before it negates."
        ),
        ConfigKey("flavor-id", \.flavorID, "Octavia's flavor."),
        ConfigKey("availability-zone", \.availabilityZone, "Octavia's availability zone."),
        ConfigKey("max-shared-lb", \.maxSharedLB, "How many Services may share a load balancer."),
    ]

    private static let monitorKeys: [ConfigKey<Self>] = [
        ConfigKey("create-monitor", \.createMonitor, "Whether pools get a health monitor."),
        ConfigKey("monitor-delay", \.monitorDelay, "The time between two checks of a member; whole seconds are used."),
        ConfigKey("monitor-timeout", \.monitorTimeout, "How long a check may take; whole seconds are used."),
        ConfigKey(
            "monitor-max-retries",
            \.monitorMaxRetries,
            "Checks that must succeed until a member is online, 1 to 10.",
            where: ConfigKey<Self>.within(1...10)
        ),
        ConfigKey(
            "monitor-max-retries-down",
            \.monitorMaxRetriesDown,
            "Checks that must fail until a member is offline, 1 to 10.",
            where: ConfigKey<Self>.within(1...10)
        ),
    ]

    private static let behaviourKeys: [ConfigKey<Self>] = [
        ConfigKey("internal-lb", \.internalLB, "Every Service is internal, whatever its annotations say."),
        ConfigKey(
            "manage-security-groups",
            \.manageSecurityGroups,
            "Open the nodes' security groups for the load balancer."
        ),
        ConfigKey("node-selector", \.nodeSelector, "A label selector for the nodes that become members."),
        ConfigKey("cascade-delete", \.cascadeDelete, "Delete a load balancer together with its children in one call."),
        ConfigKey(
            "enable-ingress-hostname",
            \.enableIngressHostname,
            "Give a PROXY-protocol Service a host name in place of an address."
        ),
        ConfigKey("ingress-hostname-suffix", \.ingressHostnameSuffix, "The suffix of that host name."),
        ConfigKey(
            "container-store",
            \.containerStore,
            "Where TLS containers are: `barbican` is asked, `external` is trusted."
        ),
        ConfigKey(
            "default-tls-container-ref",
            \.defaultTLSContainerRef,
            "The TLS container of Services that name none."
        ),
        ConfigKey(
            "provider-requires-serial-api-calls",
            \.providerRequiresSerialAPICalls,
            "Create a load balancer piece by piece, for providers that can't take it whole."
        ),
        ConfigKey(
            "octavia-api-version",
            \.octaviaAPIVersion,
            "Octavia's newest API version (`v2.26`), for clouds that block its version document. The Go controller has no such key.",
            where: { value throws(ConfigMismatch) in
                guard let value, APIVersion(value) == nil else { return }
                throw ConfigMismatch(expected: "expected a version such as v2.26")
            }
        ),
    ]
}
