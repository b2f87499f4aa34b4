extension CloudConfig {
    /// `[Networking]`: which of a server's addresses become a Node's.
    public struct Networking: Sendable, Hashable {
        /// `ipv6-support-disabled`: whether IPv6 addresses are left out.
        public var ipv6SupportDisabled = false
        /// `public-network-name`: networks whose addresses are external.
        public var publicNetworkNames: [String] = []
        /// `internal-network-name`: networks whose addresses are internal.
        public var internalNetworkNames: [String] = []
        /// `address-sort-order`: CIDRs, separated by commas, that put addresses in order.
        public var addressSortOrder = ""

        /// Creates a section in which every key has its default.
        public init() {}
    }

    /// `[Route]`: pod routes in a Neutron router.
    public struct Route: Sendable, Hashable {
        /// `router-id`: the router; without it there are no routes.
        public var routerID: String?

        /// Creates a section without a router.
        public init() {}
    }

    /// `[Metadata]`: the metadata service, and the time limit of OpenStack requests.
    public struct Metadata: Sendable, Hashable {
        /// `search-order`: `configDrive` and `metadataService`, separated by a comma.
        public var searchOrder = "configDrive,metadataService"
        /// `request-timeout`: of every request to OpenStack.
        public var requestTimeout = Duration.seconds(60)

        /// Creates a section in which every key has its default.
        public init() {}
    }
}

extension CloudConfig.Networking {
    /// The section's keys in the order of the reference.
    static let keys: [ConfigKey<Self>] = [
        ConfigKey("ipv6-support-disabled", \.ipv6SupportDisabled, "Leave IPv6 addresses out."),
        ConfigKey("public-network-name", \.publicNetworkNames, "A network whose addresses are a Node's external ones."),
        ConfigKey(
            "internal-network-name",
            \.internalNetworkNames,
            "A network whose addresses are a Node's internal ones."
        ),
        ConfigKey(
            "address-sort-order",
            \.addressSortOrder,
            "CIDRs, separated by commas, in the order that addresses shall have."
        ),
    ]
}

extension CloudConfig.Route {
    /// The section's only key.
    static let keys: [ConfigKey<Self>] = [
        ConfigKey("router-id", \.routerID, "The router that gets routes to pods. Without it there are none.")
    ]
}

extension CloudConfig.Metadata {
    /// The section's keys in the order of the reference.
    static let keys: [ConfigKey<Self>] = [
        ConfigKey(
            "search-order",
            \.searchOrder,
            "Accepted for compatibility: one or two of `configDrive` and `metadataService`, separated by a comma.",
            where: checkSearchOrder
        ),
        ConfigKey(
            "request-timeout",
            \.requestTimeout,
            "How long a request to OpenStack may take. `0s` means the default."
        ),
    ]

    @Sendable
    private static func checkSearchOrder(_ text: String) throws(ConfigMismatch) {
        let elements = text.split(separator: ",").map { $0.filter { $0 != " " && $0 != "\t" } }
        guard !elements.isEmpty else {
            throw ConfigMismatch(expected: "it is empty; expected configDrive, metadataService")
        }
        guard elements.count <= 2 else { throw ConfigMismatch(expected: "it has more than two elements") }
        guard let unknown = elements.first(where: { !["configDrive", "metadataService"].contains($0) }) else { return }
        throw ConfigMismatch(expected: "\"\(unknown)\" is unknown; expected configDrive or metadataService")
    }
}
