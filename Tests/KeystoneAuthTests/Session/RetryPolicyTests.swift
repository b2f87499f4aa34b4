import CurlTransport
import FoundationEssentials
import Testing

@testable import KeystoneAuth

@Suite("Retries")
struct RetryPolicyTests {
    private let policy = RetryPolicy()

    private func delay(
        _ outcome: RetryPolicy.Outcome,
        attempt: Int = 1,
        elapsed: Duration = .zero,
        isRepeatable: Bool = true,
        random: Double = 0.5
    ) -> Duration? {
        policy.delay(after: outcome, attempt: attempt, elapsed: elapsed, isRepeatable: isRepeatable, random: random)
    }

    @Test(
        "the documented table of what is sent again",
        arguments: [
            (.failure(.resolve), true, true), (.failure(.connect), true, true), (.failure(.tls), false, false),
            (.failure(.timeout), true, false), (.failure(.aborted), true, false),
            (.failure(.outcomeUnknown), true, false),
            (.failure(.cancelled), false, false), (.failure(.tooLarge), false, false),
            (.failure(.invalid), false, false),
            (.answer(status: 429, retryAfter: nil), true, true), (.answer(status: 502, retryAfter: nil), true, false),
            (.answer(status: 503, retryAfter: nil), true, false), (.answer(status: 504, retryAfter: nil), true, false),
            (.answer(status: 500, retryAfter: nil), false, false),
            (.answer(status: 501, retryAfter: nil), false, false),
            (.answer(status: 505, retryAfter: nil), false, false),
            (.answer(status: 401, retryAfter: nil), false, false),
            (.answer(status: 404, retryAfter: nil), false, false),
            (.answer(status: 409, retryAfter: .seconds(1)), false, false),
            (.answer(status: 200, retryAfter: nil), false, false),
        ] as [(RetryPolicy.Outcome, Bool, Bool)]
    )
    func what(outcome: RetryPolicy.Outcome, repeatable: Bool, other: Bool) {
        #expect((delay(outcome, isRepeatable: true) != nil) == repeatable)
        #expect((delay(outcome, isRepeatable: false) != nil) == other)
    }

    @Test(
        "the documented table of delays, and the jitter around them",
        arguments: [(1, 500), (2, 1000), (3, 2000), (4, 4000)]
    )
    func delays(attempt: Int, milliseconds: Int64) throws {
        let lost = RetryPolicy.Outcome.failure(.connect)
        #expect(delay(lost, attempt: attempt) == .milliseconds(milliseconds))
        let least = try #require(delay(lost, attempt: attempt, random: 0))
        let most = try #require(delay(lost, attempt: attempt, random: 0.999_999))
        #expect(abs(least / .milliseconds(milliseconds) - 0.8) < 0.001)
        #expect(abs(most / .milliseconds(milliseconds) - 1.2) < 0.001)
    }

    @Test("the fifth attempt is the last, and a policy with more attempts caps its delay")
    func attempts() {
        #expect(delay(.failure(.connect), attempt: 5) == nil)
        var patient = RetryPolicy()
        patient.maxAttempts = 1000
        patient.budget = .seconds(3600)
        for attempt in [5, 6, 63, 64, 999] {
            let delay = patient.delay(
                after: .failure(.connect),
                attempt: attempt,
                elapsed: .zero,
                isRepeatable: true,
                random: 0.5
            )
            #expect(delay == .seconds(8))
        }
    }

    @Test("Retry-After replaces the delay and counts against the budget")
    func retryAfter() {
        #expect(delay(.answer(status: 429, retryAfter: .seconds(20))) == .seconds(20))
        #expect(delay(.answer(status: 503, retryAfter: .zero), attempt: 4) == .zero)
        #expect(delay(.answer(status: 429, retryAfter: .seconds(61))) == nil)
        #expect(delay(.answer(status: 429, retryAfter: .seconds(20)), elapsed: .seconds(41)) == nil)
        #expect(delay(.failure(.connect), elapsed: .seconds(60)) == nil)
    }

    @Test(
        "Retry-After is seconds or a date",
        arguments: [
            ("0", Duration.zero), ("120", .seconds(120)), ("Thu, 01 Jan 2026 00:00:30 GMT", .seconds(30)),
            ("Wed, 31 Dec 2025 23:59:00 GMT", .zero), ("99999999999999999999", .seconds(1 << 32)),
        ]
    )
    func header(text: String, expected: Duration) {
        #expect(RetryAfter.parse(text, now: TestClock.start) == expected)
    }

    @Test(
        "other texts in Retry-After are ignored",
        arguments: ["", "soon", "-5", "1.5", "Thu, 01 Foo 2026 00:00:30 GMT", "Thu, 01 Jan 2026 00:00:30 CET"]
    )
    func noHeader(text: String) {
        #expect(RetryAfter.parse(text, now: TestClock.start) == nil)
    }
}
