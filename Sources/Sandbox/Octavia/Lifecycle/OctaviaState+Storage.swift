import OrderedCollections

extension OctaviaState {
    /// Finds a resource, or refuses.
    func find<Resource: OctaviaResource>(_ type: Resource.Type, _ id: String) throws(OctaviaFault) -> Resource {
        guard let resource = self[keyPath: Resource.table][id] else { throw .notFound(Resource.title, id) }
        return resource
    }

    /// Keeps a new resource.
    mutating func insert<Resource: ProvisionedResource>(_ resource: Resource) {
        self[keyPath: Resource.table][resource.id] = resource
        usage[resource.projectID, default: [:]][Resource.kind, default: 0] += 1
    }

    /// The attributes that every new part of a load balancer has.
    mutating func newborn(project: String, at now: Instant, operating: OperatingStatus = .offline) -> JSONObject {
        [
            "id": .string(identifiers.uuid()),
            "name": "",
            "project_id": .string(project),
            "tenant_id": .string(project),
            "provisioning_status": .string(ProvisioningStatus.pendingCreate.rawValue),
            "operating_status": .string(operating.rawValue),
            "admin_state_up": true,
            "created_at": .string(stamp(now)),
            "updated_at": .null,
            "tags": [],
        ]
    }

    /// Changes a resource's attributes; one that is gone stays gone.
    mutating func modify(_ reference: Reference, _ change: (inout JSONObject) -> Void) {
        switch reference.kind {
        case .loadBalancer: loadBalancers.modify(reference.id, change)
        case .listener: listeners.modify(reference.id, change)
        case .pool: pools.modify(reference.id, change)
        case .member: members.modify(reference.id, change)
        case .healthMonitor: healthMonitors.modify(reference.id, change)
        case .l7Policy: l7Policies.modify(reference.id, change)
        case .l7Rule: l7Rules.modify(reference.id, change)
        }
    }

    /// Forgets a resource, everything below it and the links to it.
    mutating func remove(_ reference: Reference, network: inout some VIPNetwork) {
        switch reference.kind {
        case .loadBalancer: removeLoadBalancer(reference.id, network: &network)
        case .listener: removeListener(reference.id)
        case .pool: removePool(reference.id)
        case .member: removeMember(reference.id)
        case .healthMonitor: removeHealthMonitor(reference.id)
        case .l7Policy: removeL7Policy(reference.id)
        case .l7Rule: removeL7Rule(reference.id)
        }
    }

    private mutating func removeLoadBalancer(_ id: String, network: inout some VIPNetwork) {
        guard let loadBalancer = drop(LoadBalancer.self, id) else { return }
        loadBalancer.listeners.forEach { removeListener($0) }
        loadBalancer.pools.forEach { removePool($0) }
        loadBalancer.ownedPorts.forEach { network.releasePort($0) }
    }

    private mutating func removeListener(_ id: String) {
        guard let listener = drop(Listener.self, id) else { return }
        listener.policies.forEach { removeL7Policy($0) }
        loadBalancers[listener.loadBalancer]?.listeners.removeAll { $0 == id }
    }

    private mutating func removePool(_ id: String) {
        guard let pool = drop(Pool.self, id) else { return }
        pool.members.forEach { removeMember($0) }
        if let monitor = pool.healthMonitor { removeHealthMonitor(monitor) }
        for listener in loadBalancers[pool.loadBalancer]?.listeners ?? [] {
            listeners.modify(listener) { attributes in
                if attributes.text("default_pool_id") == id { attributes["default_pool_id"] = .null }
            }
        }
        loadBalancers[pool.loadBalancer]?.pools.removeAll { $0 == id }
    }

    private mutating func removeMember(_ id: String) {
        guard let member = drop(Member.self, id) else { return }
        pools[member.pool]?.members.remove(id)
    }

    private mutating func removeHealthMonitor(_ id: String) {
        guard let monitor = drop(HealthMonitor.self, id) else { return }
        pools[monitor.pool]?.healthMonitor = nil
    }

    private mutating func removeL7Policy(_ id: String) {
        guard let policy = drop(L7Policy.self, id) else { return }
        policy.rules.forEach { removeL7Rule($0) }
        listeners[policy.listener]?.policies.removeAll { $0 == id }
        numberPolicies(of: policy.listener)
    }

    private mutating func removeL7Rule(_ id: String) {
        guard let rule = drop(L7Rule.self, id) else { return }
        l7Policies[rule.policy]?.rules.removeAll { $0 == id }
    }

    private mutating func drop<Resource: ProvisionedResource>(_ type: Resource.Type, _ id: String) -> Resource? {
        guard let resource = self[keyPath: Resource.table].removeValue(forKey: id) else { return nil }
        usage[resource.projectID]?[Resource.kind, default: 0] -= 1
        return resource
    }
}

extension Table where Key == String, Value: OctaviaResource {
    /// Changes a resource's attributes in place.
    fileprivate mutating func modify(_ id: String, _ change: (inout JSONObject) -> Void) {
        if let index = index(forKey: id) { change(&values[index].attributes) }
    }
}
