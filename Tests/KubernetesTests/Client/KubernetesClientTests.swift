import CurlTransport
import FoundationEssentials
import Synchronization
import Testing

@testable import Kubernetes

@Suite("Calling the API", .timeLimit(.minutes(1)))
struct KubernetesClientTests {
    private let clock = TestClock(passes: true)
    private let web = ObjectKey(namespace: "shop", name: "web")

    @Test("each call has its method, path, type and body")
    func calls() async throws {
        let transport = ScriptedTransport(.json("{}"))
        let client = transport.client(clock)
        _ = try await client.get(Service.self, web)
        _ = try await client.get(Node.self, ObjectKey(name: "n 1/x"))
        try await client.create(ConfigMap(metadata: ObjectMeta(name: "c", namespace: "n"), data: ["a": "b"]))
        try await client.update(Lease(metadata: ObjectMeta(name: "l", namespace: "n", resourceVersion: "3")))
        try await client.patch(Service.self, web, .status, with: .removing(finalizer: "f", from: ["f"]))
        try await client.patch(Node.self, ObjectKey(name: "n"), with: ObjectPatch(.merge, ["spec": ["x": .null]]))
        try await client.delete(Node.self, ObjectKey(name: "n"), uid: "u")
        #expect(
            transport.lines == [
                "GET /api/v1/namespaces/shop/services/web", "GET /api/v1/nodes/n%201%2Fx",
                "POST /api/v1/namespaces/n/configmaps", "PUT /apis/coordination.k8s.io/v1/namespaces/n/leases/l",
                "PATCH /api/v1/namespaces/shop/services/web/status", "PATCH /api/v1/nodes/n", "DELETE /api/v1/nodes/n",
            ]
        )
        let types = transport.requests.map { $0.headers["Content-Type"] ?? "" }
        let json = "application/json"
        #expect(
            types == [
                "", "", json, json, ObjectPatch.Kind.strategicMerge.rawValue, ObjectPatch.Kind.merge.rawValue, json,
            ]
        )
        let bodies = transport.requests.compactMap(\.body).map { String(decoding: $0, as: UTF8.self) }
        #expect(
            bodies == [
                #"{"apiVersion":"v1","data":{"a":"b"},"kind":"ConfigMap","metadata":{"name":"c","namespace":"n"}}"#,
                #"{"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"l","namespace":"n","resourceVersion":"3"},"spec":{}}"#,
                #"{"metadata":{"$deleteFromPrimitiveList/finalizers":["f"]}}"#,
                #"{"spec":{"x":null}}"#,
                #"{"apiVersion":"v1","kind":"DeleteOptions","preconditions":{"uid":"u"}}"#,
            ]
        )
    }

    @Test("a failure's body says what it is, else its status does")
    func failures() async throws {
        let conflict =
            #"{"kind":"Status","code":409,"reason":"Conflict","message":"changed","details":{"name":"web","kind":"services","retryAfterSeconds":3}}"#
        let replies: [(ScriptedTransport.Reply, KubernetesError.Code, StatusReason)] = [
            (.answer(409, headers: ["Audit-Id": "a-1"], body: conflict), .conflict, .conflict),
            (.answer(404, headers: [:], body: "404 page not found"), .notFound, .notFound),
            (.answer(500, headers: [:], body: ""), .server, .internalError),
            (.status(422, reason: "Invalid"), .invalid, .invalid),
            (.status(409, reason: "Peculiar"), .conflict, StatusReason(rawValue: "Peculiar")),
            (.status(429, reason: "Peculiar"), .throttled, StatusReason(rawValue: "Peculiar")),
        ]
        for (reply, code, reason) in replies {
            let error = await failure { try await ScriptedTransport(reply).client(clock).get(Service.self, web) }
            #expect(error?.code == code)
            #expect(error?.status?.reason == reason)
            #expect(error?.call == "GET /api/v1/namespaces/shop/services/web")
        }
        let error = await failure { try await ScriptedTransport(replies[0].0).client(clock).get(Service.self, web) }
        #expect(error?.status?.details?.retryAfterSeconds == 3)
        #expect(
            error?.description
                == "The API server refused: changed [GET /api/v1/namespaces/shop/services/web, HTTP 409, a-1]"
        )
    }

    @Test(
        "the reason of a status without one",
        arguments: [
            (400, "BadRequest"), (401, "Unauthorized"), (403, "Forbidden"), (404, "NotFound"),
            (405, "MethodNotAllowed"),
            (406, "NotAcceptable"), (409, "Conflict"), (410, "Gone"), (415, "UnsupportedMediaType"), (422, "Invalid"),
            (429, "TooManyRequests"), (500, "InternalError"), (502, "InternalError"), (503, "ServiceUnavailable"),
            (504, "Timeout"), (418, ""),
        ]
    )
    func reasons(status: Int, reason: String) {
        #expect(StatusReason(httpStatus: status, isCreation: false).rawValue == reason)
        #expect(
            StatusReason(httpStatus: status, isCreation: true).rawValue == (status == 409 ? "AlreadyExists" : reason)
        )
    }

    @Test(
        "a call is sent again when the server says when, and after a broken connection if it is safe",
        arguments: [
            (RetryRule.Outcome.answer(status: 429, retryAfter: "1"), HTTPMethod.patch, 1.0 as Double?),
            (.answer(status: 503, retryAfter: "2"), .post, 2), (.answer(status: 503, retryAfter: nil), .get, nil),
            (.answer(status: 429, retryAfter: nil), .get, nil),
            (.answer(status: 503, retryAfter: "Wed, 21 Oct 2026 07:28:00 GMT"), .get, nil),
            (.answer(status: 429, retryAfter: "4000000000"), .get, 120),
            (.answer(status: 429, retryAfter: "-1"), .get, nil),
            (.answer(status: 409, retryAfter: "1"), .put, nil), (.failure(.aborted), .get, 1),
            (.failure(.outcomeUnknown), .put, nil), (.failure(.connect), .get, nil), (.failure(.timeout), .get, nil),
        ]
    )
    func retryRule(outcome: RetryRule.Outcome, method: HTTPMethod, seconds: Double?) {
        #expect(RetryRule.delay(after: outcome, method, retries: 9) == seconds.map { .milliseconds($0 * 1000) })
        #expect(RetryRule.delay(after: outcome, method, retries: 10) == nil)
    }

    @Test("429 with Retry-After is waited for, ten times at most")
    func throttled() async {
        let transport = ScriptedTransport(.status(429, headers: ["Retry-After": "1"]))
        let error = await failure { try await transport.client(clock).get(Service.self, web) }
        #expect(error?.code == .throttled)
        #expect(transport.requests.count == 11)
        #expect(clock.slept == Array(repeating: .seconds(1), count: 10))
    }

    @Test("a change without an answer is not sent again")
    func outcomeUnknown() async {
        let transport = ScriptedTransport(.failure(.outcomeUnknown))
        let error = await failure {
            try await transport.client(clock).patch(Service.self, web, with: .annotations(["a": "b"]))
        }
        #expect(error?.code == .outcomeUnknown)
        #expect(transport.requests.count == 1)
    }

    @Test("what conflicts is done again, 20 times at most")
    func conflicts() async throws {
        let (transport, key) = (ScriptedTransport(.status(409), .status(409), .json("{}")), ObjectKey(name: "n"))
        let client = transport.client(clock)
        _ = try await client.retryingConflicts { () async throws(KubernetesError) in
            try await client.patch(Node.self, key, with: .taints([], resourceVersion: "1"))
        }
        #expect(clock.slept == [.milliseconds(50), .milliseconds(50)])
        let stubborn = ScriptedTransport(.status(409))
        let error = await failure {
            try await client.retryingConflicts { () async throws(KubernetesError) in
                try await stubborn.client(clock).patch(Node.self, key, with: .taints([], resourceVersion: "1"))
            }
        }
        #expect(error?.code == .conflict)
        #expect(stubborn.requests.count == 20)
    }

    @Test("an answer that is no such object says where it is wrong")
    func unreadable() async {
        let transport = ScriptedTransport(.json(#"{"spec":{"ports":[{"port":"http"}]}}"#))
        let error = await failure { try await transport.client(clock).get(Service.self, web) }
        #expect(error?.code == .invalidResponse)
        #expect(error?.message.contains("spec.ports[0].port") == true)
    }

    @Test("calls keep the pace; those of another pace do not wait for it")
    func pace() async throws {
        let transport = ScriptedTransport(.json("{}"))
        let slow = transport.client(clock).paced(by: RequestPace(rate: 1, burst: 2))
        let other = slow.paced(by: RequestPace(rate: 1, burst: 1))
        for _ in 0..<4 { _ = try await slow.get(Service.self, web) }
        _ = try await other.get(Service.self, web)
        #expect(clock.slept == [.seconds(1), .seconds(1)])
    }

    @Test("every exchange is told of")
    func observer() async throws {
        let transport = ScriptedTransport(
            .status(429, headers: ["Retry-After": "2"]),
            .answer(200, headers: ["Warning": #"299 - "old""#], body: "{}")
        )
        let seen = Seen()
        var client = transport.client(clock)
        client.observer = { seen.add($0) }
        _ = try await client.get(Service.self, web)
        #expect(seen.calls.map(\.status) == [429, 200])
        #expect(seen.calls.map(\.verb) == ["get", "get"])
        #expect(seen.calls.map(\.resource) == ["services", "services"])
        #expect(seen.calls.last?.warning == #"299 - "old""#)
    }

    @Test("a slash at the end of the server's URL and a path in it are fine")
    func serverPath() async throws {
        let transport = ScriptedTransport(.json("ok"))
        let client = KubernetesClient(
            server: "http://api.test/k8s/clusters/c-1/",
            transport: transport,
            credentials: ClusterCredentials(ClusterAccess(server: "")),
            clock: clock.clock
        )
        #expect(try await client.raw("/healthz") == Array("ok".utf8))
        #expect(transport.lines == ["GET /k8s/clusters/c-1/healthz"])
    }
}

/// What an observer saw.
private final class Seen: Sendable {
    private let list = Mutex<[FinishedCall]>([])
    var calls: [FinishedCall] { list.withLock(\.self) }
    func add(_ call: FinishedCall) { list.withLock { $0.append(call) } }
}

/// The error that a call ends with.
func failure<Value>(_ body: () async throws -> Value) async -> KubernetesError? {
    do {
        _ = try await body()
        return nil
    } catch {
        return error as? KubernetesError
    }
}
