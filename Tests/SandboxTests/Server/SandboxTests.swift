import Testing

@testable import Sandbox

@Suite("The running sandbox")
struct SandboxTests {
    private func withCloud(
        _ options: Sandbox.Options = Sandbox.Options(),
        _ body: (Sandbox) async throws -> Void
    ) async throws {
        let cloud = try await Sandbox.start(options)
        do {
            try await body(cloud)
        } catch {
            try await cloud.stop()
            throw error
        }
        try await cloud.stop()
    }

    private func token(from cloud: Sandbox) async throws -> String {
        let login = HTTPProbe.request("POST", "/identity/v3/auth/tokens", body: SeededWorld.login(.k8s).text)
        let answer = try await HTTPProbe.exchange(login, with: cloud)
        let line = try #require(answer.split(separator: "\r\n").first { $0.hasPrefix("X-Subject-Token: ") })
        return String(line.dropFirst("X-Subject-Token: ".count))
    }

    @Test("two requests on one connection are answered in order, each with a request id")
    func keepAlive() async throws {
        try await withCloud { cloud in
            let requests =
                HTTPProbe.request("GET", "/identity", close: false) + HTTPProbe.request("GET", "/networking")
            let answer = try await HTTPProbe.exchange(requests, with: cloud)
            #expect(answer.hasPrefix("HTTP/1.1 300 Multiple Choices"))
            #expect(answer.contains("HTTP/1.1 200 OK"))
            #expect(answer.split(separator: "x-openstack-request-id: req-").count == 3)
        }
    }

    @Test("a body that waits for leave gets it")
    func expectContinue() async throws {
        try await withCloud { cloud in
            let body = SeededWorld.login(.k8s).text
            let head = HTTPProbe.request("POST", "/identity/v3/auth/tokens", body: body)
            let waiting = head.replacing("Host: cloud\r\n", with: "Host: cloud\r\nExpect: 100-continue\r\n")
            let answer = try await HTTPProbe.exchange(waiting, with: cloud)
            #expect(answer.hasPrefix("HTTP/1.1 100 Continue"))
            #expect(answer.contains("HTTP/1.1 201 Created"))
        }
    }

    @Test("a dropped call closes the connection without a byte, a truncated one in the middle")
    func drops() async throws {
        try await withCloud { cloud in
            let token = try await token(from: cloud)
            let create = HTTPProbe.request(
                "POST",
                "/networking/v2.0/floatingips",
                token: token,
                body: #"{"floatingip": {"floating_network_id": "\#(cloud.facts.floatingNetworkID)"}}"#,
                close: false
            )
            cloud.inject(FaultRule("POST", "/networking/*", .dropAfterApplying))
            #expect(try await HTTPProbe.exchange(create, with: cloud).isEmpty)
            cloud.inject(FaultRule("POST", "/networking/*", .truncate))
            let half = try await HTTPProbe.exchange(create, with: cloud)
            let parts = half.split(separator: "\r\n\r\n", maxSplits: 1)
            let length = parts.first?.split(separator: "\r\n").first { $0.hasPrefix("Content-Length: ") }?.dropFirst(16)
            #expect(parts.last?.utf8.count == length.flatMap { Int($0) }.map { $0 / 2 })
            let all = cloud.call("GET", "/networking/v2.0/floatingips").body?["floatingips"]?.arrayValue
            #expect(all?.count == 2)
            #expect(cloud.counts["POST /networking/v2.0/floatingips"] == 2)
        }
    }

    @Test("who listens hears of every call, also of one that is never answered", .timeLimit(.minutes(1)))
    func arrivals() async throws {
        try await withCloud { cloud in
            let arrivals = cloud.arrivals()
            cloud.inject(FaultRule("GET", "/networking/*", .stallAfterApplying))
            let client = Task {
                try await HTTPProbe.exchange(HTTPProbe.request("GET", "/networking/v2.0/networks"), with: cloud)
            }
            let first = await arrivals.first { _ in true }
            #expect(first?.template == "GET /networking/v2.0/networks" && first?.status == 401)
            client.cancel()
        }
    }

    @Test("a load balancer settles when the manual clock says so")
    func settling() async throws {
        var options = Sandbox.Options()
        options.clock = .manual()
        options.settings.settle = .seconds(2)
        try await withCloud(options) { cloud in
            let path = "/load-balancer/v2.0/lbaas/loadbalancers"
            let body: JSONValue = ["loadbalancer": ["vip_subnet_id": .string(cloud.facts.subnetID)]]
            let made = cloud.call("POST", path, body).body?["loadbalancer"]
            let id = try #require(made?["id"]?.stringValue)
            func status() -> JSONValue? {
                cloud.call("GET", "\(path)/\(id)").body?["loadbalancer"]?["provisioning_status"]
            }
            cloud.advance(by: .milliseconds(1999))
            #expect(status() == "PENDING_CREATE")
            cloud.advance(by: .milliseconds(1))
            #expect(status() == "ACTIVE")
            #expect(cloud.calls.isEmpty, "what tests ask past the network is not in the journal")
        }
    }

    @Test("a ticking clock gives every call a second of its own")
    func ticking() {
        let clock = SandboxClock.ticking(every: .seconds(1), startingAt: Instant(seconds: 10))
        #expect([clock.now, clock.now] == [Instant(seconds: 11), Instant(seconds: 12)])
        clock.advance(by: .seconds(5))
        #expect(clock.now == Instant(seconds: 18))
    }

    @Test("revoked tokens are refused, and stopped clouds do not answer")
    func revocationAndStop() async throws {
        let cloud = try await Sandbox.start()
        let request = HTTPProbe.request("GET", "/networking/v2.0/networks", token: try await token(from: cloud))
        #expect(try await HTTPProbe.exchange(request, with: cloud).hasPrefix("HTTP/1.1 200"))
        cloud.revokeTokens()
        #expect(try await HTTPProbe.exchange(request, with: cloud).hasPrefix("HTTP/1.1 401"))
        try await cloud.stop()
        await #expect(throws: (any Error).self) { try await HTTPProbe.exchange(request, with: cloud) }
    }

    @Test("a taken port is an error")
    func takenPort() async throws {
        try await withCloud { cloud in
            var options = Sandbox.Options()
            options.port = try #require(Int(cloud.url.split(separator: ":").last ?? ""))
            await #expect(throws: (any Error).self) { try await Sandbox.start(options) }
        }
    }

    @Test("equal seeds make equal clouds, other seeds others")
    func seeds() async throws {
        try await withCloud { first in
            try await withCloud { second in #expect(first.facts == second.facts) }
            var options = Sandbox.Options()
            options.seed = 2
            try await withCloud(options) { third in #expect(first.facts.networkID != third.facts.networkID) }
        }
    }

    @Test("the files name the cloud, its users and its nodes")
    func files() async throws {
        try await withCloud { cloud in
            let config = cloud.cloudConfig(for: .stranger)
            #expect(config.contains("auth-url=\(cloud.url)/identity/v3\n") && config.contains("tenant-name=other\n"))
            for user in SandboxUser.allCases { #expect(cloud.cloudsYAML.contains("  \(user.rawValue):\n")) }
            #expect(cloud.nodesYAML.split(separator: "---\n").count == 3)
            #expect(cloud.nodesYAML.contains("providerID: openstack:///\(cloud.facts.serverIDs[0])\n"))
        }
    }
}
