import CurlTransport
import FoundationEssentials
import Testing

@testable import Kubernetes
@testable import Telemetry

@Suite("What is told of the cluster")
struct ClusterTelemetryTests {
    private let stage = Stage()

    private func call(
        _ verb: String = "patch",
        _ resource: String = "services",
        status: Int? = 200,
        failure: TransportError.Code? = nil,
        heldBack: Duration = .zero,
        warning: String? = nil
    ) -> FinishedCall {
        FinishedCall(
            verb: verb,
            resource: resource,
            method: verb == "create" ? .post : .patch,
            status: status,
            failure: failure,
            duration: .milliseconds(300),
            heldBack: heldBack,
            warning: warning
        )
    }

    @Test("calls to the API server count under client-go's names, and under ours by what they asked for")
    func calls() async throws {
        let observer = stage.telemetry.kubernetes(host: "10.0.0.1:6443")
        observer(call(heldBack: .milliseconds(60)))
        observer(call(status: nil, failure: .timeout))
        let scrape = try await stage.scrape()
        let host = "10.0.0.1:6443"
        #expect(scrape["rest_client_requests_total", ["code": "200", "method": "PATCH", "host": host]] == 1)
        #expect(scrape["rest_client_requests_total", ["code": "<error>", "method": "PATCH", "host": host]] == 1)
        #expect(scrape["rest_client_request_duration_seconds_sum", ["verb": "PATCH", "host": host]] == 0.6)
        #expect(scrape["rest_client_rate_limiter_duration_seconds_sum", ["verb": "PATCH", "host": host]] == 0.06)
        let patches = ["resource": "services", "verb": "patch", "code": "200"]
        #expect(scrape["occm_kubernetes_requests_total", patches] == 1)
        #expect(stage.telemetry.metrics.rejected == 0)
        #expect(stage.output.lines == [])
    }

    @Test("reviews count as delegated authentication and authorization")
    func reviews() async throws {
        let observer = stage.telemetry.kubernetes(host: "h")
        observer(call("create", "tokenreviews", status: 201))
        observer(call("create", "subjectaccessreviews", status: 201))
        observer(call("create", "subjectaccessreviews", status: nil, failure: .connect))
        let scrape = try await stage.scrape()
        #expect(scrape["apiserver_delegated_authn_request_total", ["code": "201"]] == 1)
        #expect(scrape["apiserver_delegated_authn_request_duration_seconds_count", ["code": "201"]] == 1)
        #expect(scrape["apiserver_delegated_authz_request_total", ["code": "201"]] == 1)
        #expect(scrape["apiserver_delegated_authz_request_total", ["code": "<error>"]] == 1)
        #expect(scrape["apiserver_delegated_authz_request_duration_seconds_sum", ["code": "<error>"]] == 0.3)
        #expect(stage.telemetry.metrics.rejected == 0)
    }

