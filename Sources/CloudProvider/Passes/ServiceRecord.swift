import Kubernetes

/// What the controller remembers of a Service between passes.
struct ServiceRecord: Sendable {
    /// The Service as our last write left it.
    var copy: ServiceCopy
    /// Which set of backends its load balancer has; `nil` before the first pass that succeeded.
    var servedBackends: Int?
    /// Which set of backends the last pass had that failed; `nil` if the last one did not.
    var failedBackends: Int?
    /// What the user was warned of last.
    var warnings: [String] = []
    /// Since when Nodes wait to be added or removed.
    var nodesWaitSince: Duration?
    /// When it is looked at again although nothing changed.
    var resyncDue: Duration?
    /// Whether its load balancer has members that go only if a second look confirms it.
    var holdsBack = false
    /// How many passes in a row were stopped because something newer came.
    var stops = 0
    /// The plan that was published last, when only observing.
    var preview: String?

    /// Whether its load balancer stays in the cloud if nobody works on it any more.
    var leavesLoadBalancer: Bool { servedBackends != nil && !copy.isReleased }
    /// Whether a load balancer may be left in the cloud if the Service is gone: perhaps its first pass failed halfway.
    var mayLeaveLoadBalancer: Bool { leavesLoadBalancer || (copy.service.hasFinalizer && !copy.isReleased) }
}

/// A Service as it is known best: as it was read, and changed by what we wrote since.
struct ServiceCopy: Sendable {
    /// The Service, as the last PATCH returned it.
    var service: Service
    /// The version that was read before that; while the watch shows this one, it lags behind our own writes.
    private(set) var readVersion: String
    /// The status that was sent last, and what the API server made of it: it adds defaults and drops what it does not know.
    var published: (sent: LoadBalancerStatus, stored: LoadBalancerStatus)?
    /// Whether the cloud proved that nothing of its load balancer is left.
    var isReleased = false

    init(of service: Service) {
        self.service = service
        readVersion = service.metadata.resourceVersion
    }

    /// Takes what the watch says, unless we know better.
    mutating func refresh(from watched: Service) {
        guard watched.metadata.resourceVersion != readVersion else { return }
        service = watched
        readVersion = watched.metadata.resourceVersion
    }

    /// Whether this status is what the Service has.
    func shows(_ status: LoadBalancerStatus) -> Bool {
        let present = service.status.loadBalancer
        if let published, published.sent == status, published.stored == present { return true }
        return present.withDefaults == status.withDefaults
    }
}

extension LoadBalancerStatus {
    /// As the API server completes it (core/v1 defaults: `ipMode` is `VIP` where there is an address).
    fileprivate var withDefaults: LoadBalancerStatus {
        LoadBalancerStatus(
            ingress: ingress.map { point in
                var point = point
                if point.ip != nil { point.ipMode = point.ipMode ?? .vip }
                point.ports = point.ports ?? []
                return point
            }
        )
    }
}
