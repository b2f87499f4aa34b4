import Kubernetes
import Testing

@testable import CloudProvider

/// What one pass does, step by step (cloud-provider v0.34.1 `syncService`, recorded), and where occm does better.
@Suite("Flows of one pass", .timeLimit(.minutes(1)))
struct ServiceFlowTests {
    struct Flow: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var service: Service
        var nodes = [Node(named: "n1")]
        /// Whether the cloud has a load balancer already.
        var isPlaced = false
        /// What the cloud throws.
        var failure: Boom?
        /// The text in a patch that the API server refuses, and how.
        var refusal: (text: String, status: Int)?
        var steps: [String]
        var end: String
    }

    static let ensuring = "event Normal EnsuringLoadBalancer"
    static let ensured = "event Normal EnsuredLoadBalancer"
    static let deleting = "event Normal DeletingLoadBalancer"
    static let deleted = "event Normal DeletedLoadBalancer"
    static let unavailable = "event Warning UnAvailableLoadBalancer: There are no available nodes for LoadBalancer"
    static let published = #"api s ingress=[{"ip":"203.0.113.10"}]"#
    static func failed(_ why: String, next: Int = 5) -> String {
        "event Warning SyncLoadBalancerFailed: Error syncing load balancer: \(why); next try in \(next) s"
    }

    static func goes(_ service: inout Service) { service.metadata.deletionTimestamp = "2026-01-01T00:00:00Z" }

    static let flows: [Flow] = [
        Flow(
            testDescription: "the first pass",
            service: .fixture(),
            steps: [ensuring, "api s +finalizer", #"cloud ensure s ["n1"]"#, ensured, published],
            end: "done"
        ),
        Flow(
            testDescription: "a pass with nothing to write",
            service: .served(),
            isPlaced: true,
            steps: [ensuring, #"cloud ensure s ["n1"]"#, ensured],
            end: "done"
        ),
        Flow(
            testDescription: "no Nodes",
            service: .served(),
            nodes: [],
            steps: [ensuring, unavailable, "cloud ensure s []", ensured],
            end: "done"
        ),
        Flow(
            testDescription: "no Node takes traffic",
            service: .served(),
            nodes: [
                Node(named: "n1").with { $0.metadata.labels[Node.exclusionLabel] = "" },
                Node(named: "n2").with { $0.spec.taints = [Taint(key: Node.removalTaint, effect: "")] },
            ],
            steps: [ensuring, unavailable, "cloud ensure s []", ensured],
            end: "done"
        ),
        Flow(
            testDescription: "the cloud fails",
            service: .fixture(),
            failure: Boom(),
            steps: [
                ensuring, "api s +finalizer", #"cloud ensure s ["n1"]"#,
                failed("failed to ensure load balancer: boom [HTTP 409, req-1]"), "api s condition=False",
            ],
            end: "failed boom retry 5.0 seconds"
        ),
        Flow(
            testDescription: "the cloud wants to be asked later",
            service: .served(),
            failure: Boom(retryAfter: .seconds(3)),
            steps: [
                ensuring, #"cloud ensure s ["n1"]"#,
                failed("failed to ensure load balancer: boom [HTTP 409, req-1]", next: 3), "api s condition=False",
            ],
            end: "failed boom retry 3.0 seconds"
        ),
        Flow(
            testDescription: "the finalizer is refused",
            service: .fixture(),
            refusal: ("finalizers", 403),
            steps: [
                ensuring, "api s +finalizer -> 403",
                failed(
                    "failed to add load balancer cleanup finalizer: The API server refused: HTTP 403 without an "
                        + "explanation [PATCH /api/v1/namespaces/ns/services/s/status, HTTP 403]"
                ),
            ],
            end: "failed kubernetes_forbidden retry 5.0 seconds"
        ),
        Flow(
            testDescription: "the status is refused",
            service: .served { $0.status.loadBalancer.ingress = [] },
            refusal: ("ingress", 500),
            steps: [
                ensuring, #"cloud ensure s ["n1"]"#, ensured, "\(published) -> 500",
                failed(
                    "failed to update load balancer status: The API server refused: HTTP 500 without an "
                        + "explanation [PATCH /api/v1/namespaces/ns/services/s/status, HTTP 500]"
                ),
            ],
            end: "failed kubernetes_server retry 5.0 seconds"
        ),
        Flow(
            testDescription: "deletion; the object goes with the finalizer, so its status is left alone",
            service: .served("s", goes),
            isPlaced: true,
            steps: ["cloud delete s", deleting, "api s -finalizer", deleted],
            end: "done"
        ),
        Flow(
            testDescription: "deletion, while another finalizer keeps the object",
            service: .served {
                goes(&$0)
                $0.metadata.finalizers.append("x/y")
            },
            isPlaced: true,
            steps: ["cloud delete s", deleting, "api s ingress=null", "api s -finalizer", deleted],
            end: "done"
        ),
        Flow(
            testDescription: "deletion when nothing is left",
            service: .served("s", goes),
            steps: ["cloud delete s", "api s -finalizer", deleted],
            end: "done"
        ),
        Flow(
            testDescription: "deletion fails",
            service: .served("s", goes),
            isPlaced: true,
            failure: Boom(),
            steps: [
                "cloud delete s", deleting, failed("failed to delete load balancer: boom [HTTP 409, req-1]"),
                "api s condition=False",
            ],
            end: "failed boom retry 5.0 seconds"
        ),
        Flow(
            testDescription: "the finalizer can't be taken off",
            service: .served("s", goes),
            refusal: ("deleteFromPrimitiveList", 403),
            steps: [
                "cloud delete s", "api s -finalizer -> 403",
                failed(
                    "failed to remove load balancer cleanup finalizer: The API server refused: HTTP 403 without an "
                        + "explanation [PATCH /api/v1/namespaces/ns/services/s/status, HTTP 403]"
                ),
            ],
            end: "failed kubernetes_forbidden retry 5.0 seconds"
        ),
        Flow(
            testDescription: "the type was switched away; the status goes before the finalizer",
            service: .served { $0.spec.type = .clusterIP },
            isPlaced: true,
            steps: ["cloud delete s", deleting, "api s ingress=null", "api s -finalizer", deleted],
            end: "done"
        ),
    ]

    @Test("a pass does exactly what it must, in order", arguments: flows)
    func flow(_ flow: Flow) async {
        let world = World(nodes: flow.nodes)
        world.begin(with: flow.service)
        if flow.isPlaced { world.cloud.place(["n1"], for: "s") }
        world.cloud.react { _, _, _ in if let failure = flow.failure { throw failure } }
        world.api.refuse { text in flow.refusal.flatMap { text.contains($0.text) ? $0.status : nil } }
        await world.run {
            await world.journal.wait(for: "news s \(flow.end)")
            #expect(world.journal.steps == flow.steps)
        }
    }

    @Test("an empty status takes the published one back")
    func emptyStatus() async {
        let world = World()
        world.begin(with: .served())
        world.cloud.answer(LoadBalancerStatus())
        await world.run {
            await world.journal.wait(for: "news s done")
            #expect(world.journal.steps.last == "api s ingress=null")
            #expect(world.api["s"]?.status.loadBalancer.ingress == [])
        }
    }

    @Test("a Service that is none of ours is not touched", arguments: [false, true])
    func foreignClass(isGoing: Bool) async {
        let world = World()
        let foreign = Service.served("theirs") { service in
            service.spec.loadBalancerClass = "example.com/other"
            if isGoing { Self.goes(&service) }
        }
        world.begin(with: foreign, .fixture("ours"))
        await world.run {
            await world.journal.wait(for: "news ours done")
            #expect(!world.journal.lines.contains { $0.contains("theirs") })
        }
    }

    @Test("a failure puts a condition on the Service, a success takes it back")
    func condition() async throws {
        let world = World()
        world.begin(with: .served())
        world.cloud.react { _, _, _ in throw Boom() }
        await world.run {
            await world.journal.wait(for: "api s condition=False")
            world.cloud.react { _, _, _ in }
            await world.time.pass(.seconds(5))
            await world.journal.wait(for: "news s done")
        }
        let condition = try #require(world.api["s"]?.status.conditions.first)
        #expect(condition.type == "LoadBalancerProvisioning")
        #expect(condition.status == "True")
        #expect(condition.lastTransitionTime == "2026-01-01T00:00:05Z")
    }
}
