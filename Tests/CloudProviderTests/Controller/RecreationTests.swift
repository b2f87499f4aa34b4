import Kubernetes
import Testing

@testable import CloudProvider
@testable import Kubernetes

@Suite("Load balancers that seem to be gone", .timeLimit(.minutes(1)))
struct RecreationTests {
    @Test("one in ten minutes is made anew; the others are held back, which is told, and come later")
    func mass() async {
        let world = World { options in
            options.recreations = ServiceControllerOptions().recreations
            options.longestWait = .seconds(600)
        }
        world.begin(with: .served("a"), .served("b"))
        await world.run {
            await world.journal.wait { lines in lines.contains { $0.hasSuffix("not made anew") } }
            await world.journal.wait { lines in lines.contains { $0.contains("failed held_back retry 600") } }
            #expect(world.cloud.members.count == 1)
            #expect(world.journal.lines.count { $0.contains("api") && $0.hasSuffix("condition=False") } == 1)
            #expect(world.journal.lines.contains { $0.contains("1 of 2 have already been made anew") })
            await world.time.pass(.seconds(600))
            await world.journal.wait { lines in lines.count { $0.hasSuffix("done") } == 2 }
            #expect(world.cloud.members.count == 2)
        }
    }

    @Test("new Services are no such thing")
    func new() async {
        let world = World { $0.recreations = ServiceControllerOptions().recreations }
        world.begin(with: .fixture("a"), .fixture("b"), .fixture("c"))
        await world.run { await world.journal.wait { lines in lines.count { $0.hasSuffix("done") } == 3 } }
        #expect(world.cloud.members.count == 3)
    }

    @Test("an operator can say that all of them are to be made anew")
    func lifted() async {
        let world = World { $0.recreations = nil }
        world.begin(with: .served("a"), .served("b"), .served("c"))
        await world.run { await world.journal.wait { lines in lines.count { $0.hasSuffix("done") } == 3 } }
        #expect(world.cloud.members.count == 3)
    }
}
