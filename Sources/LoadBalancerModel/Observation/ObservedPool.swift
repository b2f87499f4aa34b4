/// A pool as it is.
public struct ObservedPool: Sendable, Hashable {
    /// Its id.
    public var id: String
    /// Its name.
    public var name: String
    /// Its protocol.
    public var proto: String
    /// Its algorithm.
    public var algorithm: String
    /// Its session affinity.
    public var persistence: SessionPersistence?
    /// Its tags.
    public var tags: [String]
    /// Where its last change stands.
    public var provisioning: ProvisioningState
    /// Its operating status.
    public var operating: String
    /// The listeners that refer to it, as default pool or through an L7 policy.
    public var listenerIDs: [String]
    /// The members.
    public var members: [ObservedMember]
    /// The health monitor.
    public var monitor: ObservedHealthMonitor?

    /// Creates an observed pool.
    public init(
        id: String,
        name: String,
        proto: String,
        algorithm: String = "ROUND_ROBIN",
        persistence: SessionPersistence? = nil,
        tags: [String] = [],
        provisioning: ProvisioningState = .active,
        operating: String = "ONLINE",
        listenerIDs: [String] = [],
        members: [ObservedMember] = [],
        monitor: ObservedHealthMonitor? = nil
    ) {
        self.id = id
        self.name = name
        self.proto = proto
        self.algorithm = algorithm
        self.persistence = persistence
        self.tags = tags
        self.provisioning = provisioning
        self.operating = operating
        self.listenerIDs = listenerIDs
        self.members = members
        self.monitor = monitor
    }
}

/// A member as it is.
public struct ObservedMember: Sendable, Hashable {
    /// Its id; empty for one that a batch made and nobody has listed since.
    public var id: String
    /// Its name, address, port, subnet, weight and monitor port.
    public var spec: MemberSpec
    /// Whether only its id, address, port and statuses were read, as a status tree has them. The rest is not known then,
    /// and not compared.
    public var isOutline: Bool
    /// Whether it takes traffic at all.
    public var adminStateUp: Bool
    /// Whether it is a backup member.
    public var backup: Bool
    /// Where its last change stands.
    public var provisioning: ProvisioningState
    /// Its operating status.
    public var operating: String

    /// Creates an observed member.
    public init(
        id: String,
        spec: MemberSpec,
        isOutline: Bool = false,
        adminStateUp: Bool = true,
        backup: Bool = false,
        provisioning: ProvisioningState = .active,
        operating: String = "NO_MONITOR"
    ) {
        self.id = id
        self.spec = spec
        self.isOutline = isOutline
        self.adminStateUp = adminStateUp
        self.backup = backup
        self.provisioning = provisioning
        self.operating = operating
    }
}

/// A health monitor as it is.
public struct ObservedHealthMonitor: Sendable, Hashable {
    /// Its id.
    public var id: String
    /// Its name, type, times and probe.
    public var spec: HealthMonitorSpec
    /// Its tags.
    public var tags: [String]
    /// Where its last change stands.
    public var provisioning: ProvisioningState

    /// Creates an observed health monitor.
    public init(
        id: String,
        spec: HealthMonitorSpec,
        tags: [String] = [],
        provisioning: ProvisioningState = .active
    ) {
        self.id = id
        self.spec = spec
        self.tags = tags
        self.provisioning = provisioning
    }
}
