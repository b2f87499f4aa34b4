import Kubernetes
import Testing

@testable import CloudProvider

@Suite("What the controller tells its observer", .timeLimit(.minutes(1)))
struct NewsTests {
    @Test("each pass says what it was for, and a Service that is gone is forgotten")
    func operations() async {
        let world = World()
        world.begin(with: .fixture())
        await world.run {
            await world.journal.wait(for: "news s done")
            world.see(Node(named: "n2"))
            await world.time.pass(.milliseconds(250))
            await world.journal.wait(for: "news s done, nodes waited 0.25 seconds")
            world.api.delete("s")
            await world.journal.wait(for: "news s done", times: 2)
            await world.journal.wait(for: "news s forgotten")
        }
        let operations = world.journal.news.compactMap {
            if case .ended(_, let pass) = $0 { pass.operation } else { nil }
        }
        #expect(operations == [.ensure, .update, .delete])
    }

    @Test("what goes through the queue is told, and how the queue stands is known")
    func queue() async {
        let world = World()
        world.begin(with: .fixture())
        await world.run {
            await world.journal.wait(for: "news s done")
        }
        let queued = world.journal.news.compactMap { if case .queued(let news) = $0 { news } else { nil } }
        #expect(queued.prefix(2) == [.added, .taken(waited: .zero)])
        #expect(queued.contains(.delayed), "the next look without a reason")
        #expect(await world.controller.backlog.waiting == 0)
        #expect(await world.controller.backlog.delayed == 1)
    }
}
