import Kubernetes
import Planning
import Testing

@testable import CloudProvider

/// What cloud-provider v0.34.1 makes of a Node (`getNodeModifiersFromCloudProvider`, `updateNodeAddress`,
/// `reconcileNodeLabels`), but for its order: addresses come before the end of the wait.
@Suite("What a Node has to become")
struct NodePlannerTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var node: Node
        var state: InstanceState
        var steps: [String]
        var notes: [String]

        init(_ name: String, _ node: Node, _ state: InstanceState, _ steps: [String] = [], notes: [String] = []) {
            (testDescription, self.node, self.state, self.steps, self.notes) = (name, node, state, steps, notes)
        }
    }

    static let addresses = "addresses InternalIP 10.0.0.5, ExternalIP 1.1.1.1"
    static let labels =
        "+labels beta.kubernetes.io/instance-type=m1.large failure-domain.beta.kubernetes.io/region=RegionOne "
        + "failure-domain.beta.kubernetes.io/zone=az1 node.kubernetes.io/instance-type=m1.large "
        + "topology.kubernetes.io/region=RegionOne topology.kubernetes.io/zone=az1"
    static let initialized = "id=openstack:///i1 \(labels) taints="

    static func nodeIP(_ text: String) -> Node { .fresh { $0.metadata.annotations[Node.providedAddressAnnotation] = text } }

    static func present(_ edit: (inout Instance) -> Void = { _ in }) -> InstanceState { .present(.fixture(edit)) }

    static func bare(_ instance: inout Instance) {
        (instance.instanceType, instance.zone, instance.region) = (nil, nil, nil)
    }

    static let initializations: [Case] = [
        Case(
            "fresh node",
            .fresh { $0.status.addresses = [NodeAddress(type: .hostname, address: "n1")] },
            present(),
            ["\(addresses), Hostname n1", initialized]
        ),
        Case("fresh node without addresses", .fresh(), present(), [addresses, initialized]),
        Case(
            "taint with other effect and no value, plus foreign taint",
            .fresh {
                $0.spec.taints = [
                    Taint(key: Node.uninitializedTaint, effect: "NoExecute"), Taint(key: "a", effect: "NoSchedule"),
                ]
            },
            present(),
            [addresses, "\(initialized)a:NoSchedule"]
        ),
        Case(
            "providerID already set, differs from cloud",
            .fresh { $0.spec.providerID = "old" },
            present(),
            [addresses, "\(labels) taints="]
        ),
        Case(
            "cloud gives no providerID, node has none",
            .fresh(),
            present { $0.providerID.value = "" },
            notes: ["blocked no-provider-id"]
        ),
        Case("metadata error", .fresh(), .unknown(Reason("boom", "boom")), notes: ["blocked boom"]),
        Case("instance not found", .fresh(), .absent("404"), notes: ["blocked absent"]),
        Case("no type/zone/region", .fresh(), present(bare), [addresses, "id=openstack:///i1 taints="]),
        Case(
            "additional labels",
            .fresh { $0.metadata.labels = ["example.com/a": "mine"] },
            present {
                bare(&$0)
                $0.additionalLabels = ["example.com/a": "cloud", "example.com/b": "2", "foo.k8s.io/c": "3"]
                    .mapValues { Derived($0, from: "test") }
            },
            [addresses, "id=openstack:///i1 +labels example.com/b=2 taints="],
            notes: ["warning reserved-label"]
        ),
        Case("provided-node-ip matches", nodeIP("10.0.0.5"), present(), [addresses, initialized]),
        Case(
            "provided-node-ip prefers",
            nodeIP("1.1.1.1"),
            present(),
            ["addresses ExternalIP 1.1.1.1, InternalIP 10.0.0.5", initialized]
        ),
        Case("provided-node-ip matches nothing", nodeIP("9.9.9.9"), present(), notes: ["blocked unmatched-node-ip"]),
        Case("provided-node-ip is none", nodeIP("n1"), present(), notes: ["blocked invalid-node-ip"]),
        Case("cloud returns no addresses", .fresh(), present { $0.addresses = [] }, [initialized]),
        Case("another cloud's", .fresh(), .foreign(Reason("other-cloud", "x")), notes: ["info other-cloud"]),
        Case(
            "kept to somebody else",
            .fresh { $0.metadata.labels["example.com/unmanaged"] = "" },
            present(),
            notes: ["info unmanaged"]
        ),
        Case(
            "not kept to somebody else after all",
            .fresh { $0.metadata.labels["example.com/unmanaged"] = "false" },
            present(),
            [addresses, initialized]
        ),
    ]

    static let refreshes: [Case] = [
        Case("nothing to do", .settled(), present()),
        Case(
            "addresses in another order",
            .settled { $0.status.addresses.reverse() },
            present(),
            [addresses]
        ),
        Case(
            "two addresses of a type, the same as before",
            .settled { $0.status.addresses.append(NodeAddress(type: .internalIP, address: "fc01::5")) },
            present { $0.addresses.append(Derived(NodeAddress(type: .internalIP, address: "fc01::5"), from: "test")) }
        ),
        Case(
            "the first of two addresses of a type is another one",
            .settled {
                $0.status.addresses = ["10.0.0.4", "fc01::5"].map { NodeAddress(type: .internalIP, address: $0) }
            },
            present {
                $0.addresses = ["10.0.0.5", "fc01::5"].map {
                    Derived(NodeAddress(type: .internalIP, address: $0), from: "")
                }
            },
            ["addresses InternalIP 10.0.0.5, InternalIP fc01::5"]
        ),
        Case("an address that Node had not", .settled { $0.status.addresses = [] }, present(), [addresses]),
        Case("the cloud knows no address", .settled(), present { $0.addresses = [] }),
        Case(
            "a machine that was resized",
            .settled(),
            present { $0.instanceType?.value = "m1.huge" },
            ["+labels beta.kubernetes.io/instance-type=m1.huge node.kubernetes.io/instance-type=m1.huge taints=-"]
        ),
        Case("a flavor that vanished", .settled(), present { $0.instanceType = nil }),
        Case("no provider id, though initialised", .settled { $0.spec.providerID = "" }, present()),
        Case(
            "an annotation that went wrong",
            .settled { $0.metadata.annotations[Node.providedAddressAnnotation] = "9.9.9.9" },
            present { $0.zone?.value = "az2" },
            ["+labels failure-domain.beta.kubernetes.io/zone=az2 topology.kubernetes.io/zone=az2 taints=-"],
            notes: ["warning unmatched-node-ip"]
        ),
        Case("unknown", .settled(), .unknown(Reason("throttled", "x")), notes: ["warning throttled"]),
        Case("gone", .settled(), .absent("404"), notes: ["info absent"]),
        Case(
            "a note of the cloud's",
            .settled(),
            present { $0.notes = [Note(.warning, "shared-address", "x")] },
            notes: ["warning shared-address"]
        ),
    ]

    @Test("a Node is made true to its machine", arguments: initializations + refreshes)
    func plan(_ test: Case) {
        let plan = NodePlanner(NodeRules(optOutLabel: "example.com/unmanaged")).plan(test.node, test.state)
        #expect(plan.steps.map { $0.operation.words(on: test.node) } == test.steps)
        #expect(plan.notes.map { "\($0.severity) \($0.code)" } == test.notes)
    }

    static let reconciliations: [(labels: [String: String], wanted: [String: String])] = [
        (["failure-domain.beta.kubernetes.io/zone": "a"], ["topology.kubernetes.io/zone": "a"]),
        (
            ["failure-domain.beta.kubernetes.io/zone": "a", "topology.kubernetes.io/zone": "b"],
            ["topology.kubernetes.io/zone": "a"]
        ),
        (
            [
                "failure-domain.beta.kubernetes.io/zone": "a", "failure-domain.beta.kubernetes.io/region": "r",
                "beta.kubernetes.io/instance-type": "t", "topology.kubernetes.io/zone": "a",
            ],
            ["node.kubernetes.io/instance-type": "t", "topology.kubernetes.io/region": "r"]
        ),
        (
            ["failure-domain.beta.kubernetes.io/zone": "", "topology.kubernetes.io/zone": "b"],
            ["topology.kubernetes.io/zone": ""]
        ),
    ]

    @Test("what the cloud can't tell is what the older label says", arguments: reconciliations.indices)
    func reconcile(_ index: Int) {
        let (labels, wanted) = Self.reconciliations[index]
        let node = Node.settled { $0.metadata.labels = labels }
        let plan = NodePlanner().plan(node, .unknown(Reason("x", "x")))
        let written = plan.steps.first.map { $0.operation.words(on: node) }
        let expected = wanted.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
        #expect(written == "+labels \(expected) taints=-")
    }

    @Test(
        "labels of Kubernetes' own domains are not the cloud's to set",
        arguments: [
            ("kubernetes.io/x", true), ("foo.kubernetes.io/x", true), ("a.b.k8s.io/x", true), ("notk8s.io/x", false),
            ("example.com/kubernetes.io", false), ("topology.cinder.csi.openstack.org/zone", false),
            ("kubernetes.io", false), ("x/kubernetes.io/y", false),
        ]
    )
    func reserved(key: String, isReserved: Bool) {
        #expect(NodeLabels.isReserved(key) == isReserved)
    }

    @Test("a plan shows what changes, and what it costs")
    func shown() {
        let plan = NodePlanner().plan(
            .settled { $0.status.addresses = [] },
            .present(.fixture { $0.zone?.value = "az2" })
        )
        let text = PlanText(color: false).render([plan])
        #expect(
            text == """
                Node n1:

                    ~ node n1  # as its machine has them
                      ~ status.addresses   [] → [InternalIP 10.0.0.5, ExternalIP 1.1.1.1]

                    ~ node n1  # as its machine has them
                      ~ labels[failure-domain.beta.kubernetes.io/zone]   az1 → az2
                      ~ labels[topology.kubernetes.io/zone]              az1 → az2

                Plan: 0 to add, 2 to change, 0 to destroy; 2 API calls.

                """
        )
    }
}

extension NodeOperation {
    /// What is written, in a line.
    func words(on node: Node) -> String {
        switch self {
        case .setAddresses(let addresses):
            return "addresses " + addresses.map { "\($0.type) \($0.address)" }.joined(separator: ", ")
        case .edit(let edit):
            let labels = edit.labels.filter { node.metadata.labels[$0.key] != $0.value }
                .sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            let taints = edit.taints(of: node)
            let id = node.spec.providerID.isEmpty ? edit.providerID : nil
            let words = [
                id.map { "id=\($0)" },
                labels.isEmpty ? nil : "+labels " + labels.joined(separator: " "),
                "taints=" + (taints == node.spec.taints ? "-" : taints.map { "\($0.key):\($0.effect)" }.joined()),
            ]
            return words.compactMap(\.self).joined(separator: " ")
        case .delete: return "delete"
        }
    }
}
