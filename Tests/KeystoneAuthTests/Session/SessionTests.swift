import CurlTransport
import FoundationEssentials
import Synchronization
import Testing

@testable import KeystoneAuth

@Suite("Session", .timeLimit(.minutes(2)))
struct SessionTests {
    private let clock = TestClock()
    private let list = FakeCloud.list
    private let create = FakeCloud.create

    private func session(
        _ transport: ScriptedTransport,
        configuration: CloudConfig = FakeCloud.configuration,
        options: SessionOptions = SessionOptions(),
        observer: (any SessionObserver)? = nil
    ) throws -> Session {
        try FakeCloud.session(transport, clock, configuration: configuration, options: options, observer: observer)
    }

    @Test("a request goes to the catalog's endpoint with token, user agent and media types")
    func request() async throws {
        let transport = FakeCloud.transport { _, _ in FakeCloud.json("{}", headers: ["x-openstack-request-id": "req-9"])
        }
        var options = SessionOptions()
        options.userAgent = "cluster/abc occm/1.0"
        let response = try await session(transport, options: options).send(create)
        #expect(response.status == 200)
        #expect(response.requestID == "req-9")
        let login = try #require(transport.requests.first)
        #expect(login.url == "https://keystone.example:5000/v3/auth/tokens")
        #expect(login.headers["User-Agent"] == "cluster/abc occm/1.0")
        let sent = try #require(transport.requests.last)
        #expect(sent.url == "https://octavia.example/load-balancer/v2.0/lbaas/loadbalancers")
        #expect(sent.method == .post)
        #expect(sent.headers["X-Auth-Token"] == "token-1")
        #expect(sent.headers["User-Agent"] == "cluster/abc occm/1.0")
        #expect(sent.headers["Accept"] == "application/json")
        #expect(sent.headers["Content-Type"] == "application/json")
        #expect(sent.headers["OpenStack-API-Version"] == nil)
        #expect(sent.timeout == .seconds(60))
    }

    @Test("which token is held is known without asking for one")
    func heldToken() async throws {
        let transport = FakeCloud.transport { _, _ in FakeCloud.json("{}") }
        let session = try session(transport)
        #expect(await session.heldToken() == nil)
        #expect(transport.requests.isEmpty)
        let token = try await session.token()
        #expect(await session.heldToken() == token)
        #expect(transport.requests.count == 1)
    }

    @Test("a microversion is asked for by name, and request and configuration set the time limit")
    func microversionAndTimeout() async throws {
        let transport = FakeCloud.transport { _, _ in FakeCloud.json("{}") }
        var configuration = FakeCloud.configuration
        configuration.metadata.requestTimeout = .seconds(7)
        let session = try session(transport, configuration: configuration)
        _ = try await session.send(
            APIRequest(.compute, .get, "/servers/detail", operation: "server_list", microversion: "2.90")
        )
        _ = try await session.send(
            APIRequest(.compute, .get, "/servers", operation: "server_list", timeout: .seconds(300))
        )
        let sent = transport.requests.dropFirst()
        #expect(sent.map { $0.headers["OpenStack-API-Version"] } == ["compute 2.90", nil])
        #expect(sent.map(\.timeout) == [.seconds(7), .seconds(300)])
        #expect(sent.first?.url == "https://nova.example/v2.1/servers/detail")
    }

    @Test("the condition of a change is sent with it")
    func condition() async throws {
        let transport = FakeCloud.transport { _, _ in FakeCloud.json("{}") }
        let session = try session(transport)
        var change = APIRequest(.compute, .put, "/servers/s", operation: "server_update")
        change.ifMatch = "revision_number=7"
        _ = try await session.send(change)
        #expect(transport.requests.last?.headers["If-Match"] == "revision_number=7")
    }

    @Test("region and interface choose the endpoint")
    func interface() async throws {
        let transport = FakeCloud.transport { _, _ in FakeCloud.json("{}") }
        var configuration = FakeCloud.configuration
        configuration.global.endpointType = "internalURL"
        _ = try await session(transport, configuration: configuration).send(list)
        #expect(transport.requests.last?.url == "http://10.0.0.1:9876/v2.0/lbaas/loadbalancers")
    }

    @Test("a 401 triggers one renewal, and the request is sent once more, also a POST")
    func renewal() async throws {
        let logins = Mutex(0)
        let transport = ScriptedTransport { request, _ in
            guard !FakeCloud.isLogin(request) else {
                return FakeCloud.token(
                    logins.withLock {
                        $0 += 1; return $0
                    }
                )
            }
            return HTTPResponse(status: request.headers["X-Auth-Token"] == "token-2" ? 201 : 401)
        }
        let response = try await session(transport).send(create)
        #expect(response.status == 201)
        #expect(transport.requests.map { $0.headers["X-Auth-Token"] } == [nil, "token-1", nil, "token-2"])
    }

