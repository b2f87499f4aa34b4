import Kubernetes
import Testing

@testable import CloudProvider

@Suite("The node lifecycle controller", .timeLimit(.minutes(1)))
struct NodeLifecycleTests {
    static let period = Duration.seconds(5)
    static let gone = InstanceState.absent("Nova knows no server i1 (404), and does know server i2")

    static func deleting(_ name: String) -> String {
        "event Normal DeletingNode \(name): Deleting node \(name) because it does not exist in the cloud provider"
    }

    /// Lets so many periods pass, and the pass after the last of them begin.
    private func pass(_ periods: Int, of world: NodeWorld) async {
        for _ in 1...periods { await world.time.pass(Self.period) }
        await world.time.sleeper(Self.period)
    }

    @Test("a Node whose machine is proven gone is told, then deleted as the one that it was")
    func deletion() async {
        let world = NodeWorld([.settled(ready: "Unknown")])
        world.cloud["n1"] = Self.gone
        await world.watchingLives {
            await world.journal.wait(for: "news n1 removed")
            #expect(
                world.journal.lines == [
                    "cloud look at n1", Self.deleting("n1"), "api DELETE nodes/n1", "news n1 removed",
                ]
            )
        }
    }

    @Test("a deletion that is refused is told, and tried again")
    func refusedDeletion() async {
        let world = NodeWorld([.settled(ready: "False")])
        world.cloud["n1"] = Self.gone
        world.api.refuse { _ in 403 }
        await world.watchingLives {
            await world.journal.wait(for: "news n1 failed forbidden")
            #expect(
                world.journal.events.last?.hasPrefix("event Warning DeletingNodeFailed n1: Failed deleting node n1:")
                    == true
            )
            world.api.refuse { _ in nil }
            await pass(1, of: world)
            await world.journal.wait(for: "news n1 removed")
        }
    }

    @Test("the mark comes when the machine is shut down, and goes when the Node is ready, without asking the cloud")
    func mark() async {
        let world = NodeWorld([.settled(ready: "False")])
        world.cloud["n1"] = .present(.fixture { $0.isShutDown = true })
        await world.watchingLives {
            await world.journal.wait(for: "news n1 changed by 1")
            world.journal.clear()
            world.api.change("n1") { $0.status.conditions = [NodeCondition(type: "Ready", status: "True")] }
            await pass(1, of: world)
            await world.journal.wait(for: "news n1 changed by 1")
            #expect(
                world.journal.calls == [
                    #"api PATCH nodes/n1 {"metadata":{"resourceVersion":"9"},"spec":{"taints":null}}"#
                ]
            )
            #expect(world.journal.looks.isEmpty)
        }
    }

    @Test("while all Nodes are ready the cloud is not asked")
    func ready() async {
        let world = NodeWorld((1...20).map { .settled("n\($0)") })
        await world.watchingLives { await pass(60, of: world) }
        #expect(world.journal.lines.isEmpty)
    }

    @Test(
        "five minutes of a cloud that fails, refuses or lists nothing delete, mark and change no Node",
        arguments: ["unreachable", "throttled", "empty-list", "no-witness"]
    )
    func outage(code: String) async {
        let world = NodeWorld((1...20).map { .settled("n\($0)", ready: $0 % 2 == 0 ? "Unknown" : "True") })
        world.cloud["*"] = .unknown(Reason(code, "Nova can't tell"))
        await world.watchingLives { await pass(60, of: world) }
        #expect(world.journal.calls.isEmpty)
        #expect(world.journal.looks.count <= 8)
        #expect(
            world.journal.events == [
                "event Warning InstanceInDoubt n10: Nova can't tell (the same for 9 more Nodes)"
            ]
        )
    }

    @Test("of many Nodes that seem to be gone a tenth goes in ten minutes; the others are told to be held back")
    func breaker() async {
        let world = NodeWorld((1...30).map { .settled("n\($0)", ready: "Unknown") })
        world.cloud["*"] = Self.gone
        await world.watchingLives {
            await pass(100, of: world)
            #expect(world.journal.lines.count { $0.hasSuffix(" removed") } == 3)
            #expect(world.api.store.count == 27)
            #expect(world.journal.events.contains { $0.contains("DeletingNodeHeldBack") && $0.contains("of 27") })
            // A look a minute comes after the ten minutes are over.
            await pass(33, of: world)
            #expect(world.api.store.count == 25)
        }
    }

    @Test("an operator may lift the limit")
    func unlimited() async {
        let world = NodeWorld((1...30).map { .settled("n\($0)", ready: "Unknown") }) { $0.removals = nil }
        world.cloud["*"] = Self.gone
        await world.watchingLives {
            await world.journal.wait { $0.count { $0.hasSuffix(" removed") } == 30 }
        }
    }

    @Test("one Node may always go")
    func single() async {
        let world = NodeWorld([.settled("n1", ready: "Unknown"), .settled("n2", ready: "Unknown"), .settled("n3")])
        world.cloud["*"] = Self.gone
        await world.watchingLives { await pass(20, of: world) }
        #expect(world.api.store.count == 2)
    }

    @Test("a Node that becomes ready while the cloud is asked stays")
    func recovered() async {
        let world = NodeWorld([.settled(ready: "Unknown")])
        let lifecycle = NodeLifecycle(of: world.nodes, in: Recovering(api: world.api))
        await world.during({ await lifecycle.run() }) { await pass(3, of: world) }
        #expect(world.journal.calls.isEmpty && world.api.store.count == 1)
    }

    @Test("without leadership nothing is written, and an observer only tells", arguments: [true, false])
    func gated(observes: Bool) async {
        let world = NodeWorld([.settled(ready: "Unknown")]) { $0.observesOnly = observes }
        if !observes { world.gate.close() }
        world.cloud["n1"] = Self.gone
        await world.watchingLives { await pass(2, of: world) }
        #expect(world.journal.calls.isEmpty && world.journal.events.isEmpty)
        #expect(world.journal.lines.contains("news n1 planned 1") == observes)
    }
}

/// A cloud during whose answer the Node becomes ready.
private struct Recovering: Instances {
    let api: NodeAPI

    func instances(of nodes: [Node], in cluster: [Node]) async -> [String: InstanceState] {
        for node in nodes {
            api.change(node.metadata.name) { $0.status.conditions = [NodeCondition(type: "Ready", status: "True")] }
        }
        return Dictionary(nodes.map { ($0.metadata.name, NodeLifecycleTests.gone) }) { first, _ in first }
    }
}
