public import KeystoneAuth
import Kubernetes
public import OpenStackAPI

/// What is in OpenStack for one Service, asked for past occm's own observation.
public struct Sight: Sendable {
    /// The load balancer.
    public let loadBalancer: LoadBalancer
    /// Its listeners by port number and protocol: `80/TCP`.
    public let listeners: [String: Listener]
    /// All its pools by id, whoever uses them.
    public let pools: [PoolID: Pool]
    /// Their members.
    public let members: [PoolID: [Member]]
    /// Their monitors.
    public let monitors: [PoolID: HealthMonitor]
    /// The floating IPs on its virtual address.
    public let floatingIPs: [FloatingIP]

    /// The listener of a port.
    public func listener(_ key: String, file: String = #fileID, line: Int = #line) throws -> Listener {
        try unwrap(listeners[key], "listener \(key), only \(listeners.keys.sorted())", file: file, line: line)
    }

    /// The pool that serves a listener.
    public func pool(_ key: String, file: String = #fileID, line: Int = #line) throws -> Pool {
        let id = try unwrap(try listener(key).defaultPoolID, "pool of \(key)", file: file, line: line)
        return try unwrap(pools[id], "pool \(id)", file: file, line: line)
    }

    /// Addresses and ports of the members that serve a listener: `10.10.0.11:30080`.
    public func members(_ key: String, file: String = #fileID, line: Int = #line) throws -> Set<String> {
        let pool = try pool(key, file: file, line: line)
        return Set(members[pool.id, default: []].map { "\($0.address):\($0.port)" })
    }

    /// The monitor of the members that serve a listener.
    public func monitor(_ key: String) throws -> HealthMonitor? { monitors[try pool(key).id] }
}

extension Sight {
    /// Everything of the one load balancer with that tag. None or two are a deviation, and so is a child that is not ACTIVE.
    public static func ofLoadBalancer(
        tagged tag: String,
        through session: any OpenStackSession,
        file: String = #fileID,
        line: Int = #line
    ) async throws -> Sight {
        let found = try await session.list(LoadBalancer.list(.tag(tag)))
        try expect("load balancers with the Service's tag", found.count, 1, file: file, line: line)
        let loadBalancer = found[0]
        let listeners = try await session.list(Listener.list(.loadBalancer(loadBalancer.id)))
        let pools = try await session.list(Pool.list(.loadBalancer(loadBalancer.id)))
        var members: [PoolID: [Member]] = [:]
        var monitors: [PoolID: HealthMonitor] = [:]
        for pool in pools {
            members[pool.id] = try await session.list(Member.list(of: pool.id))
            if let id = pool.healthMonitorID { monitors[pool.id] = try await session.send(HealthMonitor.get(id)) }
        }
        let statuses =
            [loadBalancer.provisioningStatus] + listeners.map(\.provisioningStatus) + pools.map(\.provisioningStatus)
            + members.values.joined().map(\.provisioningStatus) + monitors.values.map(\.provisioningStatus)
        try require(statuses.allSatisfy { $0 == .active }, "not all is ACTIVE: \(statuses)", file: file, line: line)
        let port = try unwrap(loadBalancer.vipPortID, "VIP port", file: file, line: line)
        return Sight(
            loadBalancer: loadBalancer,
            listeners: Dictionary(uniqueKeysWithValues: listeners.map { ("\($0.port)/\($0.proto)", $0) }),
            pools: Dictionary(uniqueKeysWithValues: pools.map { ($0.id, $0) }),
            members: members,
            monitors: monitors,
            floatingIPs: try await session.list(FloatingIP.list(.port(port)))
        )
    }
}

extension Stage {
    /// The load balancers that carry the Service's tag.
    func loadBalancers(of user: CloudUser = .k8s) async throws -> [LoadBalancer] {
        try await session(of: user).list(LoadBalancer.list(.tag(tag)))
    }

    /// The floating IPs that carry the Service's tag, attached or not.
    func floatingIPs() async throws -> [FloatingIP] { try await session().list(FloatingIP.list(.tag(tag))) }

    /// Everything of the Service's one load balancer. None or two are a deviation, and so is a child that is not ACTIVE.
    func sight(file: String = #fileID, line: Int = #line) async throws -> Sight {
        try await Sight.ofLoadBalancer(tagged: tag, through: try session(), file: file, line: line)
    }

    /// Addresses of the first nodes with a port: what the members of that node port are.
    func backends(_ port: Int, nodes count: Int = 3) -> Set<String> {
        let addresses = nodes(count).compactMap { node in
            node.status.addresses.first { $0.type == .internalIP && !$0.address.contains(":") }?.address
        }
        return Set(addresses.map { "\($0):\(port)" })
    }

    var tag: String { "occm-service=\(uid)" }
}
