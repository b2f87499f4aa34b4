import Testing

@testable import CloudProvider

@Suite("The circuit breaker")
struct CircuitBreakerTests {
    @Test(
        "a tenth is let through, and always one",
        arguments: zip([-1, 0, 1, 9, 10, 19, 20, 1000], [1, 1, 1, 1, 1, 1, 2, 100])
    )
    func allowance(population: Int, allowance: Int) {
        #expect(CircuitBreaker.Limits().allowance(of: population) == allowance)
    }

    /// Who asks when, out of twenty, and for how long they have to wait; all in seconds.
    static let requests: [(subject: String, at: Int, wait: Int?)] = [
        ("a", 0, nil), ("b", 100, nil), ("c", 150, 450),
        // Who was admitted may come again, and that counts once.
        ("a", 200, nil), ("c", 300, 300),
        // After ten minutes there is room.
        ("c", 600, nil), ("d", 650, 50), ("d", 700, nil), ("a", 700, 500),
    ]

    @Test("within ten minutes no more are let through, and who waits knows for how long")
    func window() {
        var state = CircuitBreakerState()
        for (subject, time, wait) in Self.requests {
            let answer = state.admit(subject, of: 20, within: CircuitBreaker.Limits(), at: .seconds(time))
            #expect(answer == wait.map { .seconds($0) }, "\(subject) at \(time)")
        }
    }

    @Test("a population that shrinks leaves less room")
    func shrinking() {
        var state = CircuitBreakerState()
        let limits = CircuitBreaker.Limits()
        for (number, subject) in ["a", "b", "c"].enumerated() {
            _ = state.admit(subject, of: 30, within: limits, at: .seconds(number))
        }
        // Of ten, one: two admissions have to run out.
        let wait = state.admit("d", of: 10, within: limits, at: .seconds(10))
        #expect(wait == .seconds(592))
    }

    @Test("the error says how much was let through, and what to do")
    func message() throws {
        let breaker = CircuitBreaker(clock: ManualClock().clock)
        try breaker.admit("a", of: 12)
        let error = try #require(throws: CircuitOpen.self) { try breaker.admit("b", of: 12) }
        #expect(error.failureCode == "held_back")
        #expect(error.retryAfter == .seconds(600))
        #expect("\(error)".contains("1 of 12 have already been made anew or removed within 10 min"))
    }

    @Test("an operator can lift the limit")
    func lifted() throws {
        let breaker = CircuitBreaker(nil, clock: ManualClock().clock)
        for number in 0..<100 { try breaker.admit("\(number)", of: 100) }
    }
}
