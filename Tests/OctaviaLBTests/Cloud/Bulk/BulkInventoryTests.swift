import CloudProvider
import Kubernetes
import LoadBalancerModel
import Sandbox
import Testing

@testable import OctaviaLB

/// The pages of load balancers, listeners, pools, monitors and floating IPs in a project that fits on one page each.
private let collections = 5

@Suite("What reading everything at once costs")
struct BulkCostTests {
    /// A cloud in which Services are served by one process.
    private func served(
        _ count: Int,
        _ body: (CloudUnderTest, Controller, [Service]) async throws -> Void
    ) async throws {
        try await CloudUnderTest.run { cloud in
            let services = Service.some(count)
            let controller = Controller(cloud)
            try await controller.serve(services, on: .first)
            cloud.sandbox.forgetCalls()
            try await body(cloud, controller, services)
        }
    }

    @Test("a new Service takes one POST of a load balancer and one of a floating IP with its tags, and few reads")
    func creation() async throws {
        try await CloudUnderTest.run { cloud in
            try await Controller(cloud).serve(.numbered(1), on: .first)
            let tally = cloud.tally
            #expect(tally.writes["POST loadbalancers"] == 1)
            #expect(tally.writes.values.reduce(0, +) == 3)
            #expect(tally.trees == 1 && tally.pages == 2)
            #expect(tally.others.values.reduce(0, +) <= 4)
        }
    }

    @Test("many new Services share one listing, and then each is looked for by its tags only")
    func manyCreations() async throws {
        try await CloudUnderTest.run { cloud in
            let services = Service.some(20)
            try await Controller(cloud).serve(services, on: .first)
            let tally = cloud.tally
            #expect(tally.pages == 2)
            #expect(tally.writes.values.reduce(0, +) == 3 * services.count)
            #expect(tally.others["GET loadbalancers"] == services.count)
            #expect(tally.others["GET floatingips"] == services.count)
        }
    }

    @Test("a restart takes the pages, a tree a load balancer and 20 calls more, and writes nothing")
    func restart() async throws {
        try await served(100) { cloud, _, services in
            try await Controller(cloud).serve(services)
            let tally = cloud.tally
            #expect(tally.writes.isEmpty)
            #expect(tally.pages == collections && tally.trees == services.count)
            #expect(tally.polls + tally.others.values.reduce(0, +) <= 20)
        }
    }

    @Test("a node that went while the controller was down is taken out of exactly the pools that had it")
    func nodeRemovedMeanwhile() async throws {
        try await served(30) { cloud, controller, services in
            let few = Array(services.prefix(7))
            try await controller.serve(few, nodes: 4)
            cloud.sandbox.forgetCalls()
            try await Controller(cloud).serve(services)
            #expect(cloud.tally.writes == ["PUT pools/{id}/members": 2 * few.count])
        }
    }

    @Test("a resync of every Service takes the pages and 20 calls more")
    func resync() async throws {
        try await served(100) { cloud, controller, services in
            try await controller.serve(services, on: .resync)
            let tally = cloud.tally
            #expect(tally.writes.isEmpty)
            #expect(tally.pages <= collections && tally.trees == 0)
            #expect(tally.polls + tally.others.values.reduce(0, +) <= 20)
        }
    }

    @Test("a node that joins takes one PUT a pool, and polls")
    func nodeJoined() async throws {
        try await served(30) { cloud, controller, services in
            for nodes in [4, 5] {
                cloud.sandbox.forgetCalls()
                try await controller.serve(services, nodes: nodes)
                let tally = cloud.tally
                #expect(tally.writes == ["PUT pools/{id}/members": 2 * services.count])
                #expect(tally.pages == 0 && tally.trees == 0 && tally.others.isEmpty)
            }
        }
    }

    @Test("foreign load balancers cost their pages and nothing else")
    func foreign() async throws {
        try await CloudUnderTest.run { cloud in
            let services = Service.some(5)
            try await Controller(cloud).serve(services, on: .first)
            try cloud.makeForeign(500)
            cloud.sandbox.settings.pageSize = 100
            cloud.sandbox.forgetCalls()
            try await Controller(cloud).serve(services)
            let tally = cloud.tally
            #expect(tally.writes.isEmpty && tally.trees == services.count && tally.others.isEmpty)
            // 505 load balancers are six pages.
            #expect(tally.pages == 6 + collections - 1)
        }
    }
}
