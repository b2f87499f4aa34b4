import Testing

@testable import CloudProvider

@Suite("Turns", .timeLimit(.minutes(1)))
struct TurnsTests {
    @Test("so many go at once, the others in the order in which they came")
    func order() async throws {
        let turns = Turns(2)
        let (first, second) = (try await turns.take(), try await turns.take())
        let order = Journal()
        var others: [Task<Void, any Error>] = []
        for number in 1...3 {
            others.append(
                Task {
                    let turn = try await turns.take()
                    order.write("\(number)")
                    turn.end()
                }
            )
            while turns.waiting < number { await Task.yield() }
        }
        #expect(order.lines.isEmpty)
        second.end()
        for other in others { try await other.value }
        #expect(order.lines == ["1", "2", "3"])
        first.end()
    }

    @Test("a turn that is ended twice is given back once")
    func endedTwice() async throws {
        let turns = Turns(1)
        let turn = try await turns.take()
        turn.end()
        turn.end()
        let next = try await turns.take()
        let waiting = Task { try await turns.take().end() }
        while turns.waiting < 1 { await Task.yield() }
        next.end()
        try await waiting.value
    }

    @Test("cancelling one who waits removes that one only")
    func cancellation() async throws {
        let turns = Turns(0)
        let turn = try await turns.take()
        let patient = Task { try await turns.take().end() }
        while turns.waiting < 1 { await Task.yield() }
        let cancelled = Task { try await turns.take().end() }
        while turns.waiting < 2 { await Task.yield() }
        cancelled.cancel()
        await #expect(throws: CancellationError.self) { try await cancelled.value }
        turn.end()
        try await patient.value
        #expect(turns.waiting == 0)
    }
}