    @Test("each warning of the API server is logged once; so is a long wait for the own rate limit")
    func warnings() {
        let observer = stage.telemetry.kubernetes(host: "h")
        for warning in ["299 - \"old\"", "299 - \"old\"", "299 - \"older\""] { observer(call(warning: warning)) }
        observer(call(heldBack: .milliseconds(999)))
        observer(call(heldBack: .seconds(2)))
        #expect(
            stage.output.texts == [
                #"W "The API server warns" warning="299 - \"old\"""#,
                #"W "The API server warns" warning="299 - \"older\"""#,
                #"I "A request waited for occm's own rate limit" verb="patch" resource="services" status="200" "#
                    + "duration=0.3 heldBack=2.0",
            ]
        )
    }

    @Test("a reflector's lists, failures and unreadable objects are counted and logged")
    func reflector() async throws {
        let report = stage.telemetry.reflector(Service.self)
        report(.listed(count: 3, resourceVersion: "77"))
        report(.listFailed(KubernetesError(.forbidden, "Refused."), pause: .milliseconds(800)))
        report(.watchFailed(KubernetesError(.expired, "Too old."), pause: .seconds(1)))
        report(.watchFailed(KubernetesError(.unreachable, "No answer."), pause: .seconds(2)))
        let metadata = ObjectMeta(name: "web", namespace: "shop")
        report(.unreadable(UnreadableObject(metadata: metadata, problem: "spec.ports is no list")))
        #expect(
            stage.output.texts == [
                #"I "Listed" resource="services" count=3 resourceVersion="77""#,
                #"W "Listing failed" err="Refused." resource="services" pause=0.8"#,
                #"I "A watch ended" err="Too old." resource="services" pause=1.0"#,
                #"W "A watch ended" err="No answer." resource="services" pause=2.0"#,
                #"E "An object can't be read; its last state is kept" err="spec.ports is no list" object="shop/web" "#
                    + #"resource="services""#,
            ]
        )
        let scrape = try await stage.scrape()
        #expect(scrape["occm_kubernetes_lists_total", ["resource": "services", "result": "success"]] == 1)
        #expect(scrape["occm_kubernetes_lists_total", ["resource": "services", "result": "forbidden"]] == 1)
        #expect(scrape["occm_kubernetes_watch_failures_total", ["resource": "services", "code": "unreachable"]] == 1)
        #expect(scrape["occm_kubernetes_unreadable_objects_total", ["resource": "services"]] == 1)
        #expect(stage.telemetry.metrics.rejected == 0)
    }

    @Test("an election tells who leads, once a change, and the gauge follows")
    func election() async throws {
        let report = stage.telemetry.leader("cloud-controller-manager")
        let name = ["name": "cloud-controller-manager"]
        #expect(try await stage.scrape()["leader_election_master_status", name] == 0)
        for _ in 1...3 { report(.follows(holder: "a")) }
        report(.follows(holder: "b"))
        report(.failed(KubernetesError(.server, "Broken.")))
        report(.became)
        #expect(try await stage.scrape()["leader_election_master_status", name] == 1)
        report(.stopped)
        #expect(try await stage.scrape()["leader_election_master_status", name] == 0)
        report(.became)
        report(.released)
        let lease = #"lease="cloud-controller-manager""#
        #expect(
            stage.output.texts == [
                #"I "Somebody else leads" \#(lease) holder="a""#, #"I "Somebody else leads" \#(lease) holder="b""#,
                #"W "A try to get or to keep the lease failed" err="Broken." \#(lease)"#,
                #"I "Became leader" \#(lease)"#,
                #"E "Lost the lease" \#(lease)"#, #"I "Became leader" \#(lease)"#, #"I "Gave the lease up" \#(lease)"#,
            ]
        )
        let scrape = try await stage.scrape()
        #expect(scrape["leader_election_master_status", name] == 0)
        let failures = name.merging(["code": "server"]) { $1 }
        #expect(scrape["occm_leader_election_failures_total", failures] == 1)
    }

    @Test("an event is logged as Kubernetes' components do")
    func event() async throws {
        let event = Event(
            metadata: ObjectMeta(name: "web.1", namespace: "shop"),
            involvedObject: ObjectReference(kind: "Service", namespace: "shop", name: "web", apiVersion: "v1"),
            type: .normal,
            reason: "EnsuredLoadBalancer",
            message: "Ensured load balancer",
            component: "service-controller",
            timestamp: "2026-11-23T08:15:09Z"
        )
        stage.telemetry.events(event)
        #expect(
            stage.output.texts == [
                #"I "Event occurred" object="shop/web" kind="Service" apiVersion="v1" type="Normal" "#
                    + #"reason="EnsuredLoadBalancer" message="Ensured load balancer""#
            ]
        )
        let labels = ["type": "Normal", "reason": "EnsuredLoadBalancer"]
        #expect(try await stage.scrape()["occm_events_total", labels] == 1)
    }
}
