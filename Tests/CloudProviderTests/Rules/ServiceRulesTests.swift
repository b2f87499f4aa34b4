import Kubernetes
import Testing

@testable import CloudProvider

/// What the Kubernetes service controller decides (cloud-provider v0.34.1 `needsUpdate`, `needsCleanup`), and ours.
@Suite("Service rules")
struct ServiceRulesTests {
    struct Change: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var old: Service
        var new: Service
        var difference: ServiceDifference?
        var concerns: Bool
        /// Whether the new Service needs a pass if nobody knew it before.
        var isNews: Bool

        init(
            _ name: String,
            _ difference: ServiceDifference?,
            concerns: Bool? = nil,
            isNews: Bool = true,
            from old: @escaping (inout Service) -> Void = { _ in },
            to new: (inout Service) -> Void
        ) {
            testDescription = name
            self.old = .fixture("s", old)
            self.new = self.old
            new(&self.new)
            self.difference = difference
            self.concerns = concerns ?? (difference != nil)
            self.isNews = isNews
        }
    }

    static let https = ServicePort(name: "https", port: 443, nodePort: 30443)
    static let foreign = "example.com/other"

    static let changes: [Change] = [
        Change("nothing", nil) { _ in },
        Change("a label", nil) { $0.metadata.labels = ["x": "y"] },
        Change("the version", nil) { $0.metadata.resourceVersion = "9" },
        Change("the status", nil) { $0.status.loadBalancer.ingress = [LoadBalancerIngress(ip: "192.0.2.1")] },
        Change("an annotation's value", .annotations) { $0.metadata.annotations["a"] = "2" },
        Change("annotations removed", .annotations) { $0.metadata.annotations = [:] },
        Change("type away, with finalizer", .wanted) {
            $0.spec.type = .clusterIP
            $0.metadata.finalizers = [ServiceRules.finalizer]
        },
        Change("type to LoadBalancer", .wanted, from: { $0.spec.type = .clusterIP }) { $0.spec.type = .loadBalancer },
        Change("nothing, no load balancer any more, with finalizer", nil, from: cleanedUp) { _ in },
        Change("class set", .wanted, isNews: false) { $0.spec.loadBalancerClass = foreign },
        Change("class set and empty", .wanted, isNews: false) { $0.spec.loadBalancerClass = "" },
        Change(
            "deletion, of another class with a finalizer that may be the other's",
            nil,
            isNews: false,
            from: {
                $0.spec.loadBalancerClass = foreign
                $0.metadata.finalizers = [ServiceRules.finalizer]
            }
        ) { $0.metadata.deletionTimestamp = "2026-01-01T00:00:00Z" },
        Change("annotation, of another class", nil, isNews: false, from: { $0.spec.loadBalancerClass = foreign }) {
            $0.metadata.annotations = [:]
        },
        Change(
            "deletion, with finalizer",
            nil,
            concerns: true,
            from: { $0.metadata.finalizers = [ServiceRules.finalizer] }
        ) { $0.metadata.deletionTimestamp = "2026-01-01T00:00:00Z" },
        Change("deletion, with a foreign finalizer", nil, from: { $0.metadata.finalizers = ["x/y"] }) {
            $0.metadata.deletionTimestamp = "2026-01-01T00:00:00Z"
        },
        Change("our finalizer removed", nil, from: { $0.metadata.finalizers = [ServiceRules.finalizer] }) {
            $0.metadata.finalizers = []
        },
        Change("source ranges", .sourceRanges) { $0.spec.loadBalancerSourceRanges = ["10.0.0.0/8"] },
        Change("a port's number", .ports) { $0.spec.ports[0].port = 81 },
        Change("a port's protocol", .ports) { $0.spec.ports[0].protocol = .udp },
        Change("a node port", .ports) { $0.spec.ports[0].nodePort = 30081 },
        Change("a target port", .ports) { $0.spec.ports[0].targetPort = .string("web") },
        Change("an application protocol", .ports) { $0.spec.ports[0].appProtocol = "http" },
        Change("ports swapped", .ports, from: { $0.spec.ports.append(https) }) { $0.spec.ports.reverse() },
        Change("session affinity", .sessionAffinity) { $0.spec.sessionAffinity = .clientIP },
        Change("affinity timeout", .sessionAffinityConfig) {
            $0.spec.sessionAffinityConfig = SessionAffinityConfig(clientIP: .init(timeoutSeconds: 60))
        },
        Change("load-balancer IP", .loadBalancerIP) { $0.spec.loadBalancerIP = "192.0.2.1" },
        Change("an external IP", .externalIPs) { $0.spec.externalIPs = ["192.0.2.1"] },
        Change("external IPs swapped", .externalIPs, from: { $0.spec.externalIPs = ["192.0.2.1", "192.0.2.2"] }) {
            $0.spec.externalIPs.reverse()
        },
        Change("uid", .uid) { $0.metadata.uid = "u2" },
        Change("external traffic policy", .externalTrafficPolicy) { $0.spec.externalTrafficPolicy = .local },
        Change("health-check node port", .healthCheckNodePort) { $0.spec.healthCheckNodePort = 31000 },
        Change("a second IP family", .ipFamilies) { $0.spec.ipFamilies.append(.ipv6) },
        Change("another IP family", nil) { $0.spec.ipFamilies = [.ipv6] },
        Change("IP family policy", nil) { $0.spec.ipFamilyPolicy = .preferDualStack },
        Change("internal traffic policy", nil) { $0.spec.internalTrafficPolicy = .local },
        Change("selector", nil) { $0.spec.selector = ["a": "b"] },
        Change("node-port allocation", nil) { $0.spec.allocateLoadBalancerNodePorts = false },
        Change("an annotation of a Service that is cleaned up", nil, concerns: true, from: cleanedUp) {
            $0.metadata.annotations = [:]
        },
        Change("a condition of a Service that is cleaned up", nil, from: cleanedUp) {
            $0.status.conditions = [Condition(type: "x", status: "True")]
        },
    ]

    static func cleanedUp(_ service: inout Service) {
        service.spec.type = .clusterIP
        service.metadata.finalizers = [ServiceRules.finalizer]
    }

    @Test("a change concerns the load balancer for the first reason that differs", arguments: changes)
    func difference(_ change: Change) {
        let rules = ServiceRules()
        #expect(rules.difference(change.old, change.new) == change.difference)
        #expect(rules.concerns(change.old, change.new) == change.concerns)
        #expect(rules.concerns(change.new) == change.isNews)
    }

    @Test("differences are safe as labels")
    func labels() {
        for difference in ServiceDifference.allCases {
            #expect(difference.rawValue.allSatisfy { $0.isLowercase || $0 == "_" })
        }
    }

    typealias Needy = (name: String, need: ServiceRules.Need, service: Service)

    static let needs: [Needy] = [
        ("a load balancer", .served, .fixture()),
        ("a cluster IP", .nothing, .fixture { $0.spec.type = .clusterIP }),
        ("what is left of a load balancer", .released, .fixture("s", cleanedUp)),
        ("another's class", .nothing, .fixture { $0.spec.loadBalancerClass = foreign }),
        (
            "another's class, going, with a finalizer that may be the other's", .nothing,
            going(ServiceRules.finalizer, foreign)
        ),
        ("going, with our finalizer", .released, going(ServiceRules.finalizer)),
        ("going, without our finalizer", .nothing, going("x/y")),
    ]

    static func going(_ finalizer: String, _ loadBalancerClass: String? = nil) -> Service {
        .fixture { service in
            service.spec.loadBalancerClass = loadBalancerClass
            service.metadata.finalizers = [finalizer]
            service.metadata.deletionTimestamp = "2026-01-01T00:00:00Z"
        }
    }

    @Test("a Service needs", arguments: needs.indices)
    func need(_ index: Int) {
        let (name, need, service) = Self.needs[index]
        #expect(ServiceRules().need(of: service, wasServed: false) == need, "\(name)")
    }

    @Test("a Service that we served and that goes over to another class is released")
    func classSwitch() {
        let service = Service.served { $0.spec.loadBalancerClass = Self.foreign }
        #expect(ServiceRules().need(of: service, wasServed: true) == .released)
        #expect(ServiceRules().need(of: service, wasServed: false) == .nothing)
    }

    @Test("with a class of our own, Services without one can be left to others")
    func ownClass() {
        let both = ServiceRules(loadBalancerClass: Self.foreign)
        let own = ServiceRules(loadBalancerClass: Self.foreign, servesDefaultClass: false)
        let (plain, classy) = (Service.fixture(), Service.fixture { $0.spec.loadBalancerClass = Self.foreign })
        #expect(both.wants(plain) && both.wants(classy))
        #expect(!own.wants(plain) && own.wants(classy))
    }
}
