import Logging
import Planning
import Testing

@testable import CloudProvider
@testable import Kubernetes
@testable import Telemetry

@Suite("What is told of Nodes and routes")
struct NodeTelemetryTests {
    private let stage = Stage(level: .debug)

    /// What a controller tells, what the log has of it, and what it changes in `/metrics`: all else stays as it was.
    typealias Case = (name: String, news: [NodeNews], lines: [String], metrics: [String: Double])

    private static let refusal = KubernetesError(.forbidden, "Refused.")
    private static let plan = NodePlan(
        subject: "Node n1",
        steps: [NodePlan.Step([Change(.delete, ResourceKey("node", "n1"), reason: "gone")], call: "DELETE n1", .delete)]
    )
    private static let initialised = "A Node is initialised"

    static let nodeCases: [Case] = [
        (
            "a look whose answers are sure, and one whose are not",
            [.looked(nodes: 9, unknown: 4), .looked(nodes: 2, unknown: 1)],
            [#"I "The cloud was asked about Nodes" nodes=9"#, #"I "The cloud was asked about Nodes" nodes=2"#],
            ["occm_node_looks_total": 2, "occm_nodes_unknown": 1]
        ),
        (
            "a Node is initialised, and one whose age nobody knows",
            [.initialized("n1", waited: .seconds(3)), .initialized("n2", waited: nil)],
            [#"I "\#(initialised)" node="n1" waited=3.0"#, #"I "\#(initialised)" node="n2""#],
            [
                "node_controller_cloud_provider_taint_removal_delay_seconds_sum": 3,
                "node_controller_cloud_provider_taint_removal_delay_seconds_count": 1,
                "node_controller_initial_node_sync_delay_seconds_sum": 3,
                "node_controller_initial_node_sync_delay_seconds_count": 1,
            ]
        ),
        (
            "a Node is changed: addresses, labels, or the mark of a machine that is shut down",
            [.changed("n1", calls: 2), .changed("n2", calls: 1)],
            [
                #"I "A Node was made true to its machine" node="n1" calls=2"#,
                #"I "A Node was made true to its machine" node="n2" calls=1"#,
            ],
            ["occm_node_changes_total": 2]
        ),
        (
            "a Node is removed", [.removed("n1")], [#"W "A Node was removed, since its machine is gone" node="n1""#],
            ["occm_node_removals_total": 1]
        ),
        (
            "a removal is held back",
            [.heldBack("n1", CircuitOpen(population: 30, limits: CircuitBreaker.Limits(), retryAfter: .seconds(9)))],
            [
                #"E "A Node is not removed" err="held back, because 3 of 30 have already been made anew or removed within "#
                    + #"10 min. If so many are really gone, wait, or lift the limit; else find out why they can't be "#
                    + #"seen" node="n1""#
            ],
            ["occm_held_node_removals_total": 1]
        ),
        (
            "a Node is in doubt", [.doubted("n1", Note(.warning, "duplicate-name", "2 servers are called n1"))],
            [
                #"W "A Node is not as it should be" node="n1" message="2 servers are called n1" code="duplicate-name""#
            ], [:]
        ),
        (
            "the API server refuses a change", [.failed("n1", refusal)],
            [#"E "A Node could not be changed" err="Refused." node="n1""#], [:]
        ),
        (
            "an observer's plan", [.planned("n1", PlanSummary([plan]), text: "- node n1")],
            [#"I "Would change a Node" node="n1" calls=1 plan="- node n1""#], [:]
        ),
        (
            "the queue",
            [
                .queued(.added), .queued(.delayed), .queued(.taken(waited: .seconds(2))),
                .queued(.finished(worked: .seconds(4))),
            ],
            [],
            [
                "workqueue_adds_total name=Nodes": 1, "workqueue_retries_total name=Nodes": 1,
                "workqueue_queue_duration_seconds_sum name=Nodes": 2,
                "workqueue_queue_duration_seconds_count name=Nodes": 1,
                "workqueue_work_duration_seconds_sum name=Nodes": 4,
                "workqueue_work_duration_seconds_count name=Nodes": 1,
            ]
        ),
    ]

    @Test("Nodes: log and metrics", arguments: nodeCases.indices)
    func nodes(_ index: Int) async throws {
        let (name, news, lines, metrics) = Self.nodeCases[index]
        try await expect(name, lines, metrics) { news.forEach(stage.telemetry.nodes.note) }
    }

    typealias RouteCase = (name: String, news: [RouteNews], lines: [String], metrics: [String: Double])

    private static func progress(_ phase: ApplyProgress.Phase) -> RouteNews {
        .progressed(ApplyProgress(step: 1, total: 1, call: "PUT /v2.0/routers/r1", changes: [], phase: phase))
    }

    private static func ended(_ failures: [String: Reason], _ leftovers: [Reason] = []) -> RouteNews {
        .ended(RouteOutcome(failures: failures, leftovers: leftovers), nodes: 5, duration: .milliseconds(1500))
    }

    private static let compared = #"I "Routes were compared with Nodes" duration=1.5 nodes=5"#

    static let routeCases: [RouteCase] = [
        (
            "a call is logged once it is over", [progress(.started), progress(.finished(.milliseconds(250)))],
            [#"I "Routes were changed" call="PUT /v2.0/routers/r1" duration=0.25"#], [:]
        ),
        (
            "a pass", [ended([:])], [compared],
            ["route_controller_route_sync_total outcome=success": 1, "occm_nodes_without_routes": 0]
        ),
        (
            "a pass that leaves Nodes without routes", [ended(["n1": Reason("shared-address", "n2 has it, too")])],
            [compared], ["route_controller_route_sync_total outcome=success": 1, "occm_nodes_without_routes": 1]
        ),
        (
            "a pass that leaves routes over", [ended([:], [Reason("conflict", "Neutron refuses (req-1)")])],
            [compared, #"W "A route is left over" err="Neutron refuses (req-1)""#],
            ["route_controller_route_sync_total outcome=conflict": 1, "occm_nodes_without_routes": 0]
        ),
        (
            "a router that can't be read", [.failed(Reason("server", "The routes can't be looked at: HTTP 500"))],
            [#"E "Routes could not be looked at" err="The routes can't be looked at: HTTP 500""#],
            ["route_controller_route_sync_total outcome=server": 1]
        ),
        (
            "a condition that can't be written", [.conditionFailed("n1", refusal)],
            [#"E "A Node's condition could not be written" err="Refused." node="n1""#], [:]
        ),
        (
            "an observer's plan", [.planned(PlanSummary([plan]), text: "- route 10.244.1.0/24")],
            [#"I "Would change routes" calls=1 plan="- route 10.244.1.0/24""#], [:]
        ),
    ]

    @Test("routes: log and metrics", arguments: routeCases.indices)
    func routes(_ index: Int) async throws {
        let (name, news, lines, metrics) = Self.routeCases[index]
        try await expect(name, lines, metrics) { news.forEach(stage.telemetry.nodes.note) }
    }

    private func expect(
        _ name: String,
        _ lines: [String],
        _ metrics: [String: Double],
        when happens: () -> Void
    ) async throws {
        let before = try await stage.scrape().values
        happens()
        #expect(stage.output.texts == lines, "\(name)")
        let changed = try await stage.scrape().values.filter { $0.value != before[$0.key] }
        let shown = changed.filter { !$0.key.name.hasSuffix("_bucket") }.map { ($0.key.text, $0.value) }
        #expect(Dictionary(shown) { first, _ in first } == metrics, "\(name)")
        #expect(stage.telemetry.metrics.rejected == 0)
    }
}

extension Scrape.Line {
    /// `route_controller_route_sync_total outcome=success`.
    fileprivate var text: String { name + labels.map { " \($0)=\($1)" }.sorted().joined() }
}