    @Test("a hundred requests at once log in once")
    func oneLogin() async throws {
        let transport = FakeCloud.transport { _, _ in FakeCloud.json("{}") }
        let session = try session(transport)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<100 { group.addTask { _ = try await session.send(list) } }
            try await group.waitForAll()
        }
        #expect(transport.requests(to: "/auth/tokens").count == 1)
        #expect(transport.requests.count == 101)
    }

    @Test("versions are asked for once an hour, at the service's root, and are sorted")
    func versions() async throws {
        let body = #"{"versions":[{"id":"v2.26"},{"id":"v2.0"},{"id":"v2.9"}]}"#
        let transport = FakeCloud.transport { _, _ in FakeCloud.json(body, status: 300) }
        let session = try session(transport)
        for _ in 0..<3 { #expect(try await session.versions(of: .loadBalancer) == ["v2.0", "v2.9", "v2.26"]) }
        #expect(transport.requests(to: "octavia").map(\.url) == ["https://octavia.example/load-balancer/"])
        clock.advance(by: .seconds(3600))
        _ = try await session.versions(of: .loadBalancer)
        #expect(transport.requests(to: "octavia").count == 2)
    }

    @Test("a failed version discovery is an error that names the way out, and is not kept")
    func failedDiscovery() async throws {
        let transport = FakeCloud.transport { _, number in
            number == 0 ? HTTPResponse(status: 403) : FakeCloud.json(#"{"versions":[{"id":"v2.5"}]}"#)
        }
        let session = try session(transport)
        let error = await #expect(throws: OpenStackError.self) { try await session.versions(of: .loadBalancer) }
        #expect(error?.code == .forbidden)
        #expect(error?.message.contains("set octavia-api-version in [LoadBalancer]") == true)
        #expect(try await session.versions(of: .loadBalancer) == ["v2.5"])
    }

    @Test("octavia-api-version stands in for the version document")
    func configuredVersion() async throws {
        let transport = FakeCloud.transport { _, _ in HTTPResponse(status: 403) }
        var configuration = FakeCloud.configuration
        configuration.loadBalancer.octaviaAPIVersion = "2.13"
        let session = try session(transport, configuration: configuration)
        #expect(try await session.versions(of: .loadBalancer) == ["v2.13"])
        #expect(transport.requests.isEmpty)
    }

    @Test("the project is the token's; a token without one asks for a scope")
    func project() async throws {
        let transport = FakeCloud.transport { _, _ in HTTPResponse(status: 500) }
        #expect(try await session(transport).projectID() == "11112222333344445555666677778888")
        let unscoped = ScriptedTransport { _, _ in
            FakeCloud.json(
                #"{"token":{"expires_at":"2026-01-01T01:00:00Z"}}"#,
                status: 201,
                headers: ["X-Subject-Token": "t"]
            )
        }
        let error = await #expect(throws: OpenStackError.self) { try await session(unscoped).projectID() }
        #expect(error?.code == .configuration)
    }

    @Test("the application credential's expiry is looked up under its user")
    func applicationCredential() async throws {
        let login = """
            {"token":{"issued_at":"2026-01-01T00:00:00Z","expires_at":"2026-01-01T01:00:00Z","user":{"id":"u1"},
             "application_credential":{"id":"a1","name":"n","restricted":true}}}
            """
        let transport = ScriptedTransport { request, _ in
            FakeCloud.isLogin(request)
                ? FakeCloud.json(login, status: 201, headers: ["X-Subject-Token": "t"])
                : FakeCloud.json(#"{"application_credential":{"id":"a1","expires_at":"2026-01-01T00:00:00.000000"}}"#)
        }
        #expect(try await session(transport).applicationCredentialExpiry() == TestClock.start)
        #expect(transport.requests.last?.url == "https://keystone.example:5000/v3/users/u1/application_credentials/a1")
    }

    private final class Recorder: SessionObserver {
        let exchanges = Mutex<[FinishedExchange]>([])

        func finished(_ exchange: FinishedExchange) { exchanges.withLock { $0.append(exchange) } }
    }

    @Test("the observer is told of every exchange, retries and logins included")
    func observer() async throws {
        let recorder = Recorder()
        let transport = FakeCloud.transport { _, number throws(TransportError) in
            clock.advance(by: .milliseconds(20))
            if number == 0 { throw TransportError(.aborted, "gone") }
            return FakeCloud.json("{}", headers: ["x-openstack-request-id": "req-1"])
        }
        let id = "8d9f0c5e-1111-4222-8333-444455556666"
        let get = APIRequest(.loadBalancer, .get, "/lbaas/loadbalancers/\(id)", operation: "loadbalancer_get")
        _ = try await session(transport, observer: recorder).send(get)
        let seen = recorder.exchanges.withLock { $0 }
        #expect(seen.map(\.operation) == ["token_create", "loadbalancer_get", "loadbalancer_get"])
        #expect(seen.map(\.service) == ["identity", "load-balancer", "load-balancer"])
        #expect(seen.map(\.retries) == [0, 0, 1])
        #expect(seen.map(\.status) == [201, nil, 200])
        #expect(seen.map(\.failure) == [nil, .aborted, nil])
        #expect(seen.last?.pathTemplate == "/load-balancer/v2.0/lbaas/loadbalancers/{id}")
        #expect(seen.last?.duration == .milliseconds(20))
        #expect(seen.last?.requestID == "req-1")
    }
}
