import CurlTransport
import FoundationEssentials
import Testing

@testable import Kubernetes
@testable import Telemetry

@Suite("What the process tells of itself")
struct TelemetryTests {
    private let stage = Stage()

    @Test("a file that changes is in use, or the old one stays: both are told")
    func config() async throws {
        let config = stage.telemetry.config("cloud-config")
        config.loaded()
        config.failed(KubernetesError(.configuration, "cloud.conf:3: no such key."))
        let scrape = try await stage.scrape()
        let labels = ["config": "cloud-config"]
        #expect(scrape["occm_config_reload_success_timestamp_seconds", labels] == 1_795_421_709)
        #expect(scrape["occm_config_reload_failures_total", labels] == 1)
        #expect(scrape["occm_config_reload_successful", labels] == 0)
        #expect(
            stage.output.texts == [
                #"I "A configuration is in use" config="cloud-config""#,
                #"E "A changed configuration can't be used; the old one stays in use" "#
                    + #"err="cloud.conf:3: no such key." config="cloud-config""#,
            ]
        )
        config.loaded()
        #expect(try await stage.scrape()["occm_config_reload_successful", labels] == 1)
    }

    @Test("queue, token, events, log and controllers are asked when somebody looks")
    func watched() async throws {
        let telemetry = stage.telemetry
        var standing = WorkQueueStanding()
        (standing.waiting, standing.delayed, standing.longestWait) = (3, 4, .seconds(5))
        (standing.longestWork, standing.unfinishedWork) = (.seconds(6), .seconds(7))
        telemetry.watch(queue: "service") { [standing] in standing }
        telemetry.watchToken { Date(timeIntervalSince1970: 1_795_500_000) }
        telemetry.watch(LogWriter { _ in })
        telemetry.controller("service", isRunning: true)
        let scrape = try await stage.scrape()
        let name = ["name": "service"]
        let values = [
            "workqueue_depth", "occm_workqueue_delayed", "occm_workqueue_longest_wait_seconds",
            "workqueue_longest_running_processor_seconds", "workqueue_unfinished_work_seconds",
        ].map { scrape[$0, name] }
        #expect(values == [3, 4, 5, 6, 7])
        #expect(scrape["occm_openstack_token_expiry_timestamp_seconds"] == 1_795_500_000)
        #expect(scrape["occm_log_lines_dropped_total"] == 0)
        let controller = ["name": "service", "manager": "cloud-controller-manager"]
        #expect(scrape["running_managed_controllers", controller] == 1)
        telemetry.controller("service", isRunning: false)
        #expect(try await stage.scrape()["running_managed_controllers", controller] == 0)
    }

    @Test("events that a recorder had to drop are counted")
    func droppedEvents() async throws {
        let transport = try CurlTransport()
        let access = ClusterAccess(server: "http://127.0.0.1:1")
        let client = KubernetesClient(
            server: access.server,
            transport: transport,
            credentials: ClusterCredentials(access)
        )
        let recorder = EventRecorder(component: "service-controller", client: client, log: stage.telemetry.events)
        stage.telemetry.watch(recorder, component: "service-controller")
        recorder.finish()
        recorder.record(ObjectReference(kind: "Service", name: "web"), .warning, reason: "Late", message: "Too late")
        let scrape = try await stage.scrape()
        #expect(scrape["occm_events_dropped_total", ["component": "service-controller"]] == 1)
        #expect(scrape["occm_events_total", ["type": "Warning", "reason": "Late"]] == 1)
        await transport.shutdown()
    }

    @Test("the build is told under our name and under Kubernetes'")
    func build() async throws {
        let scrape = try await stage.scrape()
        #expect(scrape["occm_build_info", ["version": "1.2.3", "commit": "abc"]] == 1)
        let line = try #require(scrape.values.keys.first { $0.name == "kubernetes_build_info" })
        #expect(line.labels["git_version"] == "v1.2.3")
        #expect(line.labels.keys.sorted() == MetricCatalogue.kubernetesBuildInfo.labels)
    }
}
