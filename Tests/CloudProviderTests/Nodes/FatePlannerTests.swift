import Kubernetes
import Planning
import Testing

@testable import CloudProvider

/// What cloud-provider v0.34.1 does about Nodes that are not ready (`MonitorNodes`), without what it removes unproven.
@Suite("What becomes of a Node that is not ready")
struct FatePlannerTests {
    typealias Case = (name: String, node: Node, state: InstanceState, steps: [String])

    static let running = InstanceState.present(.fixture())
    static let shutDown = InstanceState.present(.fixture { $0.isShutDown = true })
    static let gone = InstanceState.absent("Nova knows no server i1 (404)")

    static func marked(_ ready: String?, _ taints: Taint...) -> Node {
        .settled(ready: ready) { $0.spec.taints = taints }
    }

    static let cases: [Case] = [
        ("ready", .settled(), running, []),
        ("ready, mark present", marked("True", Node.shutdownTaint), running, ["taints="]),
        ("ready, mark beside another", marked("True", other, Node.shutdownTaint), running, ["taints=a:NoExecute"]),
        ("ready, instance gone", .settled(), gone, []),
        ("ready, shut down", .settled(), shutDown, []),
        ("not ready, running", .settled(ready: "False"), running, []),
        ("no word of readiness, running", .settled(ready: nil), running, []),
        ("not ready, shut down", .settled(ready: "False"), shutDown, ["taints=\(mark)"]),
        ("not ready, running again, mark there", marked("False", Node.shutdownTaint), running, []),
        ("not ready, shut down, mark there", marked("False", Node.shutdownTaint), shutDown, []),
        (
            "not ready, shut down, foreign taint there", marked("Unknown", other), shutDown,
            ["taints=a:NoExecute\(mark)"]
        ),
        ("unknown readiness, gone", .settled(ready: "Unknown"), gone, ["delete"]),
        ("just registered, gone", .settled(ready: nil), gone, ["delete"]),
        ("not ready, in doubt", .settled(ready: "False"), .unknown(Reason("boom", "boom")), []),
        ("not ready, another cloud's", .settled(ready: "False"), .foreign(Reason("other-cloud", "x")), []),
        ("gone, without the machine's id", .settled(ready: "False") { $0.spec.providerID = "" }, gone, []),
        ("gone, and being deleted", .settled(ready: "False") { $0.metadata.deletionTimestamp = "now" }, gone, []),
        (
            "gone, kept to somebody else",
            .settled(ready: "False") { $0.metadata.labels["example.com/unmanaged"] = "true" }, gone, []
        ),
        (
            "shut down, kept to somebody else",
            .settled(ready: "False") { $0.metadata.labels["example.com/unmanaged"] = "true" }, shutDown, []
        ),
    ]

    static let other = Taint(key: "a", value: "b", effect: "NoExecute")
    static let mark = "node.cloudprovider.kubernetes.io/shutdown:NoSchedule"

    @Test("it is marked, removed or left alone", arguments: cases.indices)
    func fate(_ index: Int) {
        let (name, node, state, steps) = Self.cases[index]
        let plan = FatePlanner(NodeRules(optOutLabel: "example.com/unmanaged")).plan(node, state)
        #expect(plan.steps.map { $0.operation.words(on: node) } == steps, "\(name)")
    }

    @Test("the proof is the reason")
    func proof() throws {
        let plan = FatePlanner().plan(.settled(ready: "False"), Self.gone)
        #expect(plan.changes.map(\.reason) == ["its machine is gone: Nova knows no server i1 (404)"])
        #expect(plan.steps.map(\.call) == ["DELETE /api/v1/nodes/n1"])
    }

    @Test("looks at a Node that stays in question become rarer, down to one a minute")
    func schedule() {
        var schedule = LookSchedule(period: .seconds(5))
        let node = Node.settled(ready: "False")
        var looks: [Int] = []
        for second in stride(from: 0, through: 300, by: 5) where !schedule.due(of: [node], at: .seconds(second)).isEmpty
        {
            schedule.note(node, at: .seconds(second))
            looks.append(second)
        }
        #expect(looks == [0, 5, 15, 35, 75, 135, 195, 255])
        #expect(!schedule.due(of: [node.with { $0.metadata.uid = "other" }], at: .seconds(256)).isEmpty)
        _ = schedule.due(of: [], at: .seconds(257))
        #expect(!schedule.due(of: [node], at: .seconds(258)).isEmpty)
    }
}
