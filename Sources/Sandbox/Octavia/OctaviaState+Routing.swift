/// What a path below a collection names.
enum Target {
    /// The collection itself.
    case collection
    /// One resource.
    case item(String)
    /// Something of one resource: a view, an action or a collection of its own.
    case part(String, String)
    /// One resource of a resource's own collection.
    case partItem(String, String, String)

    /// Reads the segments after the collection's name; `nil` where there are too many.
    init?(_ segments: some Collection<String>) {
        let segments = Array(segments)
        switch segments.count {
        case 0: self = .collection
        case 1: self = .item(segments[0])
        case 2: self = .part(segments[0], segments[1])
        case 3: self = .partItem(segments[0], segments[1], segments[2])
        default: return nil
        }
    }
}

extension OctaviaFault {
    /// The path names nothing.
    static var noSuchPath: Self { Self(404, "", isEarly: true) }
    /// The path does not know the method.
    static var noSuchMethod: Self {
        Self(405, "", isEarly: true)
    }
}

extension OctaviaState {
    /// Answers a request by its path.
    mutating func route(_ call: Call, network: inout some VIPNetwork) throws(OctaviaFault) -> SandboxResponse {
        var segments = call.request.segments[...]
        guard let version = segments.popFirst() else { return listVersions(call) }
        guard version == "v2.0" || version == "v2" else { throw .noSuchPath }
        if segments.first == "lbaas" { segments.removeFirst() }
        guard let collection = segments.popFirst() else { return SandboxResponse(status: 200, json: "v2") }
        guard let target = Target(segments) else { throw .noSuchPath }
        try checkQuery(collection, target, call)
        switch collection {
        case "loadbalancers": return try routeLoadBalancers(target, call, network: &network)
        case "listeners": return try routeListeners(target, call)
        case "pools": return try routePools(target, call, network: network)
        case "healthmonitors": return try routeHealthMonitors(target, call)
        case "l7policies": return try routeL7Policies(target, call)
        default: return try routeAdministration(collection, target, call)
        }
    }

    private func checkQuery(_ collection: String, _ target: Target, _ call: Call) throws(OctaviaFault) {
        switch (call.request.method, collection, target) {
        case ("GET", _, _): return
        case ("DELETE", "loadbalancers", .item): try call.allowQuery("cascade")
        case ("PUT", "pools", .part): try call.allowQuery("additive_only")
        default: try call.allowQuery()
        }
    }

    private mutating func routeLoadBalancers(
        _ target: Target,
        _ call: Call,
        network: inout some VIPNetwork
    ) throws(OctaviaFault) -> SandboxResponse {
        switch (call.request.method, target) {
        case ("GET", .collection): return try list(LoadBalancer.self, call)
        case ("POST", .collection): return try createLoadBalancer(call, network: &network)
        case ("GET", .item(let id)): return try show(LoadBalancer.self, id, call)
        case ("PUT", .item(let id)): return try updateLoadBalancer(id, call)
        case ("DELETE", .item(let id)): return try deleteLoadBalancer(id, call)
        case ("GET", .part(let id, "status")), ("GET", .part(let id, "statuses")): return try showStatus(id, call)
        case ("GET", .part(let id, "stats")): return try showStatistics(find(LoadBalancer.self, id), call)
        case ("PUT", .part(let id, "failover")): return try failOver(id, call)
        case (_, .partItem): throw .noSuchPath
        case ("PUT", .collection), ("DELETE", .collection): throw .missingID
        default: throw .noSuchMethod
        }
    }

    private mutating func routeListeners(_ target: Target, _ call: Call) throws(OctaviaFault) -> SandboxResponse {
        switch (call.request.method, target) {
        case ("GET", .collection): return try list(Listener.self, call)
        case ("POST", .collection): return try createListener(call)
        case ("GET", .item(let id)): return try show(Listener.self, id, call)
        case ("PUT", .item(let id)): return try updateListener(id, call)
        case ("DELETE", .item(let id)): return try deleteListener(id, call)
        case ("GET", .part(let id, "stats")): return try showStatistics(find(Listener.self, id), call)
        case (_, .part), (_, .partItem): throw .noSuchPath
        case ("PUT", .collection), ("DELETE", .collection): throw .missingID
        default: throw .noSuchMethod
        }
    }

    private mutating func routePools(
        _ target: Target,
        _ call: Call,
        network: some VIPNetwork
    ) throws(OctaviaFault) -> SandboxResponse {
        switch (call.request.method, target) {
        case ("GET", .collection): return try list(Pool.self, call)
        case ("POST", .collection): return try createPool(call)
        case ("GET", .item(let id)): return try show(Pool.self, id, call)
        case ("PUT", .item(let id)): return try updatePool(id, call)
        case ("DELETE", .item(let id)): return try deletePool(id, call)
        case ("GET", .part(let id, "members")): return try listMembers(of: id, call)
        case ("POST", .part(let id, "members")): return try createMember(in: id, call, network: network)
        case ("PUT", .part(let id, "members")): return try replaceMembers(of: id, call, network: network)
        case ("GET", .partItem(let pool, "members", let id)): return try showMember(id, of: pool, call)
        case ("PUT", .partItem(let pool, "members", let id)): return try updateMember(id, of: pool, call)
        case ("DELETE", .partItem(let pool, "members", let id)): return try deleteMember(id, of: pool, call)
        case (_, .part), (_, .partItem): throw .noSuchPath
        case ("PUT", .collection), ("DELETE", .collection): throw .missingID
        default: throw .noSuchMethod
        }
    }

    private mutating func routeHealthMonitors(_ target: Target, _ call: Call) throws(OctaviaFault) -> SandboxResponse {
        switch (call.request.method, target) {
        case ("GET", .collection): return try list(HealthMonitor.self, call)
        case ("POST", .collection): return try createHealthMonitor(call)
        case ("GET", .item(let id)): return try show(HealthMonitor.self, id, call)
        case ("PUT", .item(let id)): return try updateHealthMonitor(id, call)
        case ("DELETE", .item(let id)): return try deleteHealthMonitor(id, call)
        case (_, .part), (_, .partItem): throw .noSuchPath
        case ("PUT", .collection), ("DELETE", .collection): throw .missingID
        default: throw .noSuchMethod
        }
    }

    private mutating func routeL7Policies(_ target: Target, _ call: Call) throws(OctaviaFault) -> SandboxResponse {
        switch (call.request.method, target) {
        case ("GET", .collection): return try list(L7Policy.self, call)
        case ("POST", .collection): return try createL7Policy(call)
        case ("GET", .item(let id)): return try show(L7Policy.self, id, call)
        case ("PUT", .item(let id)): return try updateL7Policy(id, call)
        case ("DELETE", .item(let id)): return try deleteL7Policy(id, call)
        case ("GET", .part(let id, "rules")): return try listL7Rules(of: id, call)
        case ("POST", .part(let id, "rules")): return try createL7Rule(in: id, call)
        case ("GET", .partItem(_, "rules", let id)): return try show(L7Rule.self, id, call)
        case ("PUT", .partItem(let policy, "rules", let id)): return try updateL7Rule(id, of: policy, call)
        case ("DELETE", .partItem(let policy, "rules", let id)): return try deleteL7Rule(id, of: policy, call)
        case (_, .part), (_, .partItem): throw .noSuchPath
        case ("PUT", .collection), ("DELETE", .collection): throw .missingID
        default: throw .noSuchMethod
        }
    }
}
