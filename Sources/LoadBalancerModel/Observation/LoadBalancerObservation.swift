/// What is there: read from OpenStack once per pass, never in the middle of deciding.
public struct LoadBalancerObservation: Sendable, Hashable {
    /// The load balancer that is proven ours.
    public var loadBalancer: Presence<ObservedLoadBalancer>
    /// Further load balancers that are proven ours: creates whose answers were lost. They are deleted.
    public var duplicates: [ObservedLoadBalancer]
    /// Floating IPs on the VIP port, the one that the spec asks for by address, and those that carry our tags without being associated.
    public var floatingIPs: [ObservedFloatingIP]
    /// Objects that look like ours but can't be proven so; each blocks the plan.
    public var conflicts: [Conflict]
    /// Whether the floating IPs are as they were at an earlier look. Unlike a load balancer they have no stamp that tells
    /// whether they changed since: they are looked at again before one is changed.
    public var floatingIPsAreRemembered: Bool
    /// After how long it may be known whether there is a load balancer, where that is unknown.
    public var retryAfter: Duration?

    /// Creates an observation.
    public init(
        loadBalancer: Presence<ObservedLoadBalancer>,
        duplicates: [ObservedLoadBalancer] = [],
        floatingIPs: [ObservedFloatingIP] = [],
        conflicts: [Conflict] = [],
        floatingIPsAreRemembered: Bool = false,
        retryAfter: Duration? = nil
    ) {
        self.loadBalancer = loadBalancer
        self.duplicates = duplicates
        self.floatingIPs = floatingIPs
        self.conflicts = conflicts
        self.floatingIPsAreRemembered = floatingIPsAreRemembered
        self.retryAfter = retryAfter
    }

    /// Nothing there, nothing in the way.
    public static let empty = Self(loadBalancer: .absent)
}

/// Whether something is there. Unknown is not absent: nothing is deleted or made anew on it.
public enum Presence<Value: Sendable & Hashable>: Sendable, Hashable {
    /// It is there.
    case present(Value)
    /// It is proven not to be there.
    case absent
    /// It could not be found out; the text says why.
    case unknown(String)

    /// The value, if it is there.
    public var value: Value? {
        if case .present(let value) = self { value } else { nil }
    }
}

/// An object that looks like ours but can't be proven so.
public struct Conflict: Sendable, Hashable {
    /// The kind: `load balancer`, `listener`.
    public var kind: String
    /// Its id.
    public var id: String
    /// Its name.
    public var name: String
    /// Why it is not ours, and what an operator can do.
    public var reason: String

    /// Creates a conflict.
    public init(kind: String, id: String, name: String, reason: String) {
        self.kind = kind
        self.id = id
        self.name = name
        self.reason = reason
    }
}

/// A floating IP as it is.
public struct ObservedFloatingIP: Sendable, Hashable {
    /// Its id.
    public var id: String
    /// The public address.
    public var address: String
    /// The external network.
    public var networkID: String
    /// The port that it is associated with.
    public var portID: String?
    /// Free text.
    public var description: String
    /// Its tags.
    public var tags: [String]

    /// Creates an observed floating IP.
    public init(
        id: String,
        address: String,
        networkID: String,
        portID: String?,
        description: String = "",
        tags: [String] = []
    ) {
        self.id = id
        self.address = address
        self.networkID = networkID
        self.portID = portID
        self.description = description
        self.tags = tags
    }
}
