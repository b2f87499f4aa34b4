import LoadBalancerModel
import OpenStackAPI

// How wishes and edits read as the bodies of Octavia's and Neutron's calls. Only what is wished for is sent.

extension LoadBalancer.Create {
    /// A new load balancer; `populated` with everything on it.
    init(_ spec: LoadBalancerSpec, populated: Bool) throws(LoadBalancerFailure) {
        self.init(name: spec.identity.name)
        description = spec.description
        provider = spec.provider
        flavorID = spec.flavorID.map { ID($0) }
        availabilityZone = spec.availabilityZone
        vipPortID = spec.vip.portID.map { ID($0) }
        vipSubnetID = spec.vip.subnetID.map { ID($0) }
        vipNetworkID = spec.vip.networkID.map { ID($0) }
        vipAddress = spec.vip.address
        tags = spec.identity.tags
        guard populated else { return }
        var bodies: [Listener.Create] = []
        for listener in spec.listeners {
            var body = Listener.Create(listener, tags: spec.identity.tags)
            body.defaultPool = try Pool.Create(populated: listener.pool, tags: spec.identity.tags)
            bodies.append(body)
        }
        listeners = bodies
    }
}

extension LoadBalancer.Update {
    init(_ edit: LoadBalancerEdit) {
        self.init()
        tags = edit.tags
        description = edit.description
    }
}

extension Listener.Create {
    /// A new listener without its pool.
    init(_ spec: ListenerSpec, tags: [String]) {
        self.init(proto: spec.proto.rawValue, port: spec.port)
        name = spec.name
        connectionLimit = spec.connectionLimit
        timeoutClientData = spec.timeouts?.clientData
        timeoutMemberConnect = spec.timeouts?.memberConnect
        timeoutMemberData = spec.timeouts?.memberData
        timeoutTCPInspect = spec.timeouts?.tcpInspect
        allowedCIDRs = spec.allowedCIDRs
        insertHeaders = spec.insertHeaders.isEmpty ? nil : spec.insertHeaders
        self.tags = tags
    }
}

extension Listener.Update {
    /// The edit of a listener without its pool, whose reference the applier binds.
    init(_ edit: ListenerEdit) {
        self.init()
        connectionLimit = edit.connectionLimit
        timeoutClientData = edit.timeouts?.clientData
        timeoutMemberConnect = edit.timeouts?.memberConnect
        timeoutMemberData = edit.timeouts?.memberData
        timeoutTCPInspect = edit.timeouts?.tcpInspect
        allowedCIDRs = edit.allowedCIDRs
        insertHeaders = edit.insertHeaders
        tags = edit.tags
    }
}

extension Pool.Create {
    /// A new pool without members and monitor.
    init(_ spec: PoolSpec, tags: [String]) {
        self.init(proto: spec.proto, algorithm: spec.algorithm)
        name = spec.name
        sessionPersistence = spec.persistence.map(Pool.SessionPersistence.init)
        self.tags = tags
    }

    /// A new pool with its members and monitor, for a populated load balancer.
    init(populated spec: PoolSpec, tags: [String]) throws(LoadBalancerFailure) {
        self.init(spec, tags: tags)
        guard case .known(let known) = spec.members else {
            throw LoadBalancerFailure(.blocked, "The members of the pool \(spec.name) are not known: give the nodes.")
        }
        members = known.map(Member.Create.init)
        healthMonitor = spec.monitor.map { HealthMonitor.Create($0, tags: tags) }
    }
}

extension Pool.Update {
    init(_ edit: PoolEdit) {
        self.init()
        algorithm = edit.algorithm
        switch edit.persistence {
        case .keep: break
        case .clear: sessionPersistence = .null
        case .set(let value): sessionPersistence = .value(Pool.SessionPersistence(value))
        }
    }
}

extension Pool.SessionPersistence {
    fileprivate init(_ spec: SessionPersistence) {
        self.init(type: spec.type, cookieName: spec.cookieName, timeout: spec.timeout)
    }
}

extension Member.Create {
    init(_ spec: MemberSpec) {
        self.init(address: spec.address, port: spec.port)
        name = spec.name
        subnetID = spec.subnetID.map { ID($0) }
        weight = spec.weight
        monitorPort = spec.monitorPort
    }
}

extension HealthMonitor.Create {
    /// A new monitor, for a pool that is made with it.
    init(_ spec: HealthMonitorSpec, tags: [String]) {
        self.init(type: spec.type, delay: spec.delay, timeout: spec.timeout, maxRetries: spec.maxRetries)
        name = spec.name
        maxRetriesDown = spec.maxRetriesDown
        httpMethod = spec.http?.method
        urlPath = spec.http?.path
        expectedCodes = spec.http?.expectedCodes
        self.tags = tags
    }
}

extension HealthMonitor.Update {
    /// Every field that can be changed in place.
    init(_ spec: HealthMonitorSpec) {
        self.init()
        name = spec.name
        delay = spec.delay
        timeout = spec.timeout
        maxRetries = spec.maxRetries
        maxRetriesDown = spec.maxRetriesDown
        httpMethod = spec.http?.method
        urlPath = spec.http?.path
        expectedCodes = spec.http?.expectedCodes
    }
}

extension FloatingIP.Create {
    /// A new floating IP on a port, from one subnet of the external network or whichever Neutron picks.
    init(_ spec: FloatingIPSpec, port: ID<Port>, subnet: String?) {
        self.init(networkID: ID(spec.networkID))
        subnetID = subnet.map { ID($0) }
        address = spec.address
        portID = port
        description = spec.description
    }
}
