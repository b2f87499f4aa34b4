import KeystoneAuth
import Kubernetes
import OpenStackAPI
import Scenarios

extension ClusterStage {
    /// Starts `occm run` with the two controllers that keep Nodes true to Nova, looking often.
    @discardableResult
    func startNodeControllers() throws -> Replica {
        try start(
            .quick,
            "--controllers=cloud-node,cloud-node-lifecycle",
            "--node-status-update-frequency=1s",
            "--node-monitor-period=500ms"
        )
    }

    /// A server's kubelet registers its Node, as one does that was started with `--cloud-provider=external`.
    func register(_ server: Server, podCIDRs: [String] = []) async throws -> Node {
        let taint = Taint(key: Node.uninitializedTaint, value: "true", effect: "NoSchedule")
        let node = Node(
            metadata: ObjectMeta(name: server.name, labels: ["kubernetes.io/hostname": server.name]),
            spec: Node.Spec(taints: [taint], podCIDR: podCIDRs.first ?? "", podCIDRs: podCIDRs),
            status: Node.Status(
                addresses: [NodeAddress(type: .hostname, address: server.name)],
                conditions: [NodeCondition(type: "Ready", status: "True")]
            )
        )
        return try await client.create(node)
    }

    /// Says whether a Node is ready: `True`, `False`, or `Unknown` for a kubelet that has fallen silent.
    func report(ready status: String, on node: Node) async throws {
        let patch = ObjectPatch.conditions([Condition(type: "Ready", status: status)])
        _ = try await client.patch(Node.self, node.key, .status, with: patch)
    }

    /// Waits until a Node's wait for its cloud provider is over, and looks that it shows its server.
    ///
    /// - Parameter type: Its instance type; `nil` for none.
    func waitUntilInitialized(_ node: Node, as server: Server, type: String? = "m1.tiny") async throws {
        try await waitUntil("Node \(node.key) is initialised") {
            try require(!(try await present(node)).isUninitialized, "it has the taint")
        }
        let now = try await present(node)
        try expect("provider id", now.spec.providerID, "openstack:///\(server.id)")
        let region = try cloud.configuration(of: .k8s).global.region
        let facts: [(MachineLabel, String?)] = [
            (.instanceType, type), (.zone, server.availabilityZone), (.region, region),
        ]
        for (label, value) in facts {
            for key in [label.stable, label.beta] { try expect("label \(key)", now.metadata.labels[key], value) }
        }
        try await expectAddresses(on: node, of: server)
        try await waitForEvent("Synced", on: node)
    }

    /// A Node has its server's addresses, and keeps the name that the kubelet gave it.
    func expectAddresses(on node: Node, of server: Server) async throws {
        let told = try await present(server).addresses.values.joined().map { address in
            "\(address.kind == "floating" ? "ExternalIP" : "InternalIP") \(address.address)"
        }
        let shown = try await present(node).status.addresses.map { "\($0.type.rawValue) \($0.address)" }
        try expect("addresses of \(node.key)", Set(shown), Set(told + ["Hostname \(node.metadata.name)"]))
    }

    /// The one warning on a Node, which was told once.
    func expectOneWarning(_ reason: String, on node: Node, saying text: String) async throws {
        try await waitForEvent(reason, on: node, saying: text)
        let warnings = try await events(on: node).filter { $0.type == .warning }
        try expect("warnings on \(node.key)", warnings.map { "\($0.count) × \($0.reason)" }, ["1 × \(reason)"])
    }

    /// Makes a server with nothing odd about it, and waits until its Node is initialised without a warning.
    func waitForPlainNode() async throws {
        let server = try await createServer("plain")
        let node = try await register(server)
        try await waitUntilInitialized(node, as: server)
        let warnings = try await events(on: node).filter { $0.type == .warning }
        try expect("warnings on \(node.key)", warnings.map(\.message), [])
    }
}
