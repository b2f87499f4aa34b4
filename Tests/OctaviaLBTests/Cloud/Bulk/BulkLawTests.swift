import CloudProvider
import KeystoneAuth
import Kubernetes
import LoadBalancerModel
import Planning
import Sandbox
import Testing

@testable import OctaviaLB

private let loadBalancers = "/load-balancer/v2.0/lbaas/loadbalancers"

@Suite("What is kept is not believed blindly")
struct BulkLawTests {
    /// A cloud in which some Services are served by one process, some time ago.
    private func served(
        _ count: Int = 3,
        _ body: (CloudUnderTest, Controller, [Service]) async throws -> Void
    ) async throws {
        try await CloudUnderTest.run { cloud in
            let services = Service.some(count)
            let controller = Controller(cloud)
            try await controller.serve(services, on: .first)
            cloud.sandbox.advance(by: .seconds(30))
            cloud.sandbox.forgetCalls()
            try await body(cloud, controller, services)
        }
    }

    @Test("what is kept after a create is what reading everything shows")
    func keptIsTrue() async throws {
        try await served(1) { cloud, controller, services in
            let kept = try await controller.loadBalancers.observe(services[0], nodes: BackendSet(of: Node.some(3)))
            #expect(cloud.tally.others.isEmpty && cloud.tally.trees == 0)
            let single = OctaviaLoadBalancers(
                session: cloud.session,
                config: .init(),
                cluster: ClusterIdentity(name: "kubernetes", uid: "c-1")
            )
            let read = try await single.observe(services[0], nodes: BackendSet(of: Node.some(3)))
            #expect(kept.loadBalancer.value?.comparable == read.loadBalancer.value?.comparable)
            #expect(kept.floatingIPs == read.floatingIPs)
        }
    }

    @Test("what is kept after nodes came and went is what reading everything shows")
    func keptMembersAreTrue() async throws {
        try await served(1) { cloud, controller, services in
            for nodes in [5, 2] { try await controller.serve(services[0], nodes: nodes) }
            let kept = try await controller.loadBalancers.observe(services[0], nodes: nil).loadBalancer.value
            let read = try await Controller(cloud).loadBalancers.observe(services[0], nodes: nil).loadBalancer.value
            #expect(kept?.stamp == read?.stamp)
            #expect(kept?.pools.map(\.places).sorted() == read?.pools.map(\.places).sorted())
            #expect(kept?.pools.flatMap(\.members).allSatisfy { !$0.isOutline } == true)
        }
    }

    @Test("a member that somebody changed by hand is repaired at a resync", arguments: [false, true])
    func memberChangedByHand(afterRestart: Bool) async throws {
        try await served { cloud, first, services in
            let controller = afterRestart ? Controller(cloud) : first
            if afterRestart { try await controller.serve(services) }
            let (pool, member) = try cloud.someMember(of: services[0].tag)
            cloud.sandbox.advance(by: .seconds(5))
            try cloud.interfere("PUT", "pools/\(pool)/members/\(member)", ["member": ["weight": 7]])
            cloud.sandbox.advance(by: .seconds(5))
            cloud.sandbox.forgetCalls()
            try await controller.serve(services, on: .resync)
            #expect(cloud.tally.writes == ["PUT pools/{id}/members": 1])
        }
    }

    @Test("after a restart the members are read before they are sent")
    func membersAreReadFirst() async throws {
        try await served(5) { cloud, _, services in
            let controller = Controller(cloud)
            try await controller.serve(services)
            cloud.sandbox.advance(by: .seconds(5))
            cloud.sandbox.forgetCalls()
            try await controller.serve(services[0], nodes: 4)
            let tally = cloud.tally
            #expect(tally.others == ["GET pools/{id}/members": 2])
            #expect(tally.writes == ["PUT pools/{id}/members": 2])
        }
    }

    @Test("a floating IP that somebody deleted is made again at a resync")
    func floatingIPDeletedByHand() async throws {
        try await served { cloud, controller, services in
            let id = try #require(cloud.objects("floatingips").first?["id"]?.stringValue)
            cloud.sandbox.call("DELETE", "/networking/v2.0/floatingips/\(id)")
            try await controller.serve(services)
            #expect(cloud.tally.writes.isEmpty)
            cloud.sandbox.advance(by: .seconds(60))
            try await controller.serve(services, on: .resync)
            #expect(cloud.tally.writes == ["POST floatingips": 1, "PUT floatingips/{id}/tags": 1])
        }
    }

