import CurlTransport
import Kubernetes
import Synchronization

@testable import CloudProvider
@testable import Kubernetes

/// A cluster, a cloud and a controller between them.
final class World: Sendable {
    let journal = Journal()
    let time = ManualClock()
    let cloud: FakeCloud
    let api: FakeAPI
    let nodes = ObjectStore<Node>()
    private let versions = Atomic(0)
    let controller: ServiceController<FakeCloud>
    /// Whether leadership is held.
    let gate: Gate

    init(nodes present: [Node] = [Node(named: "n1")], _ configure: (inout ServiceControllerOptions) -> Void = { _ in })
    {
        cloud = FakeCloud(journal)
        api = FakeAPI(journal)
        let gate = Gate()
        var options = ServiceControllerOptions()
        options.mayWrite = { gate.isOpen }
        // Unlike any other delay, so that tests can tell who sleeps.
        options.longestTurn = .seconds(7)
        // Services that are served already find no load balancer in most tests.
        options.recreations = nil
        configure(&options)
        let client = KubernetesClient(
            server: "http://api.test",
            transport: api,
            credentials: ClusterCredentials(ClusterAccess(server: "http://api.test")),
            pace: RequestPace(rate: 0),
            clock: time.clock
        )
        let journal = journal
        controller = ServiceController(
            balancers: cloud,
            client: client,
            services: api.store,
            nodes: nodes,
            events: EventRecorder(component: "service-controller", client: client, clock: time.clock) { event in
                let detail = event.type == .warning ? ": \(event.message)" : ""
                journal.write("event \(event.type.rawValue) \(event.reason)\(detail)")
            },
            observer: JournalObserver(journal: journal),
            options: options,
            clock: time.clock
        )
        self.gate = gate
        nodes.replace(with: .of(present))
    }

    /// Runs the controller while the test goes on.
    func run(_ test: () async throws -> Void) async rethrows {
        if !api.store.hasSynced { api.store.replace(with: .of([])) }
        let running = Task { await controller.run() }
        defer { running.cancel() }
        try await test()
    }

    /// A Node comes or changes.
    func see(_ node: Node) {
        let version = versions.add(1, ordering: .relaxed).newValue
        nodes.put(node.with { $0.metadata.resourceVersion = "\(version)" })
    }

    /// A Service that is there before the controller is.
    func begin(with services: Service...) {
        api.store.replace(with: .of([]))
        for service in services { api.apply(service) }
    }
}

/// Whether something may be done, as a test says.
final class Gate: Sendable {
    private let state = Mutex(true)

    var isOpen: Bool { state.withLock { $0 } }

    func close() { state.withLock { $0 = false } }
    func open() { state.withLock { $0 = true } }
}

extension ObjectList {
    static func of(_ items: [Object]) -> ObjectList {
        var list = ObjectList()
        (list.items, list.resourceVersion) = (items, "1")
        return list
    }
}

extension Node {
    init(named name: String, providerID: String? = nil, address: String = "10.0.0.1") {
        self.init(
            metadata: ObjectMeta(name: name, uid: name),
            spec: Spec(providerID: providerID ?? "openstack:///\(name)"),
            status: Status(addresses: [NodeAddress(type: .internalIP, address: address)])
        )
    }
}

extension Service {
    /// A Service as the framework's vectors have it; its uid is its name.
    static func fixture(_ name: String = "s", _ edit: (inout Service) -> Void = { _ in }) -> Service {
        var service = Service(
            metadata: ObjectMeta(name: name, namespace: "ns", uid: name, resourceVersion: "1", annotations: ["a": "1"]),
            spec: ServiceSpec(
                type: .loadBalancer,
                ports: [ServicePort(name: "http", port: 80, targetPort: .int(8080), nodePort: 30080)],
                externalTrafficPolicy: .cluster,
                ipFamilies: [.ipv4],
                clusterIP: "10.0.0.1"
            )
        )
        edit(&service)
        return service
    }

    /// A Service that had a pass before: with finalizer and address.
    static func served(_ name: String = "s", _ edit: (inout Service) -> Void = { _ in }) -> Service {
        fixture(name) { service in
            service.metadata.finalizers = [ServiceRules.finalizer]
            service.status.loadBalancer.ingress = [LoadBalancerIngress(ip: "203.0.113.10")]
            edit(&service)
        }
    }
}

extension Node {
    func with(_ edit: (inout Node) -> Void) -> Node {
        var node = self
        edit(&node)
        return node
    }
}
