import Testing

@testable import Kubernetes

@Suite("Patches of Nodes")
struct NodePatchTests {
    private static let node = Node(
        metadata: ObjectMeta(name: "n", resourceVersion: "7", labels: ["a": "1"]),
        spec: Node.Spec(taints: [Taint(key: Node.uninitializedTaint, effect: "NoExecute"), foreign])
    )
    private static let foreign = Taint(key: "a", value: "b", effect: "NoExecute")

    typealias Case = (name: String, edit: @Sendable (inout NodeEdit) -> Void, body: String?)

    static let cases: [Case] = [
        ("nothing", { _ in }, nil),
        ("labels that are there", { $0.labels = ["a": "1"] }, nil),
        ("labels", { $0.labels = ["a": "2", "b": "3"] }, #"{"metadata":{"labels":{"a":"2","b":"3"}}}"#),
        ("an id", { $0.providerID = "x:///1" }, #"{"spec":{"providerID":"x:///1"}}"#),
        (
            "a mark beside another", { $0.addedTaints = [Node.shutdownTaint] },
            #"{"metadata":{"resourceVersion":"7"},"spec":{"taints":["#
                + #"{"effect":"NoExecute","key":"node.cloudprovider.kubernetes.io/uninitialized"},"#
                + #"{"effect":"NoExecute","key":"a","value":"b"},"#
                + #"{"effect":"NoSchedule","key":"node.cloudprovider.kubernetes.io/shutdown"}]}}"#
        ),
        ("a taint that is there", { $0.addedTaints = [foreign] }, nil),
        (
            "a taint less, an id and a label",
            {
                $0.removedTaints = [Node.uninitializedTaint]
                $0.providerID = "x:///1"
                $0.labels = ["b": "3"]
            },
            #"{"metadata":{"labels":{"b":"3"},"resourceVersion":"7"},"#
                + #""spec":{"providerID":"x:///1","taints":[{"effect":"NoExecute","key":"a","value":"b"}]}}"#
        ),
        (
            "no taint left", { $0.removedTaints = [Node.uninitializedTaint, "a"] },
            #"{"metadata":{"resourceVersion":"7"},"spec":{"taints":null}}"#
        ),
    ]

    @Test("an edit writes the difference only, and taints over the version that was read", arguments: cases.indices)
    func edit(_ index: Int) throws {
        let (name, configure, body) = Self.cases[index]
        var edit = NodeEdit()
        configure(&edit)
        let patch = ObjectPatch.edit(edit, of: Self.node)
        let text = try patch.map { String(decoding: try JSON.encode($0.body), as: UTF8.self) }
        #expect(text == body, "\(name)")
    }

    @Test("a provider id is never changed")
    func providerID() {
        var edit = NodeEdit()
        edit.providerID = "x:///2"
        var node = Self.node
        node.spec.providerID = "x:///1"
        #expect(ObjectPatch.edit(edit, of: node) == nil)
    }

    @Test("addresses replace what is there")
    func addresses() throws {
        let patch = ObjectPatch.addresses([NodeAddress(type: .internalIP, address: "10.0.0.5")])
        #expect(
            String(decoding: try JSON.encode(patch.body), as: UTF8.self)
                == #"{"status":{"addresses":[{"address":"10.0.0.5","type":"InternalIP"},{"$patch":"replace"}]}}"#
        )
    }
}