    @Test("a load balancer that somebody deleted is made again")
    func loadBalancerDeletedByHand() async throws {
        for count in [1, 3] {
            try await served(count) { cloud, controller, services in
                try cloud.deleteByHand(services[0].tag)
                try await controller.serve(services)
                #expect(cloud.tally.writes["POST loadbalancers"] == 1)
                #expect(cloud.loadBalancers(tagged: services[0].tag).count == 1)
            }
        }
    }

    @Test("when none of many load balancers is found, nothing is made")
    func allAreGone() async throws {
        try await served { cloud, controller, services in
            for service in services { try cloud.deleteByHand(service.tag) }
            for occasion in [PassOccasion.change, .resync] {
                await #expect(throws: LoadBalancerFailure.self) {
                    try await controller.serve(services[0], on: occasion)
                }
            }
            #expect(cloud.tally.writes.isEmpty)
        }
    }

    @Test("a list that is empty for a minute makes and deletes nothing")
    func emptyList() async throws {
        try await served { cloud, controller, services in
            cloud.sandbox.inject(
                FaultRule("GET", loadBalancers, times: nil, .respond(status: 200, body: #"{"loadbalancers": []}"#))
            )
            for _ in 0..<6 {
                try await controller.serve(services, on: .resync)
                try await controller.serve(services)
                cloud.sandbox.advance(by: .seconds(10))
            }
            #expect(cloud.tally.writes.isEmpty)
        }
    }

    @Test("an empty list proves no absence while a load balancer of ours is known", arguments: [true, false])
    func emptyListIsNoProof(isThere: Bool) async throws {
        try await served(1) { cloud, controller, services in
            if !isThere { try cloud.deleteByHand(services[0].tag) }
            cloud.sandbox.forgetCalls()
            cloud.sandbox.inject(
                FaultRule("GET", loadBalancers, times: nil, .respond(status: 200, body: #"{"loadbalancers": []}"#))
            )
            for _ in 0..<6 {
                _ = try? await controller.serve(.numbered(1))
                cloud.sandbox.advance(by: .seconds(10))
            }
            #expect(cloud.tally.writes["POST loadbalancers"] == (isThere ? nil : 1))
        }
    }

    @Test("a new Service is looked for by its tags alone once the project was listed")
    func newAfterListing() async throws {
        try await served { cloud, controller, services in
            try await controller.serve(services, on: .resync)
            cloud.sandbox.forgetCalls()
            try await controller.serve(.numbered(9), on: .first)
            #expect(cloud.tally.others == ["GET loadbalancers": 1, "GET floatingips": 1])
        }
    }

    @Test("a listing that fails is no absence", arguments: ["loadbalancers", "listeners", "pools", "healthmonitors"])
    func failedListing(collection: String) async throws {
        try await served(6) { cloud, _, services in
            let path = "/load-balancer/v2.0/lbaas/" + collection
            cloud.sandbox.inject(FaultRule("GET", path, times: nil, .respond(status: 500)))
            let controller = Controller(cloud)
            for service in services {
                await #expect(throws: (any Error).self) { try await controller.serve(service) }
            }
            #expect(cloud.tally.writes.isEmpty)
            cloud.sandbox.clearFaults()
            try await controller.serve(services)
            #expect(cloud.tally.writes.isEmpty)
        }
    }

    @Test("a Service that may have had a load balancer gets one after two listings ten seconds apart")
    func absence() async throws {
        try await CloudUnderTest.run { cloud in
            let controller = Controller(cloud)
            let failure = await #expect(throws: LoadBalancerFailure.self) { try await controller.serve(.numbered(1)) }
            #expect(failure?.code == .blocked && failure?.retryAfter == .seconds(10))
            #expect(cloud.tally.writes.isEmpty)
            cloud.sandbox.advance(by: .seconds(9))
            let second = await #expect(throws: LoadBalancerFailure.self) { try await controller.serve(.numbered(1)) }
            #expect(second?.retryAfter == .seconds(1))
            cloud.sandbox.advance(by: .seconds(1))
            try await controller.serve(.numbered(1))
            #expect(cloud.tally.writes["POST loadbalancers"] == 1)
        }
    }

    @Test("a plan waits for what is unknown for a while, and a new Service's is there at once")
    func plans() async throws {
        try await CloudUnderTest.run { cloud in
            let balancers = Controller(cloud).loadBalancers
            let wish = LoadBalancerWish.served(by: BackendSet(of: Node.some(3)))
            let new = try await balancers.plan(.numbered(1), wish)
            #expect(new.steps.count == 3)
            var known = Service.numbered(2)
            known.status.loadBalancer.ingress = [LoadBalancerIngress(ip: "203.0.113.10")]
            let failure = await #expect(throws: LoadBalancerFailure.self) { try await balancers.plan(known, wish) }
            #expect(failure?.retryAfter == .seconds(10))
            cloud.sandbox.advance(by: .seconds(10))
            let plan = try await balancers.plan(known, wish)
            #expect(plan.steps.count == 3)
            #expect(cloud.tally.writes.isEmpty)
        }
    }

    @Test("a create whose answer was lost, and that can't be looked up, makes no second load balancer")
    func lostCreate() async throws {
        try await CloudUnderTest.run { cloud in
            let controller = Controller(cloud)
            cloud.sandbox.inject(FaultRule("POST", loadBalancers, .dropAfterApplying))
            // The looks before the POST are answered, those after it are not.
            cloud.sandbox.inject(FaultRule("GET", loadBalancers, nth: 3, times: 8, .respond(status: 500)))
            await #expect(throws: (any Error).self) { try await controller.serve(.numbered(1), on: .first) }
            cloud.sandbox.clearFaults()
            try await controller.serve(.numbered(1))
            #expect(cloud.tally.writes["POST loadbalancers"] == 1)
            #expect(cloud.loadBalancers(tagged: Service.numbered(1).tag).count == 1)
        }
    }

    @Test("a create that was refused is tried again without waiting")
    func refusedCreate() async throws {
        try await CloudUnderTest.run { cloud in
            let controller = Controller(cloud)
            cloud.sandbox.settings.quotas = ["load_balancer": 0]
            await #expect(throws: (any Error).self) { try await controller.serve(.numbered(1), on: .first) }
            cloud.sandbox.settings.quotas = [:]
            try await controller.serve(.numbered(1))
            #expect(cloud.loadBalancers(tagged: Service.numbered(1).tag).count == 1)
        }
    }

    @Test("what is released is gone, whether this process made it or an earlier one")
    func release() async throws {
        try await served { cloud, controller, services in
            try await controller.release(services[0])
            try await Controller(cloud).release(services[1])
            #expect(cloud.objects("loadbalancers").count == 1)
            #expect(cloud.objects("floatingips").count == 1)
            // Whoever could not take the finalizer off asks again.
            #expect(try await controller.release(services[0]) == 0)
            // Asked for once more, it is made anew at once: the Service has nothing of ours any more.
            try await controller.serve(services[0], on: .first)
            #expect(cloud.loadBalancers(tagged: services[0].tag).count == 1)
        }
    }

    @Test("a load balancer of the Go OCCM is found by its tag and adopted")
    func adoption() async throws {
        try await served(1) { cloud, _, services in
            let id = try #require(cloud.loadBalancers(tagged: services[0].tag)[0]["id"]?.stringValue)
            try cloud.interfere(
                "PUT",
                "loadbalancers/\(id)",
                ["loadbalancer": ["tags": ["kube_service_kubernetes_default_web-0"]]]
            )
            cloud.sandbox.advance(by: .seconds(5))
            let controller = Controller(cloud)
            try await controller.serve(services)
            #expect(cloud.loadBalancers(tagged: services[0].tag).count == 1)
            cloud.sandbox.forgetCalls()
            try await controller.serve(services)
            #expect(cloud.tally.writes.isEmpty && cloud.tally.others.isEmpty)
        }
    }
}
