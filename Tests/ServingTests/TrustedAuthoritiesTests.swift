import FoundationEssentials
import Kubernetes
import Testing

@testable import Serving

@Suite("Trusted CAs", .timeLimit(.minutes(1)))
struct TrustedAuthoritiesTests {
    private let clock = TestClock()
    private let news = NewsBoard()
    private let authority: TestAuthority

    init() throws { authority = try TestAuthority(around: TestClock.start) }

    private func authorities(
        _ api: ScriptedAPI?,
        files: TestFiles = TestFiles(),
        _ change: (inout AuthenticationOptions) -> Void = { _ in }
    ) -> TrustedAuthorities {
        var options = AuthenticationOptions()
        change(&options)
        return TrustedAuthorities(options, client: api?.client(clock.clock), files: files.files) { [news] in
            news.note($0)
        }
    }

    /// The ConfigMap as kube-apiserver writes it.
    private func configMap(_ data: [String: String]) throws -> String {
        let data = String(decoding: try JSONEncoder().encode(data), as: UTF8.self)
        return #"{"metadata":{"name":"extension-apiserver-authentication"},"data":\#(data)}"#
    }

    private var pem: String { String(decoding: authority.pem, as: UTF8.self) }

    @Test("the cluster says whom to trust")
    func configMap() async throws {
        let map = try configMap([
            "client-ca-file": pem, "requestheader-client-ca-file": pem,
            "requestheader-allowed-names": #"["front-proxy-client"]"#,
            "requestheader-username-headers": #"["X-Remote-User"]"#,
            "requestheader-group-headers": #"["X-Remote-Group"]"#,
            "requestheader-extra-headers-prefix": #"["X-Remote-Extra-"]"#,
        ])
        let trusted = authorities(ScriptedAPI { _, _ in (200, map) })
        try await trusted.load()
        #expect(trusted.current.clients == (try ClientAuthorities(pem: authority.pem)))
        let headers = try #require(trusted.current.frontProxy?.headers)
        #expect(headers.allowedNames == ["front-proxy-client"])
        #expect(headers.names == ["X-Remote-User"])
        #expect(headers.groups == ["X-Remote-Group"])
        #expect(headers.extraPrefixes == ["X-Remote-Extra-"])
        #expect(headers.uids.isEmpty)
    }

    @Test("a cluster without the ConfigMap trusts nobody, and that is no error")
    func noConfigMap() async throws {
        let trusted = authorities(.usual())
        try await trusted.load()
        #expect(trusted.current == TrustedAuthorities.Trusted())
    }

    @Test("a ConfigMap that may not be read ends the start, unless that is tolerated")
    func forbidden() async throws {
        let api = ScriptedAPI { _, _ in (403, "") }
        await #expect(throws: ServingError.self) { try await authorities(api).load() }
        try await authorities(api) { $0.toleratesLookupFailure = true }.load()
        let refused = news.all { if case .authoritiesRefused(let error) = $0 { error } else { nil } }
        #expect(refused.map(\.code) == [.lookup])
        #expect(refused.first?.message.contains("extension-apiserver-authentication-reader") == true)
    }

    @Test("an API server that does not answer yet ends no start, and is asked again until it does")
    func unavailable() async throws {
        let map = try configMap(["client-ca-file": pem])
        let api = ScriptedAPI { _, number in number < 2 ? (503, "") : (200, map) }
        let trusted = authorities(api)
        try await trusted.load()
        #expect(trusted.current.clients == nil)
        let watching = Task { await trusted.watch(every: .seconds(5), clock: clock.clock) }
        for number in 1...2 {
            await clock.sleeper(.seconds(5), number: number)
            clock.advance(by: .seconds(5))
        }
        await clock.sleeper(.seconds(5), number: 3)
        watching.cancel()
        #expect(trusted.current.clients != nil)
        let refused = news.all { if case .authoritiesRefused(let error) = $0 { error.code } else { nil } }
        #expect(refused == [.unavailable])
    }

    @Test("nothing is asked when the lookup is skipped, or files say all")
    func notAsked() async throws {
        let api = ScriptedAPI { _, _ in (403, "") }
        try await authorities(api) { $0.skipsLookup = true }.load()
        let files = TestFiles(["ca": authority.pem])
        let trusted = authorities(api, files: files) {
            ($0.clientAuthorityFile, $0.frontProxyAuthorityFile) = ("ca", "ca")
            $0.frontProxyHeaders.allowedNames = ["p"]
        }
        try await trusted.load()
        #expect(api.bodies.isEmpty)
        #expect(trusted.current.clients != nil)
        #expect(trusted.current.frontProxy?.headers.allowedNames == ["p"])
    }

