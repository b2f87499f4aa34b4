import Kubernetes
import Testing

@Suite("Which nodes take a load balancer's traffic, and where")
struct NodePredicatesTests {
    @Test(
        "the exclusion label is read as Go reads booleans, and keeps a node out unless it is a clear no",
        arguments: [
            (nil, true), ("", false), ("true", false), ("1", false), ("T", false), ("yes", false), ("nonsense", false),
            ("false", true), ("False", true), ("FALSE", true), ("f", true), ("F", true), ("0", true), ("fALSE", false),
        ] as [(String?, Bool)]
    )
    func exclusion(label: String?, takes: Bool) {
        var node = Node(metadata: ObjectMeta(name: "n"))
        node.metadata.labels[Node.exclusionLabel] = label
        #expect(node.takesLoadBalancerTraffic == takes)
    }

    typealias Edit = @Sendable (inout Node) -> Void

    /// `stableNodeSetPredicates` of cloud-provider v0.34.1 on a node that is ready otherwise.
    static let nodes: [(name: String, takes: Bool, edit: Edit)] = [
        ("plain", true, { _ in }),
        ("not ready", true, { $0.status.conditions = [NodeCondition(type: "Ready", status: "False")] }),
        ("without conditions", true, { $0.status.conditions = [] }),
        ("without provider id", true, { $0.spec.providerID = "" }),
        ("cordoned", true, { $0.spec.unschedulable = true }),
        ("unreachable", true, tainted("node.kubernetes.io/unreachable", "NoExecute")),
        ("shut down", true, tainted("node.cloudprovider.kubernetes.io/shutdown", "NoSchedule")),
        ("out of service", true, tainted("node.kubernetes.io/out-of-service", "NoExecute")),
        ("of the control plane", true, { $0.metadata.labels["node-role.kubernetes.io/control-plane"] = "" }),
        ("a master of old", true, { $0.metadata.labels["node-role.kubernetes.io/master"] = "" }),
        ("being deleted", false, { $0.metadata.deletionTimestamp = "2026-01-01T00:00:00Z" }),
        ("to be removed by the autoscaler", false, tainted(Node.removalTaint, "NoSchedule")),
        ("to be removed by the autoscaler, with any effect", false, tainted(Node.removalTaint, "PreferNoSchedule")),
    ]

    static func tainted(_ key: String, _ effect: String) -> Edit {
        { $0.spec.taints = [Taint(key: key, value: "1700000000", effect: effect)] }
    }

    @Test("a node takes traffic unless it is about to go", arguments: nodes.indices)
    func takesTraffic(_ index: Int) {
        let (name, takes, edit) = Self.nodes[index]
        var node = Node(
            metadata: ObjectMeta(name: "n"),
            spec: Node.Spec(providerID: "openstack:///i1"),
            status: Node.Status(conditions: [NodeCondition(type: "Ready", status: "True")])
        )
        edit(&node)
        #expect(node.takesLoadBalancerTraffic == takes, "\(name)")
    }

    /// Cases of the Go OCCM's own tests (`Test_nodeAddressForLB`), and the order of types.
    @Test(
        "the first internal address of the family, else the first external one",
        arguments: [
            ([], .ipv4, nil),
            ([], .ipv6, nil),
            (["InternalIP 2001:0db8:85a3:0000:0000:8a2e:0370:7334"], .ipv6, "2001:0db8:85a3:0000:0000:8a2e:0370:7334"),
            (["ExternalIP 192.168.1.2", "InternalIP 192.168.1.1"], .ipv4, "192.168.1.1"),
            (["InternalIP 192.168.1.1", "InternalIP 2001:db8::7334"], .ipv6, "2001:db8::7334"),
            (
                [
                    "ExternalIP 2009:db8::9999", "InternalIP 2001:db8::7334", "ExternalIP 2001:db8::1111:7334",
                    "InternalIP 192.168.1.1", "ExternalIP 2001:db8::7334",
                ], .ipv4, "192.168.1.1"
            ),
            (["InternalIP 2001:db8::1", "InternalIP 192.168.0.1", "InternalIP 2001:db8::2"], nil, "2001:db8::1"),
            (["InternalIP 2001:db8::1"], .ipv4, nil),
            (["ExternalDNS example.com"], .ipv4, nil),
            (["ExternalDNS example.com", "Hostname n"], nil, nil),
            (["InternalIP 2001:db8::1", "ExternalIP 203.0.113.9"], .ipv4, "203.0.113.9"),
            (["InternalIP host.example.com", "InternalIP 10.0.0.1"], .ipv4, "10.0.0.1"),
        ] as [([String], IPFamily?, String?)]
    )
    func addresses(addresses: [String], family: IPFamily?, expected: String?) {
        var node = Node(metadata: ObjectMeta(name: "n"))
        node.status.addresses = addresses.map { text in
            let parts = text.split(separator: " ").map(String.init)
            return NodeAddress(type: NodeAddress.Kind(rawValue: parts[0]), address: parts[1])
        }
        #expect(node.memberAddress(family) == expected)
    }

    @Test(
        "what is an address, and of which family",
        arguments: [
            ("10.0.0.1", .ipv4), ("255.255.255.255", .ipv4), ("256.0.0.1", nil), ("1.2.3", nil), ("1.2.3.4.5", nil),
            ("1.2.3.+4", nil), ("1..2.3", nil), ("::", .ipv6), ("fd00::1", .ipv6), ("::ffff:10.0.0.1", .ipv6),
            ("host", nil), ("host:80", nil), ("", nil), ("None", nil),
        ] as [(String, IPFamily?)]
    )
    func families(address: String, family: IPFamily?) {
        #expect(IPFamily(ofAddress: address) == family)
    }
}
