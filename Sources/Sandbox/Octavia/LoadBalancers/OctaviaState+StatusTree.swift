import OrderedCollections

/// What `GET loadbalancers/{id}/status` and the counters beside it show.
extension OctaviaState {
    /// Answers with the states of a load balancer and everything that a listener of it uses.
    func showStatus(_ id: String, _ call: Call) throws(OctaviaFault) -> SandboxResponse {
        let loadBalancer = try find(LoadBalancer.self, id)
        try call.authorise(.read, project: loadBalancer.projectID)
        var object = Self.status(loadBalancer)
        object["listeners"] = .array(loadBalancer.listeners.compactMap { listeners[$0].map(listenerStatus) })
        return SandboxResponse(status: 200, json: ["statuses": ["loadbalancer": .object(object)]])
    }

    /// Answers with the counters of a load balancer or a listener; nothing ever flows here.
    func showStatistics(_ resource: some ProvisionedResource, _ call: Call) throws(OctaviaFault) -> SandboxResponse {
        try call.authorise(.read, project: resource.projectID)
        let counters = ["bytes_in", "bytes_out", "active_connections", "total_connections", "request_errors"]
        let object = JSONObject(uniqueKeysWithValues: counters.map { ($0, 0) })
        return SandboxResponse(status: 200, json: ["stats": .object(object)])
    }

    private func listenerStatus(_ listener: Listener) -> JSONValue {
        var object = Self.status(listener)
        let redirects = listener.policies.compactMap { l7Policies[$0]?.attributes.text("redirect_pool_id") }
        let ids = OrderedSet([listener.attributes.text("default_pool_id")].compactMap(\.self) + redirects)
        object["pools"] = .array(ids.compactMap { pools[$0].map(poolStatus) })
        return .object(object)
    }

    private func poolStatus(_ pool: Pool) -> JSONValue {
        var object = Self.status(pool)
        let monitor = pool.healthMonitor.flatMap { healthMonitors[$0] }
        object["health_monitor"] = monitor.map { .object(Self.status($0, and: "type")) } ?? .null
        object["members"] = .array(
            pool.members.compactMap { id in
                members[id].map { .object(Self.status($0, and: "address", "protocol_port")) }
            }
        )
        return .object(object)
    }

    private static func status(_ resource: some ProvisionedResource, and names: String...) -> JSONObject {
        let shown = ["id", "name", "provisioning_status", "operating_status"] + names
        return JSONObject(uniqueKeysWithValues: shown.map { ($0, resource.attributes[$0] ?? .null) })
    }
}
