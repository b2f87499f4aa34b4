import Kubernetes
import Testing

@testable import CloudProvider

@Suite("Leadership and shutdown", .timeLimit(.minutes(1)))
struct ControllerLifetimeTests {
    @Test("without leadership nothing begins; with it, what was asked for is done")
    func leadership() async {
        let world = World()
        world.gate.close()
        world.begin(with: .fixture())
        await world.run {
            await world.time.sleeper(.seconds(1))
            #expect(world.journal.lines.isEmpty)
            world.gate.open()
            await world.time.pass(.seconds(1))
            await world.journal.wait(for: "news s done")
        }
    }

    @Test("leadership that is lost in the middle of a pass ends it without a write or a word")
    func leadershipLost() async {
        let world = World()
        world.begin(with: .fixture())
        world.cloud.react { _, _, _ in world.gate.close() }
        await world.run {
            await world.journal.wait(for: "news s interrupted")
            #expect(world.journal.steps.last == ServiceFlowTests.ensured)
            #expect(world.api["s"]?.status.loadBalancer.ingress == [])
        }
    }

    @Test("who is stopped begins nothing new and finishes what is under way")
    func stop() async {
        let world = World { $0.concurrentSyncs = 1 }
        let barrier = Barrier()
        world.begin(with: .fixture("a"))
        world.cloud.react { _, _, _ in await barrier.pass() }
        let running = Task { await world.controller.run() }
        await world.journal.wait(for: #"cloud ensure a ["n1"]"#)
        world.api.apply(.fixture("b"))
        await world.controller.queued(1)
        await world.controller.stop()
        barrier.open()
        await running.value
        #expect(world.journal.count("news a done") == 1)
        #expect(world.api["a"]?.status.loadBalancer.ingress.count == 1)
        #expect(!world.journal.lines.contains { $0.contains("cloud ensure b") })
    }

    @Test("a pass that does not end is cancelled twenty seconds after the stop")
    func stopLimit() async {
        let world = World()
        let barrier = Barrier()
        world.begin(with: .fixture())
        world.cloud.react { _, _, _ in
            await barrier.pass()
            try Task.checkCancellation()
        }
        let running = Task { await world.controller.run() }
        await world.journal.wait(for: #"cloud ensure s ["n1"]"#)
        await world.controller.stop()
        await world.time.pass(.seconds(20))
        await running.value
        #expect(world.journal.count("news s interrupted") == 1)
    }

    @Test("a pass that only waits for the cloud is not waited for once no change is under way")
    func stopWithoutChanges() async {
        let (change, settling) = (Barrier(), Barrier())
        let world = World { $0.changesEnd = { await change.pass() } }
        world.begin(with: .fixture())
        world.cloud.react { _, _, _ in
            await settling.pass()
            try Task.checkCancellation()
        }
        let running = Task { await world.controller.run() }
        await world.journal.wait(for: #"cloud ensure s ["n1"]"#)
        await world.controller.stop()
        await world.time.sleeper(.seconds(20))
        #expect(world.journal.count("news s interrupted") == 0)
        change.open()
        await running.value
        #expect(world.journal.count("news s interrupted") == 1)
        #expect(world.time.time == .zero)
    }

    @Test("what a cloud refuses because leadership is lost is no failure of the Service")
    func refusedWithoutLeadership() async {
        let world = World()
        world.begin(with: .served())
        world.cloud.react { _, _, _ in
            world.gate.close()
            throw Boom()
        }
        await world.run {
            await world.journal.wait(for: "news s interrupted")
            #expect(world.journal.steps.last == #"cloud ensure s ["n1"]"#)
        }
    }
}
