import CloudProvider
import KeystoneAuth
import Kubernetes
import LoadBalancerModel
import OpenStackAPI
import Planning
import Sandbox
import Testing

@testable import OctaviaLB

/// One process of the controller, as far as load balancers go: it remembers what it read.
struct Controller: Sendable {
    let cloud: CloudUnderTest
    let loadBalancers: OctaviaLoadBalancers

    /// A process that has just started.
    init(_ cloud: CloudUnderTest, clock: SessionClock? = nil, project configure: (inout CloudConfig) -> Void = { _ in })
    {
        self.cloud = cloud
        var config = CloudConfig.parse(Array(cloud.sandbox.cloudConfig(for: .k8s).utf8), file: "cloud.conf").config
        configure(&config)
        loadBalancers = OctaviaLoadBalancers(
            session: cloud.session,
            config: config,
            cluster: ClusterIdentity(name: "kubernetes", uid: "c-1"),
            clock: clock ?? cloud.clock,
            remembers: true
        )
    }

    /// One pass of a Service; how many steps it took.
    @discardableResult
    func serve(_ service: Service, nodes: Int = 3, on occasion: PassOccasion = .change) async throws -> Int {
        try await converge(service, .served(by: BackendSet(of: Node.some(nodes))), on: occasion)
    }

    @discardableResult
    func release(_ service: Service) async throws -> Int { try await converge(service, .absent, on: .change) }

    /// A pass of each Service, ten at once.
    func serve(_ services: [Service], nodes: Int = 3, on occasion: PassOccasion = .change) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, service) in services.enumerated() {
                if index >= 10 { try await group.next() }
                group.addTask { try await serve(service, nodes: nodes, on: occasion) }
            }
            try await group.waitForAll()
        }
    }

    private func converge(_ service: Service, _ wish: LoadBalancerWish, on occasion: PassOccasion) async throws -> Int {
        let steps = Recorder<Int>()
        var supervision = Supervision { progress in
            if case .finished = progress.phase { steps.append(progress.step) }
        }
        supervision.occasion = occasion
        _ = try await loadBalancers.converge(service, wish, under: supervision)
        return steps.values.count
    }
}

extension Service {
    /// Services with two ports and monitors, with the address that a published one has.
    static func some(_ count: Int) -> [Service] { (0..<count).map { .numbered($0) } }

    static func numbered(_ number: Int, annotations: [String: String] = [:]) -> Service {
        let ports = [
            ServicePort(name: "http", port: 80, nodePort: 30000 + number),
            ServicePort(name: "https", port: 443, nodePort: 31000 + number),
        ]
        var service = Service.fixture(annotations, ports: ports)
        service.metadata.name = "web-\(number)"
        service.metadata.uid = "u-\(number)"
        return service
    }

    var tag: String { "occm-service=\(metadata.uid)" }
}

extension Node {
    static func some(_ count: Int) -> [Node] {
        (1...count).map { .fixture("node-\($0)", "10.10.0.\(10 + $0)") }
    }
}
