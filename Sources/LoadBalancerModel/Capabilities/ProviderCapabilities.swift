/// What the cloud's Octavia and the chosen provider can do. Without it nothing is assumed: discovery that fails is an
/// error, never "no features" (so that source ranges are never dropped silently).
public struct ProviderCapabilities: Sendable, Hashable {
    /// Listener timeouts (Octavia 2.1; not ovn).
    public var timeouts: Bool
    /// `allowed_cidrs` (Octavia 2.12; not ovn).
    public var allowedCIDRs: Bool
    /// Flavors (Octavia 2.6; not ovn).
    public var flavors: Bool
    /// Availability zones (Octavia 2.14; not ovn).
    public var availabilityZones: Bool
    /// HTTP monitors and monitor ports on UDP pools (Octavia 2.16; not ovn).
    public var httpMonitorsOnUDP: Bool
    /// HTTP and HTTPS monitors and monitor ports at all (not ovn).
    public var httpMonitors: Bool
    /// Whether a load balancer can be created with all its children in one POST.
    public var populatedCreate: Bool
    /// Whether members are changed by one PUT a pool; otherwise one call a member.
    public var batchMembers: Bool
    /// The listener protocols that the provider has; `nil` means all of the API's version.
    public var listenerProtocols: Set<String>?
    /// The pool protocols that the provider has; `nil` means all of the API's version.
    public var poolProtocols: Set<String>?
    /// The pool algorithms that the provider has; `nil` means all of the API's version.
    public var algorithms: Set<String>?
    /// Whether pools keep clients on a member (not ovn).
    public var sessionPersistence: Bool
    /// Whether listeners limit connections (not ovn).
    public var connectionLimit: Bool
    /// Whether a load balancer is deleted with its children in one call.
    public var cascadeDelete: Bool

    /// Creates capabilities; the defaults are a current amphora.
    public init(
        timeouts: Bool = true,
        allowedCIDRs: Bool = true,
        flavors: Bool = true,
        availabilityZones: Bool = true,
        httpMonitorsOnUDP: Bool = true,
        httpMonitors: Bool = true,
        populatedCreate: Bool = true,
        batchMembers: Bool = true,
        listenerProtocols: Set<String>? = nil,
        poolProtocols: Set<String>? = nil,
        algorithms: Set<String>? = nil,
        sessionPersistence: Bool = true,
        connectionLimit: Bool = true,
        cascadeDelete: Bool = true
    ) {
        self.timeouts = timeouts
        self.allowedCIDRs = allowedCIDRs
        self.flavors = flavors
        self.availabilityZones = availabilityZones
        self.httpMonitorsOnUDP = httpMonitorsOnUDP
        self.httpMonitors = httpMonitors
        self.populatedCreate = populatedCreate
        self.batchMembers = batchMembers
        self.listenerProtocols = listenerProtocols
        self.poolProtocols = poolProtocols
        self.algorithms = algorithms
        self.sessionPersistence = sessionPersistence
        self.connectionLimit = connectionLimit
        self.cascadeDelete = cascadeDelete
    }
}
