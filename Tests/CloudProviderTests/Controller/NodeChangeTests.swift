import Kubernetes
import Testing

@testable import CloudProvider
@testable import Kubernetes

/// How load balancers follow the Nodes (cloud-provider v0.34.1 `syncNodes`), and where occm does better.
@Suite("Changes of Nodes", .timeLimit(.minutes(1)))
struct NodeChangeTests {
    static let window = Duration.milliseconds(250)

    /// A world in which `s` has had its first pass, long enough ago for its Nodes to be known; its journal is empty again.
    private func settled(
        nodes: [Node] = [Node(named: "n1")],
        _ test: (World) async throws -> Void
    ) async rethrows {
        let world = World(nodes: nodes)
        world.begin(with: .served())
        try await world.run {
            await world.journal.wait(for: "news s done")
            world.time.advance(by: Backends.secondLook)
            world.journal.clear()
            try await test(world)
        }
    }

    @Test("a Node that comes gets into the pool, and that is told")
    func added() async {
        await settled { world in
            world.see(Node(named: "n2"))
            await world.time.pass(Self.window)
            await world.journal.wait(for: "news s done, nodes waited 0.25 seconds")
            #expect(world.journal.steps == [#"cloud ensure s ["n1", "n2"]"#, "event Normal UpdatedLoadBalancer"])
        }
    }

    @Test("a load balancer that could not be made is tried again at once when other Nodes take traffic")
    func lacking() async {
        let world = World(nodes: [])
        world.cloud.react { _, nodes, _ in if nodes == [] { throw Boom() } }
        await world.run {
            world.api.apply(.fixture())
            await world.journal.wait { $0.contains { $0.hasPrefix("news s failed boom") } }
            world.see(Node(named: "n1"))
            await world.time.pass(Self.window)
            await world.journal.wait(for: "news s done")
            #expect(world.cloud.members["s"] == ["n1"])
        }
    }

    @Test("when no Node is left, that is told")
    func lastRemoved() async {
        await settled { world in
            world.nodes.remove(Node(named: "n1"))
            await world.time.pass(Self.window)
            await world.journal.wait { $0.contains { $0.hasPrefix("news s done") } }
            #expect(world.journal.steps == ["cloud ensure s []", ServiceFlowTests.unavailable])
        }
    }

    @Test("a Node that is excluded, replaced or moved is followed at once")
    func changed() async {
        await settled(nodes: [Node(named: "n1"), Node(named: "n2")]) { world in
            let edits: [(inout Node) -> Void] = [
                { $0.spec.providerID = "openstack:///other" },
                { $0.status.addresses[0].address = "10.0.0.77" },
                { $0.metadata.labels[Node.exclusionLabel] = "" },
            ]
            for (number, edit) in edits.enumerated() {
                world.see(Node(named: "n2").with(edit))
                await world.time.pass(Self.window)
                await world.journal.wait { $0.count { $0.hasPrefix("news s done") } > number }
            }
            #expect(world.cloud.members["s"] == ["n1"])
            #expect(world.journal.count("event Normal UpdatedLoadBalancer") == 3)
        }
    }

    @Test("heartbeats and readiness cost nothing")
    func heartbeat() async {
        await settled { world in
            world.see(
                Node(named: "n1").with { $0.status.conditions = [NodeCondition(type: "Ready", status: "False")] }
            )
            world.see(Node(named: "n2"))
            await world.time.pass(Self.window)
            await world.journal.wait { $0.contains { $0.hasPrefix("news s done") } }
            #expect(world.journal.count("news nodes=2 services=1") == 1)
            #expect(world.journal.steps.count == 2)
        }
    }

    @Test("a burst of changes is one pass")
    func burst() async {
        await settled { world in
            for number in 2...50 { world.see(Node(named: "n\(number)")) }
            await world.time.pass(Self.window)
            await world.journal.wait { $0.contains { $0.hasPrefix("news s done") } }
            // Whatever the burst left unread is read before this.
            world.see(Node(named: "n51"))
            await world.time.pass(Self.window)
            await world.journal.wait { $0.count { $0.hasPrefix("news s done") } == 2 }
            #expect(world.journal.steps.count { $0.hasPrefix("cloud ensure") } == 2)
            #expect(world.cloud.members["s"]?.count == 51)
        }
    }

    @Test("before the first pass has succeeded, Nodes wake nobody")
    func beforeFirstPass() async {
        let world = World()
        let barrier = Barrier()
        world.begin(with: .fixture())
        world.cloud.react { _, nodes, _ in if nodes == ["n1"] { await barrier.pass() } }
        await world.run {
            await world.journal.wait(for: #"cloud ensure s ["n1"]"#)
            world.see(Node(named: "n2"))
            await world.time.pass(Self.window)
            await world.journal.wait(for: "news nodes=2 services=0")
            barrier.open()
            // What came meanwhile is made up for, as a change of Nodes.
            await world.journal.wait { $0.count { $0.hasPrefix("news s done") } == 2 }
            #expect(
                world.journal.steps.suffix(2) == [#"cloud ensure s ["n1", "n2"]"#, "event Normal UpdatedLoadBalancer"]
            )
        }
    }

    @Test("a failed update is told with the Nodes, and is a whole pass the next time")
    func failure() async {
        await settled { world in
            world.cloud.react { _, _, _ in throw Boom() }
            world.see(Node(named: "n2"))
            await world.time.pass(Self.window)
            await world.journal.wait(for: "news s failed boom retry 5.0 seconds")
            let event =
                "event Warning UpdateLoadBalancerFailed: Error updating load balancer with new hosts [n1 n2] "
                + "[node names limited, total number of nodes: 2], error: boom [HTTP 409, req-1]; next try in 5 s"
            #expect(world.journal.count(event) == 1)
            world.cloud.react { _, _, _ in }
            await world.time.pass(.seconds(5))
            await world.journal.wait(for: ServiceFlowTests.ensured)
            #expect(world.cloud.members["s"] == ["n1", "n2"])
        }
    }

    @Test("Nodes go before what users change")
    func priority() async {
        let world = World { $0.concurrentSyncs = 1 }
        let barrier = Barrier()
        world.begin(with: .served("a"), .served("b"))
        await world.run {
            await world.journal.wait(for: "news a done")
            await world.journal.wait(for: "news b done")
            world.journal.clear()
            world.cloud.react { service, _, _ in if service.metadata.name == "c" { await barrier.pass() } }
            world.api.apply(.fixture("c"))
            await world.journal.wait(for: #"cloud ensure c ["n1"]"#)
            world.api.apply(.fixture("d"))
            world.see(Node(named: "n2"))
            await world.time.pass(Self.window)
            await world.journal.wait(for: "news nodes=2 services=2")
            barrier.open()
            await world.journal.wait(for: "news d done")
            let order = world.journal.steps.filter { $0.hasPrefix("cloud") }.map { $0.split(separator: " ")[2] }
            #expect(Set(order[1...2]) == ["a", "b"])
        }
    }
}
