import CurlTransport
import Synchronization
import Testing

@testable import KeystoneAuth

@Suite("The gate for changes", .timeLimit(.minutes(1)))
struct MutationGateTests {
    private let clock = TestClock()

    /// A transport that answers changes as a test says.
    private func transport(
        _ answer: @escaping @Sendable (Int) async throws(TransportError) -> HTTPResponse
    ) -> ScriptedTransport {
        FakeCloud.transport { _, number throws(TransportError) in try await answer(number) }
    }

    @Test("without leadership no change is sent, reads and logins are")
    func withoutLeadership() async throws {
        let gate = MutationGate(clock: clock.clock) { false }
        let transport = transport { _ in FakeCloud.json("{}") }
        let session = try FakeCloud.session(transport, clock, gate: gate)
        _ = try await session.send(FakeCloud.list)
        let error = await #expect(throws: OpenStackError.self) { try await session.send(FakeCloud.create) }
        #expect(error?.code == .withheld)
        #expect(error?.message.contains("does not lead") == true)
        #expect(transport.requests.map(\.method) == [.post, .get])
        #expect(transport.requests.first.map(FakeCloud.isLogin) == true)
    }

    @Test("leadership that is lost while a change waits to be repeated ends it")
    func lostBeforeRetry() async throws {
        let leads = Atomic(true)
        let transport = transport { _ in
            leads.store(false, ordering: .relaxed)
            return HTTPResponse(status: 429)
        }
        let gate = MutationGate(clock: clock.clock) { leads.load(ordering: .relaxed) }
        let session = try FakeCloud.session(transport, clock, gate: gate)
        let error = await #expect(throws: OpenStackError.self) { try await session.send(FakeCloud.create) }
        #expect(error?.code == .withheld)
        #expect(transport.requests(to: "loadbalancers").count == 1)
        #expect(gate.open == 0)
    }

    @Test("a closed gate lets nothing through, and says that the process ends")
    func closed() throws {
        let gate = MutationGate(clock: clock.clock)
        try gate.enter()
        gate.close()
        let error = #expect(throws: OpenStackError.self) { try gate.enter() }
        #expect(error?.message.contains("shutting down") == true)
        #expect(gate.open == 1)
    }

    @Test("answers that are under way are awaited; then nothing is open")
    func drains() async throws {
        let arrived = Gate()
        let transport = transport { _ in
            await arrived.pass()
            return FakeCloud.json("{}")
        }
        let gate = MutationGate(clock: TestClock(parks: true).clock)
        let session = try FakeCloud.session(transport, clock, gate: gate)
        let change = Task { try await session.send(FakeCloud.create) }
        await arrived.waitForArrival()
        #expect(gate.open == 1)
        gate.close()
        async let isDrained = gate.drained(within: .seconds(20))
        await arrived.open()
        #expect(await isDrained)
        #expect(try await change.value.status == 200)
    }

    @Test("an answer that does not come is awaited for as long as was said, and is open then")
    func drainLimit() async throws {
        let gate = MutationGate(clock: clock.clock)
        try gate.enter()
        #expect(await gate.drained(within: .seconds(20)) == false)
        #expect(clock.slept == [.seconds(20)])
        gate.leave(isLost: false)
        #expect(await gate.drained(within: .seconds(20)))
    }

    @Test(
        "a change whose answer was lost stays open for a while",
        arguments: [TransportError.Code.timeout, .outcomeUnknown, .aborted, .cancelled]
    )
    func lost(code: TransportError.Code) async throws {
        let transport = transport { _ throws(TransportError) in throw TransportError(code, "lost") }
        let gate = MutationGate(clock: clock.clock)
        let session = try FakeCloud.session(transport, clock, gate: gate)
        await #expect(throws: OpenStackError.self) { try await session.send(FakeCloud.create) }
        #expect(gate.open == 1)
        #expect(await gate.drained(within: .seconds(20)) == false)
        clock.advance(by: MutationGate.aftermath)
        #expect(gate.open == 0)
    }

    @Test("a change that was never sent, or was refused, is not open", arguments: [0, 400, 409, 503])
    func refused(status: Int) async throws {
        let transport = transport { _ throws(TransportError) in
            if status == 0 { throw TransportError(.connect, "refused") }
            return HTTPResponse(status: status)
        }
        let gate = MutationGate(clock: clock.clock)
        let session = try FakeCloud.session(transport, clock, gate: gate)
        await #expect(throws: OpenStackError.self) { try await session.send(FakeCloud.create) }
        #expect(gate.open == 0)
    }

    @Test("how long a service wants to be left alone is in the error")
    func retryAfter() async throws {
        let transport = transport { _ in HTTPResponse(status: 503, headers: ["Retry-After": "7"]) }
        let session = try FakeCloud.session(transport, clock)
        let error = await #expect(throws: OpenStackError.self) { try await session.send(FakeCloud.create) }
        #expect(error?.code == .server)
        #expect(error?.retryAfter == .seconds(7))
    }
}
