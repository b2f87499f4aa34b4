import CurlTransport
import Logging
import Testing

@testable import KeystoneAuth
@testable import Telemetry

@Suite("What is told of calls to OpenStack")
struct SessionTelemetryTests {
    private let output = LineCollector()
    private let registry = PrometheusRegistry()
    private var telemetry: SessionTelemetry { SessionTelemetry(metrics: registry, logger: output.logger()) }

    private func exchange(
        _ operation: String,
        _ method: HTTPMethod = .post,
        status: Int? = 201,
        failure: TransportError.Code? = nil,
        retries: Int = 0
    ) -> FinishedExchange {
        FinishedExchange(
            service: operation == "token_create" ? "identity" : "load-balancer",
            operation: operation,
            method: method,
            pathTemplate: "/v2.0/lbaas/loadbalancers",
            status: status,
            failure: failure,
            duration: .milliseconds(40),
            retries: retries,
            requestID: status.map { _ in "req-1" }
        )
    }

    @Test(
        "calls count as the Go OCCM counts them",
        arguments: [
            (.post, 201, nil, false), (.get, 404, nil, true), (.delete, 404, nil, false), (.delete, 409, nil, true),
            (.put, 500, nil, true), (.get, nil, .timeout, true), (.get, nil, .cancelled, false),
        ] as [(HTTPMethod, Int?, TransportError.Code?, Bool)]
    )
    func errors(method: HTTPMethod, status: Int?, failure: TransportError.Code?, isError: Bool) async throws {
        telemetry.finished(exchange("loadbalancer_x", method, status: status, failure: failure))
        let (scrape, request) = (try Scrape(await registry.render()), ["request": "loadbalancer_x"])
        #expect(scrape["openstack_api_requests_total", request] == 1)
        #expect(scrape["openstack_api_request_errors_total", request] == (isError ? 1 : nil))
        #expect(scrape["openstack_api_request_duration_seconds_sum", request] == 0.04)
        let labels = [
            "service": "load-balancer", "request": "loadbalancer_x",
            "code": status.map(String.init) ?? failure?.rawValue ?? "",
        ]
        #expect(scrape["occm_openstack_responses_total", labels] == 1)
        #expect(registry.rejected == 0)
    }

    @Test("throttling, repetitions and renewals of the token count by themselves")
    func ours() async throws {
        telemetry.finished(exchange("loadbalancer_list", .get, status: 429))
        telemetry.finished(exchange("loadbalancer_list", .get, status: 200, retries: 1))
        telemetry.finished(exchange("token_create"))
        telemetry.finished(exchange("token_create", status: 401))
        let scrape = try Scrape(await registry.render())
        #expect(scrape["occm_openstack_throttled_total", ["service": "load-balancer"]] == 1)
        let retried = ["service": "load-balancer", "request": "loadbalancer_list"]
        #expect(scrape["occm_openstack_retries_total", retried] == 1)
        #expect(scrape["occm_openstack_token_renewals_total", ["result": "success"]] == 1)
        #expect(scrape["occm_openstack_token_renewals_total", ["result": "failure"]] == 1)
        #expect(registry.rejected == 0)
    }

    @Test("an answer is logged with its request id: a failure with -v 4, a success with -v 6")
    func lines() {
        telemetry.finished(exchange("loadbalancer_create", retries: 2))
        telemetry.finished(exchange("loadbalancer_create", status: nil, failure: .outcomeUnknown))
        let call = #"request="loadbalancer_create" call="POST /v2.0/lbaas/loadbalancers""#
        #expect(
            output.texts == [
                #"I "A request to OpenStack was answered" \#(call) status="201" requestID="req-1" retries=2 duration=0.04"#,
                #"I "A request to OpenStack failed" \#(call) status="outcomeUnknown" duration=0.04"#,
            ]
        )
        let quiet = LineCollector()
        let telemetry = SessionTelemetry(metrics: registry, logger: quiet.logger(level: .debug))
        telemetry.finished(exchange("loadbalancer_create"))
        telemetry.finished(exchange("loadbalancer_create", status: 500))
        #expect(quiet.lines.count == 1)
    }
}
