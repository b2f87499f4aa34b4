import CurlTransport
import KeystoneAuth
import Kubernetes
import OpenStackAPI
import Scenarios

extension ClusterStage {
    /// Waits until the cloud has exactly what a Service asks for, and the Service says where.
    ///
    /// - Parameter check: What must also hold; throws ``Deviation`` as long as it does not.
    @discardableResult
    func waitUntilServed(
        _ service: Service,
        within limit: Duration = .seconds(60),
        file: String = #fileID,
        line: Int = #line,
        _ check: (Sight) throws -> Void = { _ in }
    ) async throws -> Sight {
        try await waitUntil("\(service.key) is served", within: limit, file: file, line: line) {
            let sight = try await look(at: service)
            try check(sight)
            return sight
        }
    }

    /// What the cloud has for a Service; throws ``Deviation`` unless that is what the Service asks for.
    func look(at service: Service) async throws -> Sight {
        let service = try await present(service)
        let nodes = try await client.list(Node.self).items.filter(\.takesLoadBalancerTraffic)
        let sight = try await sight(of: service)
        let ports = service.spec.ports.map { "\($0.port)/\($0.protocol.rawValue)" }
        try expect("listeners", Set(sight.listeners.keys), Set(ports))
        try expect("pools", sight.pools.count, ports.count)
        for (port, key) in zip(service.spec.ports, ports) {
            let members = nodes.compactMap { $0.memberAddress(service.spec.ipFamilies.first) }
            try expect("members of \(key)", try sight.members(key), Set(members.map { "\($0):\(port.nodePort)" }))
        }
        let address = sight.floatingIPs.first?.address ?? sight.loadBalancer.vipAddress ?? ""
        try expect("addresses of the Service", service.addresses, [address])
        return sight
    }

    private func sight(of service: Service) async throws -> Sight {
        do {
            return try await Sight.ofLoadBalancer(tagged: service.tag, through: session)
        } catch let error as OpenStackError where error.code == .notFound {
            throw Deviation("something went while it was looked at: \(error)")
        }
    }

    /// The load balancers with a Service's tag, whatever their state.
    func loadBalancers(of service: Service) async throws -> [LoadBalancer] {
        try await session.list(LoadBalancer.list(.tag(service.tag)))
    }

    /// Nothing of a Service is left in the cloud.
    func expectNothing(of service: Service, file: String = #fileID, line: Int = #line) async throws {
        let loadBalancers = try await loadBalancers(of: service).map(\.id)
        try expect("load balancers of \(service.key)", loadBalancers, [], file: file, line: line)
        let addresses = try await session.list(FloatingIP.list(.tag(service.tag))).map(\.address)
        try expect("floating IPs of \(service.key)", addresses, [], file: file, line: line)
    }

    /// A call to Octavia that occm would not make.
    func interfere(_ method: HTTPMethod, _ path: String, _ json: String? = nil) async throws {
        let body = json.map { Array($0.utf8) }
        _ = try await session.send(
            APIRequest(.loadBalancer, method, "/lbaas" + path, body: body, operation: "scenario")
        )
    }
}