    @Test(
        "unreadable data is an error that names the key",
        arguments: ["client-ca-file", "requestheader-allowed-names"]
    )
    func unreadable(_ key: String) async throws {
        let map = try configMap(["requestheader-client-ca-file": pem, key: "junk"])
        let error = await #expect(throws: ServingError.self) {
            try await authorities(ScriptedAPI { _, _ in (200, map) }).load()
        }
        #expect(error?.message.contains(key) == true)
    }

    @Test("a new CA in the cluster is trusted after a lookup; one that can't be read changes nothing")
    func following() async throws {
        let maps = [
            try configMap([:]), try configMap(["client-ca-file": pem]), try configMap(["client-ca-file": "junk"]),
        ]
        let api = ScriptedAPI { _, number in (200, maps[min(number, 2)]) }
        let trusted = authorities(api)
        try await trusted.load()
        for _ in 0..<4 { await trusted.refresh(asksCluster: true) }
        #expect(trusted.current.clients == (try ClientAuthorities(pem: authority.pem)))
        #expect(news.all { if case .authoritiesInUse = $0 { true } else { nil } }.count == 1)
        #expect(news.all { if case .authoritiesRefused = $0 { true } else { nil } }.count == 1)
    }

    @Test("the cluster is asked once in the lookup interval")
    func interval() async throws {
        let api = ScriptedAPI { _, _ in (404, "") }
        let trusted = authorities(api) { $0.lookupInterval = .seconds(60) }
        try await trusted.load()
        let watching = Task { [clock] in await trusted.watch(every: .seconds(30), clock: clock.clock) }
        for (sleeps, lookups) in [1, 1, 2, 2, 3].enumerated() {
            await clock.sleeper(.seconds(30), number: sleeps + 1)
            #expect(api.bodies.count == lookups)
            clock.advance(by: .seconds(30))
        }
        watching.cancel()
        await watching.value
    }

    @Test("a CA file is followed, and a bad one changes nothing")
    func file() async throws {
        let files = TestFiles(["ca": authority.pem])
        let trusted = authorities(nil, files: files) { $0.clientAuthorityFile = "ca" }
        try await trusted.load()
        let first = trusted.current
        let watching = Task { [clock] in await trusted.watch(every: .seconds(5), clock: clock.clock) }
        await clock.sleeper(.seconds(5))
        files["ca"] = Array("junk".utf8)
        clock.advance(by: .seconds(5))
        let refused = try await news.wait { if case .authoritiesRefused(let error) = $0 { error } else { nil } }
        #expect(refused.message.hasPrefix("ca: "))
        #expect(trusted.current == first)
        files["ca"] = try TestAuthority("next").pem
        await clock.sleeper(.seconds(5), number: 2)
        clock.advance(by: .seconds(5))
        _ = try await news.wait(for: 2) { if case .authoritiesInUse = $0 { true } else { nil } }
        #expect(trusted.current != first)
        watching.cancel()
        await watching.value
    }

    @Test("who presents a bad credential beside a good one is who the good one says")
    func manyCredentials() async throws {
        let files = TestFiles(["ca": authority.pem])
        let trusted = authorities(nil, files: files) { $0.clientAuthorityFile = "ca" }
        try await trusted.load()
        let call = ReviewCall(ScriptedAPI.usual().client(clock.clock), .token, clock: clock.clock) { _ in }
        let tokens = TokenAuthenticator(call, cacheTime: .zero)
        let authenticator = Authenticator(authorities: trusted, tokens: tokens, clock: clock.clock)
        let stranger = try DERChain(pem: TestAuthority().client("eve").chain).certificates
        func outcome(_ token: String?, _ certificates: [[UInt8]]) async -> AuthenticationOutcome {
            let headers = token.map { [(name: "authorization", value: "Bearer \($0)")] } ?? []
            return await authenticator.identify(
                IncomingRequest(method: "GET", target: "/", headers: headers, certificates: certificates)
            )
        }
        let ann = TokenReview.User(username: "ann", groups: ["readers", "system:authenticated"])
        #expect(await outcome("good", stranger) == .user(ann))
        guard case .refused(let reason) = await outcome("bad", stranger) else {
            Issue.record("it was not refused")
            return
        }
        #expect(reason.contains("client certificate"))
        #expect(reason.contains("token"))
        #expect(await outcome(nil, []) == .user(Authenticator.anonymous))
    }
}
