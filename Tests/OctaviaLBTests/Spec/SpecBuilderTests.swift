import CloudProvider
import KeystoneAuth
import Kubernetes
import LoadBalancerModel
import Planning
import Testing

@testable import OctaviaLB

@Suite("From settings to spec")
struct SpecBuilderTests {
    private func planning(
        _ service: Service,
        capabilities: ProviderCapabilities = .init(),
        configure: (inout CloudConfig) -> Void = { _ in }
    ) -> ServicePlanning {
        var config = CloudConfig()
        config.loadBalancer.subnetID = "subnet"
        configure(&config)
        let cluster = ClusterIdentity(name: "kubernetes", uid: "c-1")
        return ServicePlanning(service: service, config: config, cluster: cluster, capabilities: capabilities)
    }

    private func spec(_ planning: ServicePlanning, nodes: [Node]?) -> LoadBalancerSpec {
        let selected = nodes.map { planning.selected(from: BackendSet(of: $0)) }
        return planning.spec(selected: selected, facts: NetworkFacts(floatingNetworkID: "ext"), observed: .empty)
    }

    private let nodes = [Node.fixture("node-2", "10.0.0.12"), .fixture("node-1", "10.0.0.11")]

    @Test("names, tags and descriptions are those that the Go OCCM finds, with ours beside")
    func identity() {
        let spec = spec(planning(.fixture()), nodes: nodes)
        #expect(spec.identity.name == "kube_service_kubernetes_default_web")
        #expect(spec.identity.tags == [spec.identity.name, "occm-cluster=c-1", "occm-service=u-1"])
        #expect(spec.description == "Kubernetes external service default/web from cluster kubernetes")
        #expect(
            spec.floatingIP?.description
                == "Floating IP for Kubernetes external service default/web from cluster kubernetes"
        )
        #expect(spec.listeners.map(\.name) == ["listener_0_kube_service_kubernetes_default_web"])
        #expect(spec.listeners.map(\.pool.name) == ["pool_0_kube_service_kubernetes_default_web"])
    }

    @Test("the legacy name is the uid without dashes, at most 32 characters")
    func legacyName() {
        let metadata = ObjectMeta(name: "web", namespace: "default", uid: "3f2e8f0a-1b2c-4d5e-8f90-a1b2c3d4e5f6")
        let identity = Identity(of: metadata, in: ClusterIdentity(name: "kubernetes"))
        #expect(identity.legacyName == "a3f2e8f0a1b2c4d5e8f90a1b2c3d4e5f")
    }

    @Test("a long name is cut to 255 bytes, never within a character")
    func longName() {
        let long = String(repeating: "é", count: 200)
        let identity = Identity(
            of: ObjectMeta(name: long, namespace: "default"),
            in: ClusterIdentity(name: "kubernetes")
        )
        #expect((254...255).contains(identity.name.utf8.count))
        #expect(identity.name.hasSuffix("é"))
    }

    @Test("members are the nodes' addresses with the node port, in a fixed order")
    func members() {
        let expected = ["10.0.0.11", "10.0.0.12"].enumerated().map { index, address in
            MemberSpec(name: "node-\(index + 1)", address: address, port: 30080, subnetID: "subnet")
        }
        #expect(spec(planning(.fixture()), nodes: nodes).listeners.map(\.pool.members) == [.known(expected)])
    }

    @Test("what is not known yet is said, not guessed")
    func unknownMembers() {
        let unallocated = Service.fixture(ports: [ServicePort(port: 80)])
        #expect(spec(planning(.fixture()), nodes: nil).listeners[0].pool.members == .nodesUnknown)
        #expect(spec(planning(unallocated), nodes: nodes).listeners[0].pool.members == .portUnallocated)
        let without = Service.fixture(ports: [ServicePort(port: 80)]) { $0.allocateLoadBalancerNodePorts = false }
        #expect(spec(planning(without), nodes: nodes).listeners[0].pool.members == .known([]))
    }

    @Test("a node selector leaves out the others; a bare key takes any value")
    func nodeSelector() {
        let labelled = [
            Node.fixture("a", "10.0.0.1", labels: ["role": "edge", "zone": "1"]),
            Node.fixture("b", "10.0.0.2", labels: ["role": "edge"]),
            Node.fixture("c", "10.0.0.3", labels: ["zone": "1"]),
        ]
        let service = Service.fixture([key("node-selector"): "role=edge,zone"])
        guard case .known(let members) = spec(planning(service), nodes: labelled).listeners[0].pool.members else {
            Issue.record("members are known")
            return
        }
        #expect(members.map(\.name) == ["a"])
    }

    @Test(
        "the monitor's type follows the port's protocol, and kube-proxy's health check where it can be asked",
        arguments: [
            (.tcp, 0, true, "TCP", nil), (.udp, 0, true, "UDP-CONNECT", nil), (.sctp, 0, true, "SCTP", nil),
            (.tcp, 31000, true, "HTTP", 31000), (.udp, 31000, true, "HTTP", 31000),
            (.udp, 31000, false, "UDP-CONNECT", nil),
        ] as [(TransportProtocol, Int, Bool, String, Int?)]
    )
    func monitors(transport: TransportProtocol, healthPort: Int, onUDP: Bool, type: String, monitorPort: Int?) {
        let service = Service.fixture(
            [key("enable-health-monitor"): "true"],
            ports: [ServicePort(protocol: transport, port: 80, nodePort: 30080)]
        ) {
            $0.externalTrafficPolicy = .local
            $0.healthCheckNodePort = healthPort
        }
        let capabilities = ProviderCapabilities(httpMonitorsOnUDP: onUDP)
        let pool = spec(planning(service, capabilities: capabilities), nodes: nodes).listeners[0].pool
        #expect(pool.monitor?.type == type)
        #expect(pool.monitor?.http == (type == "HTTP" ? .init() : nil))
        guard case .known(let members) = pool.members else { return }
        #expect(members.map(\.monitorPort) == [monitorPort, monitorPort])
    }

    @Test("session affinity carries its timeout only where Octavia takes one")
    func affinity() {
        let ports = [
            ServicePort(name: "a", port: 80, nodePort: 1),
            ServicePort(name: "b", protocol: .udp, port: 80, nodePort: 2),
        ]
        let service = Service.fixture(ports: ports) {
            $0.sessionAffinity = .clientIP
            $0.sessionAffinityConfig = .init(clientIP: .init(timeoutSeconds: 600))
        }
        #expect(
            spec(planning(service), nodes: nodes).listeners.map(\.pool.persistence) == [
                SessionPersistence(type: "SOURCE_IP"), SessionPersistence(type: "SOURCE_IP", timeout: 600),
            ]
        )
    }

    @Test("an internal, an IPv6 and a Service without external network get no floating IP")
    func noFloatingIP() {
        let isInternal = Service.fixture([Annotations.isInternal.facts.key: "true"])
        #expect(spec(planning(isInternal), nodes: nodes).floatingIP == nil)
        let v6 = Service.fixture { $0.ipFamilies = [.ipv6] }
        #expect(spec(planning(v6), nodes: nodes).floatingIP == nil)
        let plan = planning(.fixture()).plan(nodes: BackendSet(of: nodes), facts: NetworkFacts(), observed: .empty)
        #expect(plan.notes.map(\.code) == ["no-external-network"])
    }

    @Test("what must not be guessed leaves the Service as it is: the plan has no steps")
    func refused() {
        let service = Service.fixture([key("keep-floatingip"): "perhaps"])
        let facts = NetworkFacts(floatingNetworkID: "e")
        let plan = planning(service).plan(nodes: BackendSet(of: nodes), facts: facts, observed: .empty)
        #expect(plan.isBlocked)
        #expect(plan.steps.isEmpty)
    }

    @Test("a Service without a node that could serve it is refused; a node without address is only left out")
    func unusableNodes() {
        let facts = NetworkFacts(floatingNetworkID: "e")
        let bare = Node(metadata: ObjectMeta(name: "bare"))
        let none = planning(.fixture()).plan(nodes: BackendSet(of: [bare]), facts: facts, observed: .empty)
        #expect(none.notes.map(\.code) == ["no-usable-node"])
        #expect(none.isBlocked)
        let some = planning(.fixture()).plan(nodes: BackendSet(of: nodes + [bare]), facts: facts, observed: .empty)
        #expect(some.notes.map(\.code) == ["node-without-address"])
        #expect(!some.isBlocked)
    }

    @Test("a selector that no node fits is told: the load balancer has no members; a node it leaves out is not")
    func selectedNodes() {
        let facts = NetworkFacts(floatingNetworkID: "e")
        let service = Service.fixture([key("node-selector"): "zone,role=edge"])
        let others = planning(service).plan(nodes: BackendSet(of: nodes), facts: facts, observed: .empty)
        #expect(others.notes.map(\.code) == ["no-selected-node"])
        #expect(others.notes[0].message.contains("has the labels role=edge,zone that"))
        #expect(!others.isBlocked)
        let edge = Node.fixture("edge", "10.0.0.1", labels: ["role": "edge", "zone": "1"])
        let bare = Node(metadata: ObjectMeta(name: "bare"))
        let some = planning(service).plan(nodes: BackendSet(of: [bare, edge]), facts: facts, observed: .empty)
        #expect(some.notes.isEmpty)
        let without = Node(metadata: ObjectMeta(name: "without", labels: edge.metadata.labels))
        let none = planning(service).plan(nodes: BackendSet(of: nodes + [without]), facts: facts, observed: .empty)
        #expect(none.notes.map(\.code) == ["no-usable-node"])
    }

    @Test("another load balancer than the one that is proven ours is never taken because an annotation names it")
    func loadBalancerID() {
        let service = Service.fixture([key("load-balancer-id"): "lb-9"])
        let facts = NetworkFacts(floatingNetworkID: "e")
        let plan = planning(service).plan(nodes: BackendSet(of: nodes), facts: facts, observed: .empty)
        #expect(plan.notes.map(\.code) == ["load-balancer-id"])
        #expect(plan.isBlocked)
    }
}
