import Kubernetes
import Testing

@testable import CloudProvider
@testable import Kubernetes

/// What is not wanted any more is not finished.
@Suite("Passes that something newer stops", .timeLimit(.minutes(1)))
struct SupersededPassTests {
    @Test("a newer Service stops the pass between two changes, and the next one begins at once, without a bad word")
    func newerService() async {
        let world = World()
        let barrier = Barrier()
        world.begin(with: .fixture())
        world.cloud.react { service, _, _ in if service.spec.ports[0].port == 80 { await barrier.pass() } }
        await world.run {
            await world.journal.wait(for: #"cloud ensure s ["n1"]"#)
            world.api.change("s") { $0.spec.ports[0].port = 81 }
            await world.controller.outdated("s")
            barrier.open()
            await world.journal.wait(for: "news s done")
        }
        #expect(
            world.journal.steps == [
                ServiceFlowTests.ensuring, "api s +finalizer", #"cloud ensure s ["n1"]"#,
                ServiceFlowTests.ensuring, #"cloud ensure s ["n1"]"#, ServiceFlowTests.ensured,
                ServiceFlowTests.published,
            ]
        )
        #expect(world.journal.count("news s superseded") == 1)
    }

    @Test("newer Nodes stop the pass, too")
    func newerNodes() async {
        let world = World()
        world.begin(with: .served())
        await world.run {
            await world.journal.wait(for: "news s done")
            let barrier = Barrier()
            world.cloud.react { _, nodes, _ in if nodes?.count == 2 { await barrier.pass() } }
            world.see(Node(named: "n2"))
            await world.time.pass(NodeChangeTests.window)
            await world.journal.wait(for: #"cloud ensure s ["n1", "n2"]"#)
            world.see(Node(named: "n3"))
            await world.time.pass(NodeChangeTests.window)
            await world.controller.outdated("s")
            barrier.open()
            await world.journal.wait(for: "news s done, nodes waited 0.5 seconds")
            #expect(world.journal.count("news s superseded") == 1)
            #expect(world.cloud.members["s"] == ["n1", "n2", "n3"])
        }
    }

    @Test("a Service that changes all the time is served all the same")
    func restless() async {
        let world = World()
        world.begin(with: .fixture())
        world.cloud.react { service, _, _ in
            world.api.change("s") { $0.spec.ports[0].port += 1 }
            await world.controller.outdated("s")
        }
        await world.run {
            await world.journal.wait(for: "news s done", times: 2)
            world.cloud.react { _, _, _ in }
        }
        let passes = world.journal.lines.filter { ["news s superseded", "news s done"].contains($0) }
        #expect(
            passes.prefix(6) == [
                "news s superseded", "news s superseded", "news s done", "news s superseded", "news s superseded",
                "news s done",
            ]
        )
    }

    @Test(
        "a Service that is deleted or switched away while its load balancer is made is cleaned up",
        arguments: [true, false]
    )
    func unwanted(isDeleted: Bool) async {
        let world = World()
        let barrier = Barrier()
        world.begin(with: .fixture())
        world.cloud.react { _, nodes, _ in if nodes != nil { await barrier.pass() } }
        await world.run {
            await world.journal.wait(for: #"cloud ensure s ["n1"]"#)
            // So far it was made.
            world.cloud.place([], for: "s")
            isDeleted ? world.api.delete("s") : world.api.change("s") { $0.spec.type = .clusterIP }
            await world.controller.outdated("s")
            barrier.open()
            await world.journal.wait(for: "news s done")
        }
        #expect(world.cloud.members.isEmpty)
        #expect(world.api["s"]?.metadata.finalizers == (isDeleted ? nil : []))
        #expect(world.journal.count("news s superseded") == 1)
        #expect(world.journal.count(ServiceFlowTests.deleted) == 1)
        // Nobody was ever told an address, and nothing was lost sight of.
        #expect(!world.journal.lines.contains { $0.contains("orphan") || $0.contains("ingress=[{") })
    }
}

extension ServiceController {
    /// Returns when the pass of a Service works on what is not wanted any more.
    func outdated(_ name: String) async {
        while running[ObjectKey(namespace: "ns", name: name)]?.isCurrent != false { await Task.yield() }
    }
}
