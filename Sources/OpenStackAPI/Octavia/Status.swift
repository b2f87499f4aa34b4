/// Whether Octavia has carried out what was asked of an object (Octavia API, "Provisioning Status Codes").
public struct ProvisioningStatus: OpenEnum {
    /// The value as Octavia writes it.
    public let rawValue: String

    /// Takes the value as Octavia writes it.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Everything asked is done.
    public static let active = Self(rawValue: "ACTIVE")
    /// Gone; such an object is not listed for long.
    public static let deleted = Self(rawValue: "DELETED")
    /// The last change failed. Octavia accepts a deletion or a failover of a load balancer, nothing else.
    public static let error = Self(rawValue: "ERROR")
    /// Being created.
    public static let pendingCreate = Self(rawValue: "PENDING_CREATE")
    /// Being changed.
    public static let pendingUpdate = Self(rawValue: "PENDING_UPDATE")
    /// Being deleted.
    public static let pendingDelete = Self(rawValue: "PENDING_DELETE")

    /// Whether a change is under way, so that Octavia answers 409 to another one.
    public var isPending: Bool { rawValue.hasPrefix("PENDING_") }
    /// Whether Octavia accepts a change of a load balancer in this status.
    public var isMutable: Bool { self == .active }
    /// Whether Octavia accepts the deletion of a load balancer in this status.
    public var isDeletable: Bool { self == .active || self == .error }
}

/// What health monitoring and configuration say about an object (Octavia API, "Operating Status Codes").
public struct OperatingStatus: OpenEnum {
    /// The value as Octavia writes it.
    public let rawValue: String

    /// Takes the value as Octavia writes it.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Working, or working as far as it can be known.
    public static let online = Self(rawValue: "ONLINE")
    /// Switched off, or without anything that works below it.
    public static let offline = Self(rawValue: "OFFLINE")
    /// Some of what is below it fails.
    public static let degraded = Self(rawValue: "DEGRADED")
    /// All of what is below it fails.
    public static let error = Self(rawValue: "ERROR")
    /// Finishing its connections: a member with weight 0.
    public static let draining = Self(rawValue: "DRAINING")
    /// A member without a health monitor.
    public static let noMonitor = Self(rawValue: "NO_MONITOR")
}
