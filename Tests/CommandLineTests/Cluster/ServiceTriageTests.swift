import CloudProvider
import Kubernetes
import Testing

@testable import occm

@Suite("Which of a cluster's Services a command is about")
struct ServiceTriageTests {
    struct Case: Sendable, CustomStringConvertible {
        let description: String
        var type = ServiceType.loadBalancer
        var loadBalancerClass: String?
        var isLeaving = false
        var isKept = false
        var wish: LoadBalancerWish?
        var isSkipped = false
    }

    private static let cases = [
        Case(description: "wants a load balancer", wish: .served(by: BackendSet(of: []))),
        Case(description: "has one", isKept: true, wish: .served(by: BackendSet(of: []))),
        Case(description: "is being deleted", isLeaving: true, isKept: true, wish: .absent),
        Case(description: "is being deleted and was never ours", isLeaving: true, isSkipped: true),
        Case(description: "is of no type that has any", type: .clusterIP),
        Case(description: "wants none any more", type: .clusterIP, isKept: true, wish: .absent),
        Case(description: "is of our class", loadBalancerClass: "ours", wish: .served(by: BackendSet(of: []))),
        Case(description: "is of another class", loadBalancerClass: "theirs", isSkipped: true),
    ]

    @Test("one that", arguments: cases)
    func triage(_ example: Case) {
        let metadata = ObjectMeta(
            name: "web",
            namespace: "shop",
            finalizers: example.isKept ? [ServiceRules.finalizer] : [],
            deletionTimestamp: example.isLeaving ? "2026-01-01T00:00:00Z" : nil
        )
        let spec = ServiceSpec(type: example.type, loadBalancerClass: example.loadBalancerClass)
        let service = Service(metadata: metadata, spec: spec)
        func triage(areNamed: Bool) -> ServiceTriage {
            let rules = ServiceRules(loadBalancerClass: "ours")
            return ServiceTriage([service], rules: rules, areNamed: areNamed, served: .served(by: BackendSet(of: [])))
        }
        let found = triage(areNamed: false)
        #expect(found.items.map(\.wish) == [example.wish].compactMap(\.self))
        #expect(found.skipped.count == (example.isSkipped ? 1 : 0))
        #expect(found.problems.isEmpty)
        let named = triage(areNamed: true)
        #expect(
            named.items.count + named.skipped.count + named.problems.count == 1,
            "a named one is never left out silently"
        )
    }

    @Test("Services come by namespace and name")
    func order() {
        let keys = [("b", "a"), ("a", "b"), ("a", "a")]
        let services = keys.map { namespace, name in
            Service(metadata: ObjectMeta(name: name, namespace: namespace), spec: ServiceSpec(type: .loadBalancer))
        }
        let triage = ServiceTriage(services, rules: ServiceRules(), areNamed: false, served: .absent)
        #expect(triage.items.map { "\($0.service.key)" } == ["a/a", "a/b", "b/a"])
    }
}
