import CurlTransport
import FoundationEssentials
import Synchronization
import Testing

@testable import KeystoneAuth

@Suite("Tokens", .timeLimit(.minutes(2)))
struct TokenStoreTests {
    private func token(_ name: String, life: Int = 3600) -> Token {
        let issued = Date(timeIntervalSince1970: 0)
        return Token(value: Secret(name), issuedAt: issued, expiresAt: issued.addingTimeInterval(Double(life)))
    }

    /// A store whose tokens are `t1`, `t2`, …, and how many were asked for.
    private final class Source: Sendable {
        let count = Mutex(0)
        let clock: TestClock
        let outcome: @Sendable (Int) async throws(OpenStackError) -> Token

        init(_ clock: TestClock, _ outcome: @escaping @Sendable (Int) async throws(OpenStackError) -> Token) {
            self.clock = clock
            self.outcome = outcome
        }

        var store: TokenStore {
            TokenStore(clock: clock.clock) { () async throws(OpenStackError) in
                let number = self.count.withLock { count in
                    count += 1
                    return count
                }
                return try await self.outcome(number)
            }
        }

        var asked: Int { count.withLock { $0 } }
    }

    @Test(
        "the margin before expiry is 10 % of the life, at most five minutes",
        arguments: [(100, 90), (1000, 900), (3000, 2700), (3600, 3300), (86400, 86100)]
    )
    func margin(life: Int, renewAt: Int) {
        var lifecycle = TokenLifecycle()
        lifecycle.renewed(token("t", life: life), life: .seconds(life), at: .zero)
        guard case .use = lifecycle.step(at: .seconds(renewAt) - .milliseconds(1)),
            case .useAndRenew = lifecycle.step(at: .seconds(renewAt))
        else {
            Issue.record("A token that lives for \(life) s is to be renewed after \(renewAt) s.")
            return
        }
        guard case .renew = lifecycle.step(at: .seconds(life)) else {
            Issue.record("An expired token is not to be used.")
            return
        }
    }

    @Test("a token is used until its margin, then renewed in the background, then the new one is used")
    func backgroundRenewal() async throws {
        let clock = TestClock()
        let gate = Gate()
        let source = Source(clock) { number in
            if number > 1 { await gate.pass() }
            return token("t\(number)")
        }
        let store = source.store
        #expect(try await store.token().value.reveal() == "t1")
        clock.advance(by: .seconds(3299))
        #expect(try await store.token().value.reveal() == "t1")
        #expect(source.asked == 1)
        clock.advance(by: .seconds(1))
        #expect(try await store.token().value.reveal() == "t1")
        await gate.waitForArrival()
        #expect(try await store.token().value.reveal() == "t1")
        await gate.open()
        clock.advance(by: .seconds(299))
        #expect(try await store.token().value.reveal() == "t2")
        #expect(source.asked == 2)
    }

    @Test("a hundred requests that find no token cause one login")
    func singleFlight() async throws {
        let gate = Gate()
        let source = Source(TestClock()) { number in
            await gate.pass()
            return token("t\(number)")
        }
        let store = source.store
        let values = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<100 { group.addTask { try await store.token().value.reveal() } }
            await gate.waitForArrival()
            await gate.open()
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(values == ["t1"])
        #expect(source.asked == 1)
    }

    @Test("a hundred requests refused with the same token cause one renewal")
    func oneRenewalAfterRefusal() async throws {
        let source = Source(TestClock()) { number in token("t\(number)") }
        let store = source.store
        let first = try await store.token()
        let values = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<100 { group.addTask { try await store.token(after: first).value.reveal() } }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(values == ["t2"])
        #expect(source.asked == 2)
    }

