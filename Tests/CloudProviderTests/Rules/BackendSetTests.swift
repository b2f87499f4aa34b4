import Kubernetes
import Testing

@testable import CloudProvider

@Suite("Backend sets")
struct BackendSetTests {
    typealias Edit = @Sendable (inout Node) -> Void
    typealias Change = (name: String, isNews: Bool, old: Edit, new: Edit)

    static let keep: Edit = { _ in }
    static func exclude(_ value: String) -> Edit { { $0.metadata.labels[Node.exclusionLabel] = value } }
    static let leave: Edit = { $0.spec.taints = [Taint(key: Node.removalTaint, effect: "NoSchedule")] }
    static func ready(_ status: String) -> Edit {
        { $0.status.conditions = [NodeCondition(type: "Ready", status: status)] }
    }

    static let changes: [Change] = [
        ("nothing", false, keep, keep),
        ("excluded", true, keep, exclude("")),
        ("excluded by false", false, keep, exclude("false")),
        ("from excluded by false to by true", true, exclude("false"), exclude("true")),
        ("to be removed by the autoscaler", true, keep, leave),
        ("kept by the autoscaler after all", true, leave, keep),
        ("not ready", false, ready("True"), ready("False")),
        ("ready", false, ready("False"), ready("True")),
        ("being deleted", true, keep, { $0.metadata.deletionTimestamp = "2026-01-01T00:00:00Z" }),
        ("provider id set", true, { $0.spec.providerID = "" }, keep),
        ("provider id gone", true, keep, { $0.spec.providerID = "" }),
        ("another address", true, keep, { $0.status.addresses[0].address = "10.0.0.9" }),
        ("another host name", false, keep, { $0.status.addresses.append(NodeAddress(type: .hostname, address: "n")) }),
        ("another label", true, keep, { $0.metadata.labels["pool"] = "edge" }),
        ("pod networks", false, keep, { $0.spec.podCIDRs = ["10.1.0.0/24"] }),
        ("cordoned", false, keep, { $0.spec.unschedulable = true }),
        ("not ready and excluded", true, ready("False"), exclude("")),
    ]

    @Test("a Node's change is news for load balancers, or not", arguments: changes.indices)
    func change(_ index: Int) {
        let (name, isNews, before, after) = Self.changes[index]
        var (old, new) = (Node(named: "n"), Node(named: "n"))
        before(&old)
        after(&new)
        let set = BackendSet(of: [old])
        #expect(set.isOutdated(by: .updated(old: old, new: new)) == isNews, "\(name)")
        #expect((BackendSet(of: [new]) != set) == isNews, "\(name)")
    }

    @Test("what a set knows already is no news, whatever came before")
    func knownChanges() {
        let (one, two) = (Node(named: "n1"), Node(named: "n2"))
        let set = BackendSet(of: [two, one])
        #expect(set.names == ["n1", "n2"])
        #expect(!set.isOutdated(by: .added(two)))
        #expect(set.isOutdated(by: .deleted(two, .seen)))
        #expect(!set.isOutdated(by: .deleted(Node(named: "n3"), .seen)))
        #expect(set.isOutdated(by: .added(Node(named: "n3"))))
    }

    @Test("a Node is found among any number of others", arguments: 0...9)
    func members(count: Int) {
        let set = BackendSet(of: (0..<count).map { Node(named: "n\($0)") })
        #expect((0..<count).allSatisfy { set.contains("n\($0)") })
        #expect(!["n", "n10", "n9", "m", "o"].contains(where: set.contains))
    }

    @Test("a backend has an address of each family that its Node has, and either where none is asked for")
    func addresses() throws {
        var node = Node(named: "n")
        node.status.addresses = [
            NodeAddress(type: .externalIP, address: "192.0.2.1"), NodeAddress(type: .internalIP, address: "fd00::1"),
        ]
        let backend = try #require(Backend(node))
        #expect(backend.address(nil) == "fd00::1")
        #expect(backend.address(.ipv4) == "192.0.2.1")
        #expect(backend.address(.ipv6) == "fd00::1")
        node.metadata.labels[Node.exclusionLabel] = ""
        #expect(Backend(node) == nil)
    }

    @Test("events name twenty Nodes at most")
    func loggableNames() {
        func name(_ number: Int) -> String { number < 10 ? "node-0\(number)" : "node-\(number)" }
        let shown = (3...22).map(name).joined(separator: " ")
        #expect(BackendSet.loggable((0...22).reversed().map(name)) == "[\(shown) <3 more>]")
        #expect(BackendSet.loggable(["n2", "n1"]) == "[n1 n2]")
        #expect(BackendSet.loggable([]) == "[]")
    }
}
