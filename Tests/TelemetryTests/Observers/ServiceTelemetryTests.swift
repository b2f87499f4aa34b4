import Logging
import Planning
import Testing

@testable import CloudProvider
@testable import Kubernetes
@testable import Telemetry

@Suite("What is told of Services")
struct ServiceTelemetryTests {
    private let stage = Stage()
    private let web = ObjectKey(namespace: "shop", name: "web")

    private func end(
        _ outcome: FinishedPass.Outcome,
        _ operation: FinishedPass.Operation = .ensure,
        reasons: PassReasons = .service,
        nodesWaited: Duration? = nil,
        key: ObjectKey? = nil
    ) {
        let pass = FinishedPass(
            operation,
            reasons: reasons,
            outcome: outcome,
            duration: .milliseconds(2500),
            nodesWaited: nodesWaited
        )
        stage.telemetry.services.note(.ended(key ?? web, pass))
    }

    private func progress(_ phase: ApplyProgress.Phase, _ name: String = "web") {
        let progress = ApplyProgress(
            step: 1,
            total: 2,
            call: "POST /v2.0/lbaas/loadbalancers",
            changes: [],
            phase: phase
        )
        stage.telemetry.services.note(.progressed(ObjectKey(namespace: "shop", name: name), progress))
    }

    private let failure = FinishedPass.Outcome.failed(code: "server", "HTTP 500, req-7", retryIn: .seconds(10))

    @Test("passes count as the Go OCCM's reconciliations do: well, failed, and how long")
    func reconciliations() async throws {
        end(.done(steps: 2))
        end(failure, .delete)
        end(.done(steps: 0), .update, reasons: .nodes, nodesWaited: .seconds(12))
        end(.paused)
        end(.planned)
        end(.interrupted)
        let scrape = try await stage.scrape()
        for (operation, errors) in [("ensure", nil), ("delete", 1), ("update", nil)] as [(String, Double?)] {
            let labels = ["operation": "loadbalancer_\(operation)"]
            #expect(scrape["cloudprovider_openstack_reconcile_total", labels] == 1)
            #expect(scrape["cloudprovider_openstack_reconcile_errors_total", labels] == errors)
            #expect(scrape["cloudprovider_openstack_reconcile_duration_seconds_sum", labels] == 2.5)
        }
        let outcomes = [
            "ensure": ["changed", "paused", "planned", "interrupted"], "delete": ["server"], "update": ["unchanged"],
        ]
        for (operation, names) in outcomes {
            for name in names {
                #expect(scrape["occm_service_passes_total", ["operation": operation, "outcome": name]] == 1)
            }
        }
        #expect(stage.telemetry.metrics.rejected == 0)
    }

    @Test("passes because of nodes count as the service controller's node syncs, with how long the nodes waited")
    func nodeSyncs() async throws {
        end(.done(steps: 1), .update, reasons: .nodes, nodesWaited: .seconds(12))
        end(failure, .update, reasons: .nodes)
        end(.done(steps: 1), reasons: [.nodes, .service], nodesWaited: .seconds(3))
        end(.done(steps: 1))
        let scrape = try await stage.scrape()
        #expect(scrape["service_controller_loadbalancer_sync_total"] == 2)
        #expect(scrape["service_controller_nodesync_error_total"] == 1)
        #expect(scrape["service_controller_update_loadbalancer_host_latency_seconds_sum"] == 5)
        #expect(scrape["service_controller_nodesync_latency_seconds_sum"] == 15)
        #expect(scrape["occm_node_change_to_members_active_seconds_count"] == 2)
        #expect(scrape["occm_node_change_to_members_active_seconds_bucket", ["le": "10"]] == 1)
    }

    @Test("only a resync that changed something is a repair")
    func drift() async throws {
        end(.done(steps: 3), reasons: .resync)
        end(.done(steps: 0), reasons: .resync)
        end(.done(steps: 1), reasons: [.resync, .service])
        #expect(try await stage.scrape()["occm_drift_repairs_total"] == 1)
        #expect(stage.output.texts.first?.contains("was repaired") == true)
        #expect(stage.output.texts.count { $0.contains("was repaired") } == 1)
    }

    @Test("the gauges follow each Service from its first pass until it is forgotten")
    func states() async throws {
        func gauges() async throws -> [Double] {
            let scrape = try await stage.scrape()
            let states = ["waiting", "ready", "failing", "paused", "planned"].map {
                scrape["occm_services", ["state": $0]]
            }
            return states.map { $0 ?? -1 } + [scrape["occm_managed_load_balancers"] ?? -1]
        }
        let api = ObjectKey(namespace: "shop", name: "api")
        #expect(try await gauges() == [0, 0, 0, 0, 0, 0])
        for key in [web, api] { stage.telemetry.services.note(.began(key, .service)) }
        #expect(try await gauges() == [2, 0, 0, 0, 0, 0])
        end(.done(steps: 1))
        end(failure, key: api)
        #expect(try await gauges() == [0, 1, 1, 0, 0, 1])
        // A failure takes no load balancer away, nor does a pause or an interruption.
        end(failure)
        end(.interrupted, key: api)
        #expect(try await gauges() == [0, 0, 2, 0, 0, 1])
        end(.paused)
        end(.planned, key: api)
        #expect(try await gauges() == [0, 0, 0, 1, 1, 1])
        end(.done(steps: 1), .delete)
        #expect(try await gauges() == [0, 0, 0, 0, 1, 0])
        for key in [web, api] { stage.telemetry.services.note(.forgotten(key)) }
        #expect(try await gauges() == [0, 0, 0, 0, 0, 0])
    }