    @Test("cancelling one waiter returns at once and leaves the login to the others")
    func cancelledWaiter() async throws {
        let gate = Gate()
        let source = Source(TestClock()) { number in
            await gate.pass()
            return token("t\(number)")
        }
        let store = source.store
        let impatient = Task { try await store.token() }
        await gate.waitForArrival()
        impatient.cancel()
        let error = await #expect(throws: OpenStackError.self) { try await impatient.value }
        #expect(error?.code == .cancelled)
        let patient = Task { try await store.token().value.reveal() }
        await gate.open()
        #expect(try await patient.value == "t1")
        #expect(source.asked == 1)
    }

    @Test("a waiter whose task is cancelled already does not wait")
    func cancelledBefore() async {
        let gate = Gate()
        let work = SharedWork<Int>()
        let task = Task { () async throws(OpenStackError) -> Int in
            withUnsafeCurrentTask { $0?.cancel() }
            return try await work.value { () async throws(OpenStackError) in
                await gate.pass()
                return 1
            }
        }
        let error = await #expect(throws: OpenStackError.self) { try await task.value }
        #expect(error?.code == .cancelled)
        await gate.open()
    }

    @Test("while the token is good, a failing Keystone disturbs nobody and is asked again every 5 s only")
    func failingRenewal() async throws {
        let clock = TestClock()
        let gate = Gate()
        let source = Source(clock) { number throws(OpenStackError) in
            if number == 1 { return token("t1") }
            await gate.pass()
            throw OpenStackError(.unreachable, "no Keystone")
        }
        let store = source.store
        _ = try await store.token()
        clock.advance(by: .seconds(3400))
        await gate.open()
        #expect(try await store.token().value.reveal() == "t1")
        await gate.waitForArrival()
        while await gate.arrivals < 2 {
            clock.advance(by: .seconds(1))
            #expect(try await store.token().value.reveal() == "t1")
            await Task.yield()
            try #require(clock.time < .seconds(3595))
        }
        clock.advance(by: .seconds(3600))
        await #expect(throws: OpenStackError.self) { try await store.token() }
    }

    @Test("credentials that Keystone refused are not offered again for 30 s, so that accounts are not locked")
    func refusedCredentials() async throws {
        let clock = TestClock()
        let source = Source(clock) { _ throws(OpenStackError) in throw OpenStackError(.unauthorized, "no") }
        let store = source.store
        for _ in 0..<10 { await #expect(throws: OpenStackError.self) { try await store.token() } }
        #expect(source.asked == 1)
        clock.advance(by: .seconds(30))
        await #expect(throws: OpenStackError.self) { try await store.token() }
        #expect(source.asked == 2)
    }

    @Test("Keystone's clock may be wrong: a token's life counts from when it was asked for")
    func clockSkew() async throws {
        let clock = TestClock()
        let issued = TestClock.start.addingTimeInterval(-7200)
        let source = Source(clock) { number in
            Token(value: Secret("t\(number)"), issuedAt: issued, expiresAt: issued.addingTimeInterval(3600))
        }
        let store = source.store
        _ = try await store.token()
        clock.advance(by: .seconds(3000))
        #expect(try await store.token().value.reveal() == "t1")
        #expect(source.asked == 1)
    }

    @Test("Keystone's answer is read: whose, for what, until when")
    func answer() throws {
        let response = FakeCloud.token()
        let token = try Token(value: "x", body: response.body, now: TestClock.start)
        #expect(token.expiresAt == TestClock.start.addingTimeInterval(3600))
        #expect(token.life(now: TestClock.start) == .seconds(3600))
        #expect(token.user?.name == "k8s")
        #expect(token.project?.id == "11112222333344445555666677778888")
        #expect(token.roles.compactMap(\.name) == ["member", "load-balancer_member"])
        #expect(token.catalog.services.map(\.type) == ["identity", "load-balancer", "compute"])
    }

    @Test(
        "Keystone's times are read with and without fractions",
        arguments: ["2026-01-01T00:00:00.000000Z", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00.000000"]
    )
    func times(text: String) {
        #expect(Token.date(text) == TestClock.start)
    }
}
