import CloudProvider
import KeystoneAuth
import Kubernetes
import Sandbox
import Testing

@testable import OctaviaLB

@Suite("Load balancers of Services, as the controller asks for them", .timeLimit(.minutes(5)))
struct OctaviaLoadBalancersTests {
    private static let nodes = nodes(5)

    private static func nodes(_ count: Int) -> BackendSet {
        BackendSet(of: (1...count).map { Node.fixture("node-\($0)", "10.10.0.\(10 + $0)") })
    }

    /// A cloud and who serves Services from it.
    private func serving(_ body: (CloudUnderTest, OctaviaLoadBalancers) async throws -> Void) async throws {
        try await CloudUnderTest.run { cloud in
            let config = CloudConfig.parse(Array(cloud.sandbox.cloudConfig(for: .k8s).utf8), file: "cloud.conf").config
            let cluster = ClusterIdentity(name: "kubernetes", uid: "c-1")
            try await body(
                cloud,
                OctaviaLoadBalancers(session: cloud.session, config: config, cluster: cluster, clock: cloud.clock)
            )
        }
    }

    @Test(
        "most members stay until their removal is confirmed; what is new comes at once, and what is held back is said"
    )
    func removals() async throws {
        try await serving { cloud, balancers in
            let service = Service.fixture()
            _ = try await balancers.converge(service, .served(by: Self.nodes), under: Supervision())
            let others = BackendSet(of: [Node.fixture("node-9", "10.10.0.19")])
            let unsure = try await balancers.converge(
                service,
                .served(by: others, removals: .unconfirmed),
                under: Supervision()
            )
            #expect(unsure.heldBack.map { $0.hasPrefix("5 of 5 members of listener TCP/80 stay") } == [true])
            #expect(cloud.objects("pools").first?["members"]?.arrayValue?.count == 6)
            let sure = try await balancers.converge(service, .served(by: others), under: Supervision())
            #expect(sure.heldBack.isEmpty)
            #expect(cloud.objects("pools").first?["members"]?.arrayValue?.count == 1)
        }
    }

    @Test("a load balancer that is gone is made anew only after asking, if clients know its address")
    func recreation() async throws {
        struct No: Error {}
        try await serving { cloud, balancers in
            var supervision = Supervision()
            supervision.requireRecreation = { throw No() }
            var service = Service.fixture()
            service.status.loadBalancer.ingress = [LoadBalancerIngress(ip: "203.0.113.99")]
            await #expect(throws: No.self) {
                _ = try await balancers.converge(service, .served(by: Self.nodes), under: supervision)
            }
            #expect(cloud.writes.isEmpty)
            // Nobody is asked for a Service that is new, or for one whose load balancer is there.
            let new = try await balancers.converge(.fixture(), .served(by: Self.nodes), under: supervision)
            service.status.loadBalancer = new.status
            let again = try await balancers.converge(service, .served(by: Self.nodes), under: supervision)
            #expect(again.status == new.status)
            #expect(cloud.objects("loadbalancers").count == 1)
        }
    }

    @Test("a wish that changed while somebody else changed the load balancer is not pursued")
    func superseded() async throws {
        try await serving { cloud, balancers in
            let service = Service.fixture()
            _ = try await balancers.converge(service, .served(by: Self.nodes), under: Supervision())
            let id = try #require(cloud.objects("loadbalancers").first?["id"]?.stringValue)
            let path = "/load-balancer/v2.0/lbaas/loadbalancers/\(id)"
            cloud.sandbox.call("PUT", path, ["loadbalancer": ["description": "mine"]])
            var supervision = Supervision()
            supervision.mayGoOn = { false }
            cloud.sandbox.forgetCalls()
            await #expect(throws: SupersededPass.self) {
                _ = try await balancers.converge(service, .served(by: Self.nodes(3)), under: supervision)
            }
            #expect(cloud.writes.isEmpty)
        }
    }
}
