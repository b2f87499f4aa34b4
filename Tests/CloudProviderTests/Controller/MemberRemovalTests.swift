import Kubernetes
import Testing

@testable import CloudProvider
@testable import Kubernetes

/// A pool is never emptied on one observation.
@Suite("Members whose Nodes are missing", .timeLimit(.minutes(1)))
struct MemberRemovalTests {
    static let nodes = ["n1", "n2", "n3"].map { Node(named: $0) }
    static let heldBack = "event Warning MemberRemovalHeldBack: n2 and n3 stay. The next look is in 60 s"

    /// A world that has served `s` by three Nodes for more than a minute; its journal is empty again.
    private func settled(_ test: (World) async -> Void) async {
        let world = World(nodes: Self.nodes)
        world.begin(with: .served())
        world.cloud.place(["n1", "n2", "n3"], for: "s")
        await world.run {
            await world.journal.wait(for: "news s done")
            world.time.advance(by: .seconds(60))
            world.journal.clear()
            await test(world)
        }
    }

    /// A list of n1 alone, as an API server gives that has lost something.
    private func shortList(_ world: World) async {
        world.nodes.replace(with: .of([Node(named: "n1")]))
        await world.time.pass(NodeChangeTests.window)
    }

    @Test("Nodes that a list lacks keep their members for a minute; that is told, and then the members go")
    func missed() async {
        await settled { world in
            await shortList(world)
            await world.journal.wait(for: "news s done")
            #expect(world.cloud.members["s"] == ["n1", "n2", "n3"])
            #expect(world.journal.count(Self.heldBack) == 1)
            await world.time.pass(.seconds(60))
            await world.journal.wait { lines in lines.contains { $0.hasPrefix("news s done, nodes waited 60") } }
            #expect(world.cloud.members["s"] == ["n1"])
            #expect(world.journal.count(Self.heldBack) == 1)
        }
    }

    @Test("Nodes that come back within the minute never lost their members")
    func back() async {
        await settled { world in
            await shortList(world)
            await world.journal.wait(for: "news s done")
            world.nodes.replace(with: .of(Self.nodes))
            await world.time.pass(NodeChangeTests.window)
            await world.journal.wait { lines in lines.count { $0.hasPrefix("news s done") } == 2 }
            #expect(world.cloud.members["s"] == ["n1", "n2", "n3"])
        }
    }

    @Test("deletions that were seen, each of a burst of them, are followed at once")
    func seen() async {
        await settled { world in
            for node in Self.nodes[1...] { world.nodes.remove(node) }
            await world.time.pass(NodeChangeTests.window)
            await world.journal.wait { lines in lines.contains { $0.hasPrefix("news s done") } }
            #expect(world.cloud.members["s"] == ["n1"])
        }
    }

    @Test("what a change of the Service itself takes away goes at once")
    func ownSpec() async {
        await settled { world in
            await shortList(world)
            await world.journal.wait(for: "news s done")
            world.api.change("s") { $0.spec.ports[0].nodePort = 30999 }
            await world.journal.wait { lines in lines.count { $0.hasPrefix("news s done") } == 2 }
            #expect(world.cloud.members["s"] == ["n1"])
        }
    }

    @Test("an API server that says nothing confirms nothing")
    func silence() async {
        await settled { world in
            world.nodes.hear(at: world.time.time)
            await shortList(world)
            let delay = Backends.secondLook + NodeChangeTests.window
            await world.time.pass(delay)
            await world.journal.wait(for: "news s done", times: 2)
            #expect(world.cloud.members["s"] == ["n1", "n2", "n3"])
            world.nodes.hear(at: world.time.time)
            await world.time.pass(delay)
            await world.journal.wait { lines in lines.contains { $0.hasPrefix("news s done, nodes waited 120") } }
            #expect(world.cloud.members["s"] == ["n1"])
        }
    }

    @Test("Nodes that went while the controller was down are looked at twice")
    func start() async {
        let world = World(nodes: [Node(named: "n1")])
        world.begin(with: .served())
        world.cloud.place(["n1", "n2", "n3"], for: "s")
        await world.run {
            await world.journal.wait(for: "news s done")
            #expect(world.cloud.members["s"] == ["n1", "n2", "n3"])
            #expect(world.journal.count(Self.heldBack) == 1)
            await world.time.pass(.seconds(60))
            await world.journal.wait(for: "news s done", times: 2)
            #expect(world.cloud.members["s"] == ["n1"])
        }
    }
}
