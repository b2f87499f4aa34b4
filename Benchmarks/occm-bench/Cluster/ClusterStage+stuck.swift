import Sandbox

/// Load balancers that do not settle.
extension ClusterStage {
    private static let path = "/load-balancer/v2.0/lbaas/loadbalancers"
    private static let never = Duration.seconds(3600)

    /// Some load balancer of the cluster, and its Service.
    struct Served {
        fileprivate let id: String
        fileprivate let service: String
    }

    /// So many load balancers of the cluster's first Services.
    func loadBalancers(_ count: Int) throws -> [Served] {
        let list = cloud.call("GET", Self.path).body?["loadbalancers"]?.arrayValue ?? []
        let served = list.compactMap { loadBalancer -> Served? in
            let service = loadBalancer["name"]?.stringValue?.split(separator: "_").last.map(String.init) ?? ""
            guard let id = loadBalancer["id"]?.stringValue, service.hasPrefix("web-") else { return nil }
            return Served(id: id, service: service)
        }
        guard served.count >= count else { throw BenchmarkFailure("there are only \(served.count) load balancers") }
        return Array(served.prefix(count))
    }

    /// Leaves load balancers in PENDING_UPDATE by changes of somebody else, and has their Services' users ask for one.
    func freeze(_ loadBalancers: some Collection<Served>) throws {
        cloud.settings.settle = Self.never
        defer { cloud.settings.settle = Self.settle }
        for served in loadBalancers {
            try require(cloud.call("PUT", "\(Self.path)/\(served.id)", ["loadbalancer": ["admin_state_up": true]]))
            try askForChange(of: served)
        }
    }

    /// Leaves load balancers in PENDING_UPDATE by the changes that occm makes because their Services' users ask for one.
    func haveFrozen(_ loadBalancers: some Collection<Served>, by controller: Controller) async throws {
        cloud.forgetCalls()
        cloud.settings.settle = Self.never
        defer { cloud.settings.settle = Self.settle }
        for served in loadBalancers { try askForChange(of: served) }
        try await wait(until: "occm has changed \(loadBalancers.count) load balancers", controller) {
            cloud.counts["PUT /load-balancer/v2.0/lbaas/listeners/{id}", default: 0] >= loadBalancers.count
        }
    }

    private func askForChange(of served: Served) throws {
        let change: JSONValue = [
            "metadata": ["annotations": ["loadbalancer.openstack.org/timeout-client-data": "60000"]]
        ]
        let target = "/api/v1/namespaces/default/services/\(served.service)"
        try require(cluster.call("PATCH", target, change, contentType: "application/merge-patch+json"))
    }

    /// Creates a Service, and returns how long it waited for its address.
    func timeToServe(_ name: String, _ controller: Controller) async throws -> Duration {
        let began = ContinuousClock.now
        try require(addService(name))
        return try await wait(until: "\(name) is served", controller, every: .milliseconds(5)) { isServed(name) }
            - began
    }
}
