import CloudProvider
import Kubernetes
import Planning
import Sandbox
import Synchronization
import Testing

@testable import OpenStackNodes

@Suite("Pod routes")
struct RouteTests {
    private static let three = [
        "10.244.0.0/24 via 10.10.0.11", "10.244.1.0/24 via 10.10.0.12", "10.244.2.0/24 via 10.10.0.13",
    ]

    @Test("are made in one call, ports let the pods through, and then a period costs one call")
    func converge() async throws {
        try await NodeCloud.run { cloud in
            let routes = try cloud.routes()
            let wish = cloud.wish(cloud.nodes)
            #expect(try await routes.converge(wish) == RouteOutcome())
            #expect(cloud.spelledRoutes == Self.three)
            #expect((1...3).map(cloud.pairs) == [["10.244.0.0/24"], ["10.244.1.0/24"], ["10.244.2.0/24"]])
            #expect(
                cloud.writes.sorted() == Array(repeating: "PUT ports/{id}", count: 3) + [
                    "PUT routers/{id}/add_extraroutes"
                ]
            )
            cloud.sandbox.forgetCalls()
            for _ in 0..<6 {
                cloud.wait(.seconds(10))
                #expect(try await routes.converge(wish) == RouteOutcome())
            }
            #expect(cloud.calls == Array(repeating: "GET routers/{id}", count: 6))
        }
    }

    @Test("of both families have next hops of their own")
    func dualStack() async throws {
        try await NodeCloud.run(nodes: 1) { cloud in
            var node = cloud.nodes[0]
            node.spec.podCIDRs = ["fd00:244:0:1::/64", "10.244.0.0/24"]
            let routes = try cloud.routes()
            #expect(try await routes.converge(cloud.wish([node])) == RouteOutcome())
            #expect(cloud.spelledRoutes == ["10.244.0.0/24 via 10.10.0.11", "fd00:244:0:1::/64 via fd00:10:10::2"])
            #expect(cloud.pairs(of: 1) == ["fd00:244:0:1::/64", "10.244.0.0/24"])
        }
    }

    @Test("changed by somebody else are repaired; what leads elsewhere is never touched")
    func repaired() async throws {
        try await NodeCloud.run { cloud in
            let routes = try cloud.routes()
            let wish = cloud.wish(cloud.nodes)
            cloud.tamper("add", [("192.168.7.0/24", "10.10.0.13"), ("10.0.0.0/8", "10.10.0.12")])
            _ = try await routes.converge(wish)
            cloud.tamper("remove", [("10.244.1.0/24", "10.10.0.12")])
            cloud.tamper("add", [("10.244.9.0/24", "10.10.0.99"), ("10.244.0.0/24", "10.10.0.98")])
            cloud.wait(.seconds(10))
            #expect(try await routes.converge(wish) == RouteOutcome())
            #expect(
                cloud.spelledRoutes == ["10.0.0.0/8 via 10.10.0.12"] + Self.three + ["192.168.7.0/24 via 10.10.0.13"]
            )
        }
    }

    @Test("go with their Node, and the pair on its port with them")
    func removed() async throws {
        try await NodeCloud.run { cloud in
            let routes = try cloud.routes()
            cloud.changePort(
                of: 3,
                ["allowed_address_pairs": [["ip_address": "10.244.0.0/15"], ["ip_address": "10.10.9.9"]]]
            )
            cloud.changePort(of: 2, ["allowed_address_pairs": [["ip_address": "10.10.9.8"]]])
            _ = try await routes.converge(cloud.wish(cloud.nodes))
            #expect(cloud.pairs(of: 3) == ["10.244.0.0/15", "10.10.9.9"])
            #expect(cloud.pairs(of: 2) == ["10.10.9.8", "10.244.1.0/24"])
            _ = try await routes.converge(cloud.wish([cloud.nodes[0]]))
            #expect(cloud.spelledRoutes == [Self.three[0]])
            #expect(cloud.pairs(of: 2) == ["10.10.9.8"])
            #expect(cloud.pairs(of: 3) == ["10.244.0.0/15", "10.10.9.9"])
        }
    }

    @Test("stay while no Node has pods, and while their Node has no address")
    func kept() async throws {
        try await NodeCloud.run { cloud in
            let routes = try cloud.routes()
            _ = try await routes.converge(cloud.wish(cloud.nodes))
            var nodes = cloud.nodes
            nodes[1].status.addresses = []
            let outcome = try await routes.converge(cloud.wish(nodes))
            #expect(outcome.failures.mapValues(\.code) == ["node-2": "no-next-hop"])
            #expect(cloud.spelledRoutes == Self.three)
            #expect(try await routes.converge(cloud.wish([])) == RouteOutcome())
            #expect(cloud.spelledRoutes == Self.three)
        }
    }

    @Test("to networks of no Node stay until all Nodes are known; those of known Nodes are repaired meanwhile")
    func doubted() async throws {
        try await NodeCloud.run { cloud in
            let routes = try cloud.routes()
            _ = try await routes.converge(cloud.wish(cloud.nodes))
            cloud.tamper("add", [("10.244.0.0/24", "10.10.0.98")])
            var wish = cloud.wish([cloud.nodes[0]])
            wish.isComplete = false
            #expect(try await routes.plan(wish).notes.map(\.code) == ["unclaimed-routes"])
            #expect(try await routes.converge(wish) == RouteOutcome())
            #expect(cloud.spelledRoutes == Self.three)
            #expect((1...3).map(cloud.pairs) == [["10.244.0.0/24"], ["10.244.1.0/24"], ["10.244.2.0/24"]])
            wish.isComplete = true
            #expect(try await routes.converge(wish) == RouteOutcome())
            #expect(cloud.spelledRoutes == [Self.three[0]])
        }
    }

    @Test("follow a Node to its new address; the new way is there before the old one goes")
    func moved() async throws {
        try await NodeCloud.run { cloud in
            let routes = try cloud.routes()
            _ = try await routes.converge(cloud.wish(cloud.nodes))
            cloud.changePort(of: 2, ["fixed_ips": [["ip_address": "10.10.0.77"]]])
            var nodes = cloud.nodes
            nodes[1].status.addresses = [NodeAddress(type: .internalIP, address: "10.10.0.77")]
            cloud.wait()
            cloud.sandbox.forgetCalls()
            let plan = try await routes.plan(cloud.wish(nodes))
            #expect(plan.changes.map(\.action) == [.update])
            #expect(plan.changes[0].fields == [FieldChange("nexthop", from: "10.10.0.12", to: "10.10.0.77")])
            _ = try await routes.converge(cloud.wish(nodes))
            #expect(cloud.writes == ["PUT routers/{id}/add_extraroutes", "PUT routers/{id}/remove_extraroutes"])
            #expect(cloud.spelledRoutes == [Self.three[0], "10.244.1.0/24 via 10.10.0.77", Self.three[2]])
        }
    }

    @Test("plan what converge does, and write nothing while planning")
    func plan() async throws {
        try await NodeCloud.run { cloud in
            let routes = try cloud.routes()
            let pass = try await routes.pass(cloud.wish(cloud.nodes))
            #expect(
                cloud.writes.isEmpty && pass.present.isEmpty
                    && pass.wanted.map(\.node) == ["node-1", "node-2", "node-3"]
            )
            #expect(pass.plan.changes.map(\.action) == [.create, .create, .create, .update, .update, .update])
            let told = Mutex<[ApplyProgress]>([])
            _ = try await routes.converge(cloud.wish(cloud.nodes)) { progress in told.withLock { $0.append(progress) } }
            let finished = told.withLock { told in
                told.filter { if case .finished = $0.phase { true } else { false } }
            }
            #expect(finished.map(\.call).sorted() == pass.plan.steps.map(\.call).sorted())
        }
    }

    @Test("of Nodes that join one after the other cost no look at all ports each, and each port is changed once")
    func joining() async throws {
        try await NodeCloud.run { cloud in
            let routes = try cloud.routes()
            _ = try await routes.converge(cloud.wish([]))
            for count in 1...3 {
                _ = try await routes.converge(cloud.wish(Array(cloud.nodes.prefix(count))))
            }
            #expect(cloud.spelledRoutes == Self.three)
            #expect((1...3).map(cloud.pairs) == [["10.244.0.0/24"], ["10.244.1.0/24"], ["10.244.2.0/24"]])
            #expect(cloud.calls.count { $0 == "GET servers/detail" } == 1)
            #expect(cloud.calls.count { $0 == "GET ports" } == 1)
            #expect(cloud.writes.count { $0 == "PUT ports/{id}" } == 3)
        }
    }

    @Test("of ports without port security need no pairs")
    func noPortSecurity() async throws {
        try await NodeCloud.run(nodes: 1) { cloud in
            cloud.changePort(of: 1, ["port_security_enabled": false])
            let routes = try cloud.routes()
            #expect(try await routes.converge(cloud.wish(cloud.nodes)) == RouteOutcome())
            #expect(cloud.writes == ["PUT routers/{id}/add_extraroutes"])
        }
    }

    @Test("have their pairs put back within five minutes, although the router did not change")
    func pairsRepaired() async throws {
        try await NodeCloud.run(nodes: 1) { cloud in
            let routes = try cloud.routes()
            _ = try await routes.converge(cloud.wish(cloud.nodes))
            cloud.changePort(of: 1, ["allowed_address_pairs": []])
            cloud.wait(.seconds(301))
            _ = try await routes.converge(cloud.wish(cloud.nodes))
            #expect(cloud.pairs(of: 1) == ["10.244.0.0/24"])
        }
    }
}
