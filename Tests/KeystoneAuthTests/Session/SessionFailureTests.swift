import CurlTransport
import Testing

@testable import KeystoneAuth

@Suite("A session's failures and retries", .timeLimit(.minutes(2)))
struct SessionFailureTests {
    private let clock = TestClock()
    private let list = FakeCloud.list
    private let create = FakeCloud.create

    private func session(
        _ transport: ScriptedTransport,
        configuration: CloudConfig = FakeCloud.configuration
    ) throws -> Session {
        try FakeCloud.session(transport, clock, configuration: configuration)
    }

    @Test("a second 401 is an error")
    func refusedTwice() async throws {
        let transport = FakeCloud.transport { _, _ in HTTPResponse(status: 401) }
        let error = await #expect(throws: OpenStackError.self) { try await session(transport).send(list) }
        #expect(error?.code == .unauthorized)
        #expect(transport.requests.count == 4)
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
        // What the service wants counts for its whole lane, so the lane begins with its first interval then.
        #expect(clock.slept == [.milliseconds(500), .seconds(3), .milliseconds(50)])
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

    @Test("a service that asks for fewer requests gets them at half the rate from then on")
    func slowedDown() async throws {
        let transport = FakeCloud.transport { _, number in
            number == 0 ? HTTPResponse(status: 429, headers: ["Retry-After": "0"]) : FakeCloud.json("{}")
        }
        let session = try session(transport)
        _ = try await session.send(list)
        _ = try await session.send(create)
        #expect(clock.slept == [.zero, .milliseconds(40)])
    }

    @Test("token and password are taken out of what a service or proxy quotes")
    func quotedSecrets() async throws {
        let transport = FakeCloud.transport { _, _ in
            FakeCloud.json("X-Auth-Token: token-1, password: correct horse", status: 400)
        }
        let error = await #expect(throws: OpenStackError.self) { try await session(transport).send(list) }
        #expect(error?.fault == "X-Auth-Token: <redacted>, password: <redacted>")
        #expect(error?.message.contains("horse") == false)
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

    @Test("incomplete credentials are refused before anything is sent")
    func incomplete() {
        let transport = ScriptedTransport { _, _ in HTTPResponse(status: 500) }
        let error = #expect(throws: OpenStackError.self) { try session(transport, configuration: CloudConfig()) }
        #expect(error?.code == .configuration)
        #expect(error?.message.contains("auth-url is missing") == true)
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
