import Kubernetes
import Testing

@testable import Serving

@Suite("Authorization")
struct AuthorizationTests {
    private let clock = TestClock()
    private let ann = TokenReview.User(username: "ann", groups: ["readers"])
    private let bob = TokenReview.User(username: "bob")

    private func authorizer(
        _ api: ScriptedAPI?,
        _ change: (inout AuthorizationOptions) -> Void = { _ in }
    ) throws -> Authorizer {
        var options = AuthorizationOptions()
        change(&options)
        let call = api.map { ReviewCall($0.client(clock.clock), .access, clock: clock.clock) { _ in } }
        return try Authorizer(options, call: call, clock: clock.clock)
    }

    private func get(_ path: String) -> IncomingRequest { IncomingRequest(method: "GET", target: path) }

    @Test("masters may do everything, and nobody is asked")
    func masters() async throws {
        let api = ScriptedAPI.usual()
        let root = TokenReview.User(username: "root", groups: ["system:masters"])
        let decision = try await authorizer(api).decide(root, get("/metrics"))
        #expect(decision == .allowed)
        #expect(api.bodies.isEmpty)
    }

    @Test(
        "always-allowed paths are exact, or begin like those that end in *",
        arguments: [
            ("/healthz", true), ("/healthz/ping", false), ("/open", true), ("/open/below", true), ("/opener", true),
            ("/bare", true), ("/", false),
        ]
    )
    func alwaysAllowed(_ path: String, _ isAllowed: Bool) async throws {
        let authorizer = try authorizer(nil) { $0.alwaysAllowedPaths = ["/healthz", "/open*", "bare"] }
        #expect(await authorizer.decide(bob, get(path)) == (isAllowed ? .allowed : .denied(reason: "")))
    }

    @Test("a star anywhere but at the end is an error")
    func badPath() throws {
        #expect(throws: ServingError.self) { try authorizer(nil) { $0.alwaysAllowedPaths = ["/a*/b"] } }
    }

    @Test("the API server is asked what the Go one would ask")
    func question() async throws {
        let api = ScriptedAPI.usual()
        _ = try await authorizer(api).decide(ann, IncomingRequest(method: "POST", target: "/metrics?a=b"))
        #expect(
            api.bodies == [
                """
                {"apiVersion":"authorization.k8s.io/v1","kind":"SubjectAccessReview","spec":{"groups":["readers"],\
                "nonResourceAttributes":{"path":"/metrics","verb":"post"},"user":"ann"}}
                """
            ]
        )
    }

    @Test("yes and no are believed for their times, and asked again after")
    func caching() async throws {
        let api = ScriptedAPI.usual()
        let authorizer = try authorizer(api) {
            ($0.allowedCacheTime, $0.deniedCacheTime) = (.seconds(10), .seconds(3))
        }
        for _ in 0..<3 {
            #expect(await authorizer.decide(ann, get("/metrics")) == .allowed)
            #expect(await authorizer.decide(bob, get("/metrics")) == .denied(reason: ""))
        }
        #expect(api.bodies.count == 2)
        clock.advance(by: .seconds(3))
        _ = await authorizer.decide(ann, get("/metrics"))
        _ = await authorizer.decide(bob, get("/metrics"))
        #expect(api.bodies.count == 3)
        clock.advance(by: .seconds(7))
        _ = await authorizer.decide(ann, get("/metrics"))
        #expect(api.bodies.count == 4)
    }

    @Test("large questions are asked but not remembered")
    func largeQuestions() async throws {
        let api = ScriptedAPI.usual()
        let authorizer = try authorizer(api)
        for _ in 0..<2 { _ = await authorizer.decide(ann, get("/" + String(repeating: "x", count: 5000))) }
        #expect(api.bodies.count == 2)
    }

    @Test("who can't be asked about is neither allowed nor remembered")
    func failure() async throws {
        let api = ScriptedAPI { _, number in
            number == 0
                ? (403, #"{"kind":"Status","code":403,"reason":"Forbidden","message":"may not ask"}"#)
                : (201, #"{"spec":{},"status":{"allowed":false,"reason":"because"}}"#)
        }
        let authorizer = try authorizer(api)
        guard case .failed(let reason) = await authorizer.decide(ann, get("/metrics")) else {
            Issue.record("it did not fail")
            return
        }
        #expect(reason.contains("may not ask"))
        #expect(await authorizer.decide(ann, get("/metrics")) == .denied(reason: "because"))
    }
}
