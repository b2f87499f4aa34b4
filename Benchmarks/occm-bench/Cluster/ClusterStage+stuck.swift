import Sandbox

/// Load balancers that do not settle.
extension ClusterStage {
    private static let path = "/load-balancer/v2.0/lbaas/loadbalancers"

    /// Leaves this many load balancers in PENDING_UPDATE, and has their Services' users ask for a change.
    func freeze(_ count: Int) throws {
        let list = cloud.call("GET", "\(Self.path)?limit=\(count)").body?["loadbalancers"]?.arrayValue ?? []
        cloud.settings.settle = .seconds(3600)
        defer { cloud.settings.settle = Self.settle }
        for loadBalancer in list {
            let id = loadBalancer["id"]?.stringValue ?? ""
            try require(cloud.call("PUT", "\(Self.path)/\(id)", ["loadbalancer": ["admin_state_up": true]]))
            let name = loadBalancer["name"]?.stringValue?.split(separator: "_").last ?? ""
            let change: JSONValue = [
                "metadata": ["annotations": ["loadbalancer.openstack.org/timeout-client-data": "60000"]]
            ]
            let target = "/api/v1/namespaces/default/services/\(name)"
            try require(cluster.call("PATCH", target, change, contentType: "application/merge-patch+json"))
        }
    }

    /// Creates a Service, and returns how long it waited for its address.
    func timeToServe(_ name: String, _ controller: Controller) async throws -> Duration {
        let began = ContinuousClock.now
        try require(addService(name))
        return try await wait(until: "\(name) is served", controller, every: .milliseconds(5)) { isServed(name) }
            - began
    }
}
