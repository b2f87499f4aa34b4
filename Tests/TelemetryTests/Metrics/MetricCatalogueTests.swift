import Testing

@testable import Telemetry

@Suite("The catalogue of metrics")
struct MetricCatalogueTests {
    @Test("no name is declared twice")
    func unique() {
        let names = MetricCatalogue.all.map(\.name)
        #expect(Set(names).count == names.count)
    }

    @Test(
        "every metric has a name, labels and help as Prometheus and its conventions want them",
        arguments: MetricCatalogue.all
    )
    func conventions(metric: MetricDefinition) {
        #expect(metric.name.wholeMatch(of: /[a-z][a-z0-9_]*/) != nil)
        #expect(metric.labels.allSatisfy { $0.wholeMatch(of: /[a-z][a-z0-9_]*/) != nil && $0 != "le" })
        #expect(Set(metric.labels).count == metric.labels.count)
        #expect(metric.help.hasSuffix("."))
        #expect(metric.name.hasSuffix("_total") == (metric.kind == .counter))
    }

    @Test("histograms have growing, finite bounds, and nothing else has any", arguments: MetricCatalogue.all)
    func buckets(metric: MetricDefinition) {
        #expect(metric.buckets.isEmpty == (metric.kind != .histogram))
        #expect(zip(metric.buckets, metric.buckets.dropFirst()).allSatisfy { $0 < $1 })
        #expect(metric.buckets.allSatisfy { $0.isFinite && $0 > 0 })
    }

    /// Names and labels that dashboards know: cloud-provider-openstack's `pkg/metrics`, client-go, component-base and
    /// Prometheus' process collector.
    @Test(
        "what the Go OCCM shows keeps its name and labels",
        arguments: [
            "openstack_api_request_duration_seconds": ["request"],
            "openstack_api_requests_total": ["request"],
            "openstack_api_request_errors_total": ["request"],
            "cloudprovider_openstack_reconcile_duration_seconds": ["operation"],
            "cloudprovider_openstack_reconcile_total": ["operation"],
            "cloudprovider_openstack_reconcile_errors_total": ["operation"],
            "service_controller_loadbalancer_sync_total": [],
            "service_controller_nodesync_error_total": [],
            "service_controller_nodesync_latency_seconds": [],
            "service_controller_update_loadbalancer_host_latency_seconds": [],
            "workqueue_depth": ["name"],
            "workqueue_adds_total": ["name"],
            "workqueue_queue_duration_seconds": ["name"],
            "workqueue_work_duration_seconds": ["name"],
            "workqueue_unfinished_work_seconds": ["name"],
            "workqueue_longest_running_processor_seconds": ["name"],
            "workqueue_retries_total": ["name"],
            "rest_client_requests_total": ["code", "method", "host"],
            "rest_client_request_duration_seconds": ["verb", "host"],
            "rest_client_rate_limiter_duration_seconds": ["verb", "host"],
            "leader_election_master_status": ["name"],
            "running_managed_controllers": ["name", "manager"],
            "apiserver_delegated_authn_request_total": ["code"],
            "apiserver_delegated_authn_request_duration_seconds": ["code"],
            "apiserver_delegated_authz_request_total": ["code"],
            "apiserver_delegated_authz_request_duration_seconds": ["code"],
            "process_cpu_seconds_total": [],
            "process_resident_memory_bytes": [],
            "process_virtual_memory_bytes": [],
            "process_open_fds": [],
            "process_max_fds": [],
            "process_start_time_seconds": [],
        ]
    )
    func inherited(name: String, labels: [String]) throws {
        let metric = try #require(MetricCatalogue.all.first { $0.name == name })
        #expect(metric.labels == labels)
    }

    @Test("buckets are those that client-go and cloud-provider have, to the last digit")
    func inheritedBuckets() {
        let texts = MetricCatalogue.queueDuration.buckets.map(Exposition.text)
        #expect(
            texts == [
                "1e-08", "1e-07", "1e-06", "9.999999999999999e-06", "9.999999999999999e-05", "0.001", "0.01", "0.1",
                "1", "10",
            ]
        )
        #expect(MetricCatalogue.nodeSyncLatency.buckets.count == 15)
        #expect(MetricCatalogue.nodeSyncLatency.buckets.last == 16384)
        #expect(MetricCatalogue.reconcileDuration.buckets.count == 21)
    }

    @Test("every metric is on the reference page, with its help and its labels", arguments: MetricCatalogue.all)
    func documented(metric: MetricDefinition) {
        let page = MetricReference.markdown
        #expect(page.contains("### `\(metric.name)`\n\n\(metric.help)\n"))
    }
}
