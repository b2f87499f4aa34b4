import Kubernetes
import Testing

@testable import Serving

@Suite("Tokens", .timeLimit(.minutes(1)))
struct TokenTests {
    private let clock = TestClock()
    private let news = NewsBoard()

    private func authenticator(_ api: ScriptedAPI) -> TokenAuthenticator {
        let call = ReviewCall(api.client(clock.clock), .token, clock: clock.clock) { [news] in news.note($0) }
        return TokenAuthenticator(call, cacheTime: .seconds(10))
    }

    private func request(_ authorization: String?) -> IncomingRequest {
        let headers = authorization.map { [(name: "Authorization", value: $0)] } ?? []
        return IncomingRequest(method: "GET", target: "/metrics", headers: headers)
    }

    @Test("what is no bearer token is nobody's", arguments: [nil, "", "Bearer", "Bearer ", "Basic Z29vZA=="])
    func noToken(_ authorization: String?) async {
        let api = ScriptedAPI.usual()
        #expect(await authenticator(api).identify(request(authorization)) == .nobody)
        #expect(api.bodies.isEmpty)
    }

    @Test("valid and invalid tokens are asked about once in the cache time")
    func caching() async {
        let api = ScriptedAPI.usual()
        let tokens = authenticator(api)
        for _ in 0..<3 {
            let ann = TokenReview.User(username: "ann", groups: ["readers"])
            #expect(await tokens.identify(request("bearer good")) == .user(ann))
            #expect(await tokens.identify(request("Bearer bad")) == .refused("the token is not valid"))
        }
        #expect(api.count("/tokenreviews") == 2)
        clock.advance(by: .seconds(10))
        _ = await tokens.identify(request("Bearer good"))
        #expect(api.count("/tokenreviews") == 3)
    }

    @Test("a token that the API server can't check is refused, and asked about again")
    func failure() async {
        let api = ScriptedAPI { _, number in
            number == 0
                ? (201, #"{"status":{"error":"webhook down"}}"#)
                : (201, #"{"status":{"authenticated":true,"user":{"username":"ann"}}}"#)
        }
        let tokens = authenticator(api)
        #expect(await tokens.identify(request("Bearer t")) == .refused("the token can't be checked: webhook down"))
        #expect(await tokens.identify(request("Bearer t")) == .user(TokenReview.User(username: "ann")))
    }

    @Test("a review whose answer was lost is asked again, after a pause")
    func repeating() async throws {
        let api = ScriptedAPI { _, number in
            number < 2
                ? (number == 0 ? 0 : 500, "") : (201, #"{"status":{"authenticated":true,"user":{"username":"ann"}}}"#)
        }
        async let identity = authenticator(api).identify(request("Bearer t"))
        for milliseconds in [500, 750] {
            await clock.sleeper(.milliseconds(milliseconds))
            clock.advance(by: .milliseconds(milliseconds))
        }
        #expect(await identity == .user(TokenReview.User(username: "ann")))
        #expect(api.count("/tokenreviews") == 3)
        let told = try await news.wait { news in
            if case .reviewed(.token, let code, let duration) = news { "\(code) \(duration)" } else { nil }
        }
        #expect(told == "201 1.25 seconds")
    }

    @Test("reviews end after ten seconds, whatever the API server does")
    func limit() async throws {
        let api = ScriptedAPI { _, _ in
            try? await Task.sleep(for: .seconds(3600))
            return (0, "")
        }
        async let identity = authenticator(api).identify(request("Bearer t"))
        await clock.sleeper(.seconds(10))
        clock.advance(by: .seconds(10))
        guard case .refused(let reason) = await identity else {
            Issue.record("it was not refused")
            return
        }
        #expect(reason.contains("within 10 seconds"))
        #expect(news.all { if case .reviewed(_, let code, _) = $0 { code } else { nil } } == ["<error>"])
    }

    @Test("an invalid credential is asked about only once")
    func noRepetition() async {
        let api = ScriptedAPI { _, _ in (403, "") }
        guard case .refused = await authenticator(api).identify(request("Bearer t")) else {
            Issue.record("it was not refused")
            return
        }
        #expect(api.count("/tokenreviews") == 1)
    }
}