    @Test("load balancers that are changing are shown by age, also when the pass gave up waiting")
    func pending() async throws {
        func ages() async throws -> [Double?] {
            let scrape = try await stage.scrape()
            return ["0-1m", "1-5m", "5-15m", "15m+"].map { scrape["occm_pending_load_balancers", ["age": $0]] }
        }
        #expect(try await ages() == [0, 0, 0, 0])
        progress(.started, "web")
        progress(.settling(.seconds(290)), "api")
        progress(.started, "gone")
        progress(.finished(.seconds(1)), "gone")
        #expect(try await ages() == [1, 1, 0, 0])
        stage.pass(.seconds(60))
        progress(.settling(.seconds(60)), "web")
        #expect(try await ages() == [0, 1, 1, 0])
        end(.failed(code: "stuck", "still PENDING_UPDATE", retryIn: .seconds(5)))
        end(failure, key: ObjectKey(namespace: "shop", name: "api"))
        #expect(try await ages() == [0, 1, 0, 0])
        stage.pass(.seconds(900))
        #expect(try await ages() == [0, 0, 0, 1])
        end(.done(steps: 0))
        #expect(try await ages() == [0, 0, 0, 0])
    }

    @Test("the queue counts under client-go's names")
    func queue() async throws {
        for news in [.added, .delayed, .taken(waited: .seconds(2)), .finished(worked: .seconds(3))] as [WorkQueueNews] {
            stage.telemetry.services.note(.queued(news))
        }
        let (scrape, name) = (try await stage.scrape(), ["name": "service"])
        #expect(scrape["workqueue_adds_total", name] == 1)
        #expect(scrape["workqueue_retries_total", name] == 1)
        #expect(scrape["workqueue_queue_duration_seconds_sum", name] == 2)
        #expect(scrape["workqueue_work_duration_seconds_sum", name] == 3)
    }

    @Test("a change of state is one line, with what a person needs to find the cause")
    func lines() async throws {
        let services = stage.telemetry.services
        services.note(.backendsChanged(nodes: 3, services: 2))
        services.note(.began(web, [.service, .nodes]))
        progress(.started)
        progress(.finished(.milliseconds(1500)))
        end(.done(steps: 1), reasons: [.service, .nodes], nodesWaited: .seconds(4))
        end(.done(steps: 0), reasons: .resync)
        end(failure)
        end(.done(steps: 0), reasons: .retry)
        end(.paused)
        end(.paused)
        end(.done(steps: 0), .delete)
        #expect(
            stage.output.texts == [
                #"I "The nodes that take traffic changed" nodes=3 services=2"#,
                #"I "A load balancer was changed" service="shop/web" call="POST /v2.0/lbaas/loadbalancers" step="1/2" "#
                    + "duration=1.5",
                #"I "A load balancer is as its Service wants it" service="shop/web" operation="ensure" "#
                    + #"reasons="nodes,service" steps=1 duration=2.5 waited=4.0"#,
                #"E "A pass failed" err="HTTP 500, req-7" service="shop/web" operation="ensure" reasons="service" "#
                    + #"code="server" retryIn=10.0 duration=2.5"#,
                #"I "A load balancer is as its Service wants it" service="shop/web" operation="ensure" reasons="retry" "#
                    + "steps=0 duration=2.5",
                #"I "A Service is paused" service="shop/web" operation="ensure" reasons="service" duration=2.5"#,
                #"I "A load balancer is gone, as its Service wants it" service="shop/web" operation="delete" "#
                    + #"reasons="service" steps=0 duration=2.5"#,
            ]
        )
    }

    @Test("plans of an observer and load balancers that are left behind are logged")
    func plansAndOrphans() async throws {
        var summary = PlanSummary([Plan<Int>]())
        (summary.add, summary.calls) = (5, 1)
        stage.telemetry.services.note(.planned(web, summary, text: "+ web\n+ listener"))
        stage.telemetry.services.note(.planned(web, PlanSummary([Plan<Int>]()), text: "No changes."))
        let service = Service(metadata: ObjectMeta(name: "web", namespace: "shop", uid: "u-1"))
        stage.telemetry.services.note(.orphaned(service))
        #expect(
            stage.output.texts == [
                #"I "Would change a load balancer" service="shop/web" add=5 change=0 destroy=0 calls=1 "#
                    + #"plan="+ web\n+ listener""#,
                #"I "Would change nothing" service="shop/web" add=0 change=0 destroy=0 calls=0 plan="No changes.""#,
                #"W "A Service is gone and its load balancer may be left in the cloud" service="shop/web" uid="u-1""#,
            ]
        )
        #expect(try await stage.scrape()["occm_orphaned_load_balancers_total"] == 1)
    }
}
