public import Planning

/// A plan for one load balancer.
public typealias LoadBalancerPlan = Plan<LoadBalancerOperation>

/// One mutation of a load balancer, its children or its floating IP: one API call. Nothing else in occm writes to
/// Octavia or to floating IPs.
///
/// Things that an earlier step of the same plan makes are named by reference (``PoolReference``, ``FloatingIPReference``);
/// the applier binds references to ids as answers arrive.
public enum LoadBalancerOperation: Sendable, Hashable {
    /// `POST /lbaas/loadbalancers`; with `populated`, listeners, pools, members and monitors go in the same body.
    case createLoadBalancer(LoadBalancerSpec, populated: Bool)
    /// `PUT /lbaas/loadbalancers/{id}`: tags and description.
    case updateLoadBalancer(id: String, LoadBalancerEdit)
    /// `DELETE /lbaas/loadbalancers/{id}`.
    case deleteLoadBalancer(id: String, cascade: Bool)

    /// `POST /lbaas/listeners` with the pool as default pool.
    case createListener(ListenerSpec, tags: [String], pool: PoolReference)
    /// `PUT /lbaas/listeners/{id}`.
    case updateListener(id: String, key: ListenerKey, ListenerEdit)
    /// `DELETE /lbaas/listeners/{id}`; its pools stay.
    case deleteListener(id: String, key: ListenerKey)

    /// `POST /lbaas/pools` on the load balancer, not attached to a listener yet.
    case createPool(PoolSpec, tags: [String], for: ListenerKey)
    /// `PUT /lbaas/pools/{id}`.
    case updatePool(id: String, for: ListenerKey, PoolEdit)
    /// `DELETE /lbaas/pools/{id}`, with its members and monitor.
    case deletePool(id: String)

    /// `PUT /lbaas/pools/{id}/members`: the pool has exactly these afterwards, or also these if `additiveOnly`.
    case setMembers(PoolReference, [MemberSpec], additiveOnly: Bool)
    /// `POST /lbaas/pools/{id}/members`, for providers that want serial calls.
    case createMember(PoolReference, MemberSpec)
    /// `DELETE /lbaas/pools/{id}/members/{id}`, for providers that want serial calls.
    case deleteMember(PoolReference, id: String)

    /// `POST /lbaas/healthmonitors`.
    case createMonitor(PoolReference, HealthMonitorSpec, tags: [String])
    /// `PUT /lbaas/healthmonitors/{id}` with every field that can be changed in place.
    case updateMonitor(id: String, HealthMonitorSpec)
    /// `DELETE /lbaas/healthmonitors/{id}`.
    case deleteMonitor(id: String)

    /// `POST /floatingips` with the VIP port, trying the spec's subnets in order.
    case createFloatingIP(FloatingIPSpec)
    /// `PUT /floatingips/{id}` with the VIP port.
    case attachFloatingIP(id: String)
    /// `PUT /floatingips/{id}` without a port.
    case detachFloatingIP(id: String)
    /// `DELETE /floatingips/{id}`.
    case deleteFloatingIP(id: String)
    /// `PUT /floatingips/{id}/tags`: Neutron takes no tags in the POST.
    case tagFloatingIP(FloatingIPReference, tags: [String])
}

/// A pool that is there already, or that an earlier step of the plan makes.
public enum PoolReference: Sendable, Hashable {
    /// By id.
    case existing(id: String)
    /// The pool that this plan creates for the listener with that key.
    case planned(ListenerKey)
}

/// A floating IP that is there already, or that an earlier step of the plan makes.
public enum FloatingIPReference: Sendable, Hashable {
    /// By id.
    case existing(id: String)
    /// The one that this plan creates.
    case planned
}

/// What to do with one field in an update.
public enum Edit<Value: Sendable & Hashable>: Sendable, Hashable {
    /// Leave it.
    case keep
    /// Give it a value.
    case set(Value)
    /// Clear it: `null` on the wire.
    case clear
}

/// The fields of a load balancer that an update changes; `nil` leaves a field.
public struct LoadBalancerEdit: Sendable, Hashable {
    /// All tags afterwards, foreign ones included.
    public var tags: [String]?
    /// The description.
    public var description: String?

    /// Creates an edit.
    public init(tags: [String]? = nil, description: String? = nil) {
        self.tags = tags
        self.description = description
    }
}

/// The fields of a listener that an update changes; `nil` leaves a field.
public struct ListenerEdit: Sendable, Hashable {
    /// All tags afterwards, foreign ones included.
    public var tags: [String]?
    /// Connections at once; -1 means no limit.
    public var connectionLimit: Int?
    /// All four timeouts.
    public var timeouts: ListenerTimeouts?
    /// The networks that may connect.
    public var allowedCIDRs: [String]?
    /// All inserted headers afterwards, foreign ones included.
    public var insertHeaders: [String: String]?
    /// The default pool.
    public var pool: PoolReference?

    /// Creates an edit.
    public init(
        tags: [String]? = nil,
        connectionLimit: Int? = nil,
        timeouts: ListenerTimeouts? = nil,
        allowedCIDRs: [String]? = nil,
        insertHeaders: [String: String]? = nil,
        pool: PoolReference? = nil
    ) {
        self.tags = tags
        self.connectionLimit = connectionLimit
        self.timeouts = timeouts
        self.allowedCIDRs = allowedCIDRs
        self.insertHeaders = insertHeaders
        self.pool = pool
    }
}

/// The fields of a pool that an update changes.
public struct PoolEdit: Sendable, Hashable {
    /// The algorithm; `nil` leaves it.
    public var algorithm: String?
    /// Session affinity.
    public var persistence: Edit<SessionPersistence>

    /// Creates an edit.
    public init(algorithm: String? = nil, persistence: Edit<SessionPersistence> = .keep) {
        self.algorithm = algorithm
        self.persistence = persistence
    }
}
