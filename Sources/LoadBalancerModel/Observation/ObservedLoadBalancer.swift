/// A provisioning status of Octavia (Octavia API reference, "Provisioning Status Codes").
public struct ProvisioningState: RawRepresentable, Sendable, Hashable {
    /// The word on the wire.
    public var rawValue: String

    /// Any status, also one that this release does not know.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Settled, may be changed.
    public static let active = Self(rawValue: "ACTIVE")
    /// Failed; only deletion and failover are allowed.
    public static let error = Self(rawValue: "ERROR")
    /// Gone, but still listed.
    public static let deleted = Self(rawValue: "DELETED")

    /// Whether a change is under way.
    public var isPending: Bool { rawValue.hasPrefix("PENDING_") }
    /// Whether Octavia accepts a change of the load balancer or a child (`constants.MUTABLE_STATUSES`).
    public var isMutable: Bool { self == .active }
    /// Whether Octavia accepts a deletion (`constants.DELETABLE_STATUSES`).
    public var isDeletable: Bool { self == .active || self == .error }
}

/// A load balancer as it is, with its children.
public struct ObservedLoadBalancer: Sendable, Hashable {
    /// Its id.
    public var id: String
    /// Its name.
    public var name: String
    /// Free text.
    public var description: String
    /// Its tags.
    public var tags: [String]
    /// The Octavia provider.
    public var provider: String
    /// The flavor.
    public var flavorID: String?
    /// The availability zone.
    public var availabilityZone: String?
    /// The virtual address.
    public var vipAddress: String
    /// The port of the virtual address.
    public var vipPortID: String?
    /// The subnet of the virtual address.
    public var vipSubnetID: String?
    /// The network of the virtual address.
    public var vipNetworkID: String?
    /// Where its last change stands.
    public var provisioning: ProvisioningState
    /// `ONLINE`, `OFFLINE`, `DEGRADED`, `ERROR`, `NO_MONITOR`, …
    public var operating: String
    /// `updated_at`, in whole seconds by some server's clock: compared by inequality only.
    public var stamp: String?
    /// `created_at`; among load balancers of one cloud the older sorts first.
    public var createdAt: String?
    /// The listeners, ours and foreign.
    public var listeners: [ObservedListener]
    /// The pools, ours and foreign.
    public var pools: [ObservedPool]

    /// Creates an observed load balancer.
    public init(
        id: String,
        name: String,
        description: String = "",
        tags: [String] = [],
        provider: String = "amphora",
        flavorID: String? = nil,
        availabilityZone: String? = nil,
        vipAddress: String = "",
        vipPortID: String? = nil,
        vipSubnetID: String? = nil,
        vipNetworkID: String? = nil,
        provisioning: ProvisioningState = .active,
        operating: String = "ONLINE",
        stamp: String? = nil,
        createdAt: String? = nil,
        listeners: [ObservedListener] = [],
        pools: [ObservedPool] = []
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.tags = tags
        self.provider = provider
        self.flavorID = flavorID
        self.availabilityZone = availabilityZone
        self.vipAddress = vipAddress
        self.vipPortID = vipPortID
        self.vipSubnetID = vipSubnetID
        self.vipNetworkID = vipNetworkID
        self.provisioning = provisioning
        self.operating = operating
        self.stamp = stamp
        self.createdAt = createdAt
        self.listeners = listeners
        self.pools = pools
    }
}

/// A listener as it is.
public struct ObservedListener: Sendable, Hashable {
    /// Its id.
    public var id: String
    /// Its name.
    public var name: String
    /// Its protocol.
    public var proto: ListenerProtocol
    /// Its port.
    public var port: Int
    /// Its tags.
    public var tags: [String]
    /// Where its last change stands.
    public var provisioning: ProvisioningState
    /// Its operating status.
    public var operating: String
    /// Connections at once; -1 means no limit.
    public var connectionLimit: Int
    /// Its timeouts; `nil` where the answer has none.
    public var timeouts: ListenerTimeouts?
    /// The networks that may connect; `nil` or empty means everyone.
    public var allowedCIDRs: [String]?
    /// The headers it inserts.
    public var insertHeaders: [String: String]
    /// The pool that serves it when no L7 policy decides.
    public var defaultPoolID: String?
    /// The L7 policies on it.
    public var l7PolicyIDs: [String]

    /// Creates an observed listener.
    public init(
        id: String,
        name: String,
        proto: ListenerProtocol,
        port: Int,
        tags: [String] = [],
        provisioning: ProvisioningState = .active,
        operating: String = "ONLINE",
        connectionLimit: Int = -1,
        timeouts: ListenerTimeouts? = .init(),
        allowedCIDRs: [String]? = nil,
        insertHeaders: [String: String] = [:],
        defaultPoolID: String? = nil,
        l7PolicyIDs: [String] = []
    ) {
        self.id = id
        self.name = name
        self.proto = proto
        self.port = port
        self.tags = tags
        self.provisioning = provisioning
        self.operating = operating
        self.connectionLimit = connectionLimit
        self.timeouts = timeouts
        self.allowedCIDRs = allowedCIDRs
        self.insertHeaders = insertHeaders
        self.defaultPoolID = defaultPoolID
        self.l7PolicyIDs = l7PolicyIDs
    }

    /// The listener's place on the load balancer.
    public var key: ListenerKey { ListenerKey(proto.transport, port) }
}
