import Kubernetes
import Planning
import Synchronization

@testable import CloudProvider
@testable import Kubernetes

/// A cloud whose machines tests invent.
final class ScriptedInstances: Instances {
    private let states = Mutex<[String: InstanceState]>([:])
    private let journal: Journal

    init(_ journal: Journal) { self.journal = journal }

    /// What the cloud says about a Node; without a name, about all that have nothing said of their own.
    subscript(name: String) -> InstanceState? {
        get { states.withLock { $0[name] } }
        set { states.withLock { $0[name] = newValue } }
    }

    func instances(of nodes: [Node], in cluster: [Node]) async -> [String: InstanceState] {
        let names = nodes.map(\.metadata.name).sorted()
        journal.write(
            names.count > 5 ? "cloud look at \(names.count)" : "cloud look at \(names.joined(separator: " "))"
        )
        let fallback = self["*"] ?? .present(.fixture())
        return Dictionary(names.map { ($0, self[$0] ?? fallback) }) { first, _ in first }
    }
}

/// A cluster's Nodes, their machines, and the controllers between them.
final class NodeWorld: Sendable {
    let journal = Journal()
    let time = ManualClock()
    let api: NodeAPI
    let cloud: ScriptedInstances
    /// Whether leadership is held.
    let gate = Gate()
    let client: KubernetesClient
    private let options: NodeControllerOptions

    init(_ nodes: [Node], _ configure: (inout NodeControllerOptions) -> Void = { _ in }) {
        api = NodeAPI(journal, nodes: nodes)
        cloud = ScriptedInstances(journal)
        var options = NodeControllerOptions()
        options.rules = NodeRules(optOutLabel: "example.com/unmanaged")
        options.mayWrite = { [gate] in gate.isOpen }
        options.window = .zero
        configure(&options)
        self.options = options
        client = KubernetesClient(
            server: "http://api.test",
            transport: api,
            credentials: ClusterCredentials(ClusterAccess(server: "http://api.test")),
            pace: RequestPace(rate: 0),
            clock: time.clock
        )
    }

    /// The Nodes, for a controller.
    var nodes: ClusterNodes { ClusterNodes(api.store, client: client, events: events, clock: time.clock) }

    /// Runs the node controller while the test goes on.
    func keepingNodes(_ test: () async throws -> Void) async rethrows {
        let controller = NodeController(of: nodes, in: cloud, options: options, report: report)
        try await during({ await controller.run() }, test)
    }

    /// Runs the node lifecycle controller while the test goes on.
    func watchingLives(_ test: () async throws -> Void) async rethrows {
        let lifecycle = NodeLifecycle(of: nodes, in: cloud, options: options, report: report)
        try await during({ await lifecycle.run() }, test)
    }

    /// Runs a controller while the test goes on.
    func during(_ work: @escaping @Sendable () async -> Void, _ test: () async throws -> Void) async rethrows {
        let running = Task { await work() }
        defer { running.cancel() }
        try await test()
    }

    /// A recorder that writes into the journal.
    var events: EventRecorder {
        EventRecorder(component: "test", client: client, clock: time.clock) { [journal] event in
            let name = event.involvedObject.name ?? ""
            journal.write("event \(event.type.rawValue) \(event.reason) \(name): \(event.message)")
        }
    }

    private var report: @Sendable (NodeNews) -> Void {
        { [journal] news in
            switch news {
            case .looked: break
            case .queued(.added): journal.write("news queued")
            case .queued(.finished): journal.write("news finished")
            case .queued: break
            case .initialized(let name, _): journal.write("news \(name) initialized")
            case .changed(let name, let calls): journal.write("news \(name) changed by \(calls)")
            case .removed(let name): journal.write("news \(name) removed")
            case .heldBack(let name, _): journal.write("news \(name) held back")
            case .doubted(let name, let note): journal.write("news \(name) doubted \(note.code)")
            case .failed(let name, let error): journal.write("news \(name) failed \(error.code.rawValue)")
            case .planned(let name, let summary, _): journal.write("news \(name) planned \(summary.calls)")
            }
        }
    }
}

extension Journal {
    /// What was asked of the API server.
    var calls: [String] { lines.filter { $0.hasPrefix("api ") } }
    /// What was asked of the cloud.
    var looks: [String] { lines.filter { $0.hasPrefix("cloud ") } }
    /// What users were told.
    var events: [String] { lines.filter { $0.hasPrefix("event ") } }
}

extension Instance {
    /// A machine as the framework's vectors have it.
    static func fixture(_ edit: (inout Instance) -> Void = { _ in }) -> Instance {
        var instance = Instance(
            providerID: Derived("openstack:///i1", from: "test"),
            addresses: [
                Derived(NodeAddress(type: .internalIP, address: "10.0.0.5"), from: "test"),
                Derived(NodeAddress(type: .externalIP, address: "1.1.1.1"), from: "test"),
            ],
            instanceType: Derived("m1.large", from: "test"),
            zone: Derived("az1", from: "test"),
            region: Derived("RegionOne", from: "test")
        )
        edit(&instance)
        return instance
    }
}

extension Node {
    static let uninitialized = Taint(key: Node.uninitializedTaint, value: "true", effect: "NoSchedule")

    /// A Node that waits for its cloud provider.
    static func fresh(_ name: String = "n1", _ edit: (inout Node) -> Void = { _ in }) -> Node {
        Node(metadata: ObjectMeta(name: name, uid: "uid-\(name)"), spec: Spec(taints: [uninitialized])).with(edit)
    }

    /// A Node that is what ``Instance/fixture(_:)`` says.
    static func settled(_ name: String = "n1", ready: String? = "True", _ edit: (inout Node) -> Void = { _ in }) -> Node
    {
        fresh(name) { node in
            node.spec = Spec(providerID: "openstack:///i1")
            node.metadata.labels = machineLabels
            node.status.addresses = Instance.fixture().addresses.map(\.value)
            node.status.conditions = ready.map { [NodeCondition(type: "Ready", status: $0)] } ?? []
            edit(&node)
        }
    }

    static let machineLabels = [
        "beta.kubernetes.io/instance-type": "m1.large",
        "failure-domain.beta.kubernetes.io/region": "RegionOne",
        "failure-domain.beta.kubernetes.io/zone": "az1",
        "node.kubernetes.io/instance-type": "m1.large",
        "topology.kubernetes.io/region": "RegionOne",
        "topology.kubernetes.io/zone": "az1",
    ]
}
