import CurlTransport
import FoundationEssentials
import Testing

@testable import Kubernetes

@Suite("Recording events", .timeLimit(.minutes(1)))
struct EventRecorderTests {
    private let service = ObjectReference(
        kind: "Service",
        namespace: "default",
        name: "s1",
        uid: "78c7",
        apiVersion: "v1",
        resourceVersion: "1004"
    )

    private func run(
        _ transport: ScriptedTransport,
        clock: TestClock = TestClock(),
        _ record: (EventRecorder) -> Void
    ) async {
        let recorder = EventRecorder(
            component: "service-controller",
            client: transport.client(clock),
            clock: clock.clock
        )
        record(recorder)
        recorder.finish()
        await recorder.run()
    }

    @Test("an event looks as client-go's does, and a repeat counts it up")
    func wire() async throws {
        let transport = ScriptedTransport(.json("{}"))
        await run(transport) { recorder in
            for _ in 0..<2 {
                recorder.record(service, .normal, reason: "EnsuringLoadBalancer", message: "Ensuring load balancer")
            }
        }
        let name = "s1.18867251edfa0000"
        #expect(
            transport.lines == [
                "POST /api/v1/namespaces/default/events", "PATCH /api/v1/namespaces/default/events/\(name)",
            ]
        )
        let bodies = transport.requests.map { String(decoding: $0.body ?? [], as: UTF8.self) }
        #expect(
            bodies == [
                """
                {"apiVersion":"v1","count":1,"eventTime":null,"firstTimestamp":"2026-01-01T00:00:00Z",\
                "involvedObject":{"apiVersion":"v1","kind":"Service","name":"s1","namespace":"default",\
                "resourceVersion":"1004","uid":"78c7"},"kind":"Event","lastTimestamp":"2026-01-01T00:00:00Z",\
                "message":"Ensuring load balancer","metadata":{"name":"\(name)","namespace":"default"},\
                "reason":"EnsuringLoadBalancer","reportingComponent":"service-controller","reportingInstance":"",\
                "source":{"component":"service-controller"},"type":"Normal"}
                """,
                """
                {"count":2,"lastTimestamp":"2026-01-01T00:00:00Z","message":"Ensuring load balancer"}
                """,
            ]
        )
        #expect(transport.requests.last?.headers["Content-Type"] == "application/strategic-merge-patch+json")
    }

    @Test("events of objects without a namespace go to default; odd names become uuids")
    func names() async {
        let transport = ScriptedTransport(.json("{}"))
        await run(transport) { recorder in
            recorder.record(ObjectReference(kind: "Node", name: "Node_1"), .normal, reason: "R", message: "m")
        }
        #expect(transport.lines == ["POST /api/v1/namespaces/default/events"])
        let event = try? JSON.decode(Event.self, from: transport.requests[0].body ?? [])
        #expect(UUID(uuidString: event?.metadata.name ?? "") != nil)
    }

    @Test("a counted event that has expired is made again")
    func expired() async {
        let transport = ScriptedTransport { request, _ in
            request.method == .patch ? .status(404, reason: "NotFound") : .json("{}")
        }
        await run(transport) { recorder in
            for _ in 0..<2 { recorder.record(service, .normal, reason: "R", message: "m") }
        }
        #expect(transport.requests.map(\.method) == [.post, .patch, .post])
    }

    @Test("the API server's no is final", arguments: [403, 409, 500])
    func refused(status: Int) async {
        let transport = ScriptedTransport(.status(status))
        await run(transport) { $0.record(service, .normal, reason: "R", message: "m") }
        #expect(transport.requests.count == 1)
    }

    @Test("without an answer an event is sent at most 12 times")
    func unanswered() async {
        let (transport, clock) = (ScriptedTransport(.failure(.connect)), TestClock(passes: true, random: 0.5))
        let recorder = EventRecorder(component: "c", client: transport.client(clock), clock: clock.clock)
        recorder.record(service, .normal, reason: "R", message: "m")
        async let run: Void = recorder.run()
        await transport.request(12)
        recorder.finish()
        await run
        #expect(transport.requests.count == 12)
        #expect(clock.slept == [.seconds(5)] + Array(repeating: .seconds(10), count: 10))
    }

    @Test("when too many wait, new ones are dropped")
    func full() async {
        let transport = ScriptedTransport(.json("{}"))
        let clock = TestClock()
        let recorder = EventRecorder(component: "c", client: transport.client(clock), clock: clock.clock)
        for number in 0..<1005 {
            recorder.record(service, .normal, reason: "R\(number)", message: "m")
        }
        #expect(recorder.dropped == 5)
    }

    @Test("long messages are cut at a character")
    func longMessages() async throws {
        let transport = ScriptedTransport(.json("{}"))
        await run(transport) { recorder in
            recorder.record(service, .warning, reason: "R", message: String(repeating: "ä", count: 2000))
        }
        let event = try JSON.decode(Event.self, from: transport.requests[0].body ?? [])
        #expect(event.message == String(repeating: "ä", count: 512))
    }
}
