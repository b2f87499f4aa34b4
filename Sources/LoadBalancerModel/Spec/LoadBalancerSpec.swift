/// What a load balancer should be: the whole wish, without ids of things that do not exist yet.
public struct LoadBalancerSpec: Sendable, Hashable {
    /// Names and tags by which the load balancer and its children are recognised.
    public var identity: Identity
    /// Free text on the load balancer.
    public var description: String
    /// The Octavia provider: `amphora`, `ovn`, … Sent on create only.
    public var provider: String
    /// The flavor, if one is asked for. Create only.
    public var flavorID: String?
    /// The availability zone, if one is asked for. Create only.
    public var availabilityZone: String?
    /// Where the virtual address lives. Create only.
    public var vip: VIPSpec
    /// The listeners in the order of the Service's ports; their keys are unique.
    public var listeners: [ListenerSpec]
    /// The floating IP on the VIP port; `nil` for a load balancer that is internal.
    public var floatingIP: FloatingIPSpec?
    /// Whether a floating IP that is no longer wanted is detached instead of deleted.
    public var keepFloatingIP: Bool

    /// Creates a spec.
    public init(
        identity: Identity,
        description: String,
        provider: String,
        flavorID: String? = nil,
        availabilityZone: String? = nil,
        vip: VIPSpec,
        listeners: [ListenerSpec],
        floatingIP: FloatingIPSpec? = nil,
        keepFloatingIP: Bool = false
    ) {
        self.identity = identity
        self.description = description
        self.provider = provider
        self.flavorID = flavorID
        self.availabilityZone = availabilityZone
        self.vip = vip
        self.listeners = listeners
        self.floatingIP = floatingIP
        self.keepFloatingIP = keepFloatingIP
    }
}

/// Where the virtual address lives: a port, or a subnet or network to take an address from.
public struct VIPSpec: Sendable, Hashable {
    /// A port that exists; excludes the other two.
    public var portID: String?
    /// The subnet to take the address from.
    public var subnetID: String?
    /// The network to take the address from.
    public var networkID: String?
    /// The address to take, if a particular one is asked for.
    public var address: String?

    /// Creates a VIP wish.
    public init(portID: String? = nil, subnetID: String? = nil, networkID: String? = nil, address: String? = nil) {
        self.portID = portID
        self.subnetID = subnetID
        self.networkID = networkID
        self.address = address
    }
}

/// The floating IP that a load balancer should have.
public struct FloatingIPSpec: Sendable, Hashable {
    /// The external network.
    public var networkID: String
    /// The subnets to try in order; empty leaves the choice to Neutron.
    public var subnetIDs: [String]
    /// A particular address. It is attached if it exists unassociated, else asked for.
    public var address: String?
    /// Free text by which the Go OCCM recognises its floating IPs.
    public var description: String

    /// Creates a floating IP wish.
    public init(networkID: String, subnetIDs: [String] = [], address: String? = nil, description: String) {
        self.networkID = networkID
        self.subnetIDs = subnetIDs
        self.address = address
        self.description = description
    }
}
