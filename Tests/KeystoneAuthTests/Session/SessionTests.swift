import CurlTransport
import FoundationEssentials
import Synchronization
import Testing

@testable import KeystoneAuth

@Suite("Session")
struct SessionTests {
    private let clock = TestClock()
    private let list = APIRequest(.loadBalancer, .get, "/lbaas/loadbalancers", operation: "loadbalancer_list")
    private let create = APIRequest(
        .loadBalancer,
        .post,
        "/lbaas/loadbalancers",
        body: Array("{}".utf8),
        operation: "loadbalancer_create"
    )

    private func session(
        _ transport: ScriptedTransport,
        configuration: CloudConfig = FakeCloud.configuration,
        options: SessionOptions = SessionOptions(),
        observer: (any SessionObserver)? = nil
    ) throws -> Session {
        try Session(
            configuration: configuration,
            transport: transport,
            options: options,
            clock: clock.clock,
            observer: observer,
            random: { 0.5 }
        )
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

    @Test("a second 401 is an error")
    func refusedTwice() async throws {
        let transport = FakeCloud.transport { _, _ in HTTPResponse(status: 401) }
        let error = await #expect(throws: OpenStackError.self) { try await session(transport).send(list) }
        #expect(error?.code == .unauthorized)
        #expect(transport.requests.count == 4)
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

    @Test("a GET is sent again after lost connections and gateway errors, with growing delays")
    func retriedRead() async throws {
        let transport = FakeCloud.transport { _, number throws(TransportError) in
            switch number {
            case 0: throw TransportError(.aborted, "gone")
            case 1: HTTPResponse(status: 503)
            case 2: throw TransportError(.connect, "refused")
            default: FakeCloud.json("{}")
            }
        }
        #expect(try await session(transport).send(list).status == 200)
        // The 503 emptied the bucket and halved its rate, which costs the next two requests nothing after these delays.
        #expect(clock.slept == [.milliseconds(500), .seconds(1), .seconds(2)])
    }

    @Test(
        "a change is not sent again when it may have been made",
        arguments: [
            (TransportError.Code.timeout, OpenStackError.Code.outcomeUnknown), (.aborted, .outcomeUnknown),
            (.outcomeUnknown, .outcomeUnknown), (.tls, .unreachable), (.tooLarge, .invalidResponse),
        ]
    )
    func lostChange(failure: TransportError.Code, code: OpenStackError.Code) async throws {
        let transport = FakeCloud.transport { _, _ throws(TransportError) in throw TransportError(failure, "It broke.")
        }
        for method in [HTTPMethod.post, .put, .delete] {
            var change = create
            change.method = method
            let error = await #expect(throws: OpenStackError.self) { try await session(transport).send(change) }
            #expect(error?.code == code)
            #expect(error?.call == "\(method.rawValue) /load-balancer/v2.0/lbaas/loadbalancers")
        }
        #expect(transport.requests(to: "/lbaas").count == 3)
    }

    @Test("a change is sent again after 429 and when no connection was made")
    func retriedChange() async throws {
        let transport = FakeCloud.transport { _, number throws(TransportError) in
            switch number {
            case 0: throw TransportError(.connect, "refused")
            case 1: HTTPResponse(status: 429, headers: ["Retry-After": "3"])
            default: HTTPResponse(status: 201)
            }
        }
        #expect(try await session(transport).send(create).status == 201)
        #expect(clock.slept == [.milliseconds(500), .seconds(3)])
    }

    @Test("after the last attempt the error says how often it was tried")
    func attempts() async throws {
        let transport = FakeCloud.transport { _, _ throws(TransportError) in
            throw TransportError(.connect, "Connection refused.")
        }
        let error = await #expect(throws: OpenStackError.self) { try await session(transport).send(list) }
        #expect(error?.code == .unreachable)
        #expect(
            error?.message.contains("The load-balancer service can't be reached after 5 attempts: Connection refused.")
                == true
        )
        #expect(transport.requests(to: "/lbaas").count == 5)
    }

    @Test("a status that the request does not expect is an error with the service's words and request id")
    func unexpected() async throws {
        let transport = FakeCloud.transport { _, _ in
            FakeCloud.json(
                #"{"faultstring":"Quota has been met for resources: Load Balancer"}"#,
                status: 403,
                headers: ["x-openstack-request-id": "req-7"]
            )
        }
        let error = await #expect(throws: OpenStackError.self) { try await session(transport).send(create) }
        #expect(error?.code == .quotaExceeded)
        #expect(error?.requestID == "req-7")
        #expect(
            error?.description
                == "A quota of the project is used up: \"Quota has been met for resources: Load Balancer\". Free some of it or "
                + "have it raised. [POST /load-balancer/v2.0/lbaas/loadbalancers, HTTP 403, req-7]"
        )
    }

    @Test("a wrong password is named with the keys to check, without the password")
    func wrongPassword() async throws {
        let transport = ScriptedTransport { _, _ in
            FakeCloud.json(#"{"error":{"code":401,"message":"bad: correct horse"}}"#, status: 401)
        }
        let error = await #expect(throws: OpenStackError.self) { try await session(transport).send(list) }
        #expect(error?.code == .unauthorized)
        #expect(
            error?.message.hasPrefix(
                "Keystone at https://keystone.example:5000/v3 refuses user \"k8s\" of domain \"Default\". Check in [Global]:"
            ) == true
        )
        #expect(error.map { "\($0) \($0.fault ?? "")" }?.contains("correct horse") == false)
        #expect(transport.requests.count == 1)
    }

    @Test(
        "what is no Keystone is named by its address",
        arguments: [
            (404, "There is no Keystone v3 API at"), (200, "does not answer as Keystone's v3 API does"),
            (500, "failed:"),
        ]
    )
    func noKeystone(status: Int, message: String) async throws {
        let transport = ScriptedTransport { _, _ in HTTPResponse(status: status, body: Array("<html>".utf8)) }
        let error = await #expect(throws: OpenStackError.self) { try await session(transport).send(list) }
        #expect(error?.message.contains(message) == true)
        #expect(error?.message.contains("https://keystone.example:5000/v3") == true)
    }

    @Test("an unreachable Keystone is retried like a read, though it is asked by POST")
    func unreachableKeystone() async throws {
        let transport = ScriptedTransport { _, _ throws(TransportError) in throw TransportError(.timeout, "No answer.")
        }
        let error = await #expect(throws: OpenStackError.self) { try await session(transport).send(list) }
        #expect(error?.code == .unreachable)
        #expect(error?.call == "POST /v3/auth/tokens")
        #expect(transport.requests.count == 5)
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

    @Test("incomplete credentials are refused before anything is sent")
    func incomplete() {
        let transport = ScriptedTransport { _, _ in HTTPResponse(status: 500) }
        let error = #expect(throws: OpenStackError.self) { try session(transport, configuration: CloudConfig()) }
        #expect(error?.code == .configuration)
        #expect(error?.message.contains("auth-url is missing") == true)
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

    @Test("a request whose task is cancelled while it waits for a retry ends at once")
    func cancellation() async throws {
        let parked = TestClock(parks: true)
        let transport = FakeCloud.transport { _, _ in HTTPResponse(status: 503) }
        let session = try Session(
            configuration: FakeCloud.configuration,
            transport: transport,
            clock: parked.clock,
            random: { 0.5 }
        )
        let sending = Task { try await session.send(list) }
        await parked.waitForSleepers(1)
        sending.cancel()
        let error = await #expect(throws: OpenStackError.self) { try await sending.value }
        #expect(error?.code == .cancelled)
        #expect(transport.requests(to: "/lbaas").count == 1)
    }
}
