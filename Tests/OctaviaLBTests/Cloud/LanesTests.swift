import Testing

@testable import OctaviaLB

@Suite("Lanes")
struct LanesTests {
    @Test("those of one lane go one after the other, in the order in which they came")
    func order() async throws {
        let lanes = Lanes()
        let order = Recorder<Int>()
        let (holding, hold) = AsyncStream<Void>.makeStream()
        let (released, release) = AsyncStream<Void>.makeStream()
        let first = Task {
            try await lanes.withLane("a") {
                hold.finish()
                for await _ in released {}
                order.append(0)
            }
        }
        for await _ in holding {}
        var others: [Task<Void, any Error>] = []
        for number in 1...3 {
            others.append(Task { try await lanes.withLane("a") { order.append(number) } })
            while lanes.waiting("a") < number { await Task.yield() }
        }
        release.finish()
        try await first.value
        for other in others { try await other.value }
        #expect(order.values == [0, 1, 2, 3])
    }

    @Test("different lanes do not wait for each other")
    func independence() async throws {
        let lanes = Lanes()
        try await lanes.withLane("a") { try await lanes.withLane("b") {} }
        #expect(lanes.waiting("a") == 0 && lanes.waiting("b") == 0)
    }

    @Test("cancelling one who waits removes that one only")
    func cancellation() async throws {
        let lanes = Lanes()
        let order = Recorder<String>()
        try await lanes.withLane("a") {
            let patient = Task { try await lanes.withLane("a") { order.append("patient") } }
            while lanes.waiting("a") < 1 { await Task.yield() }
            let cancelled = Task { try await lanes.withLane("a") { order.append("cancelled") } }
            while lanes.waiting("a") < 2 { await Task.yield() }
            cancelled.cancel()
            await #expect(throws: CancellationError.self) { try await cancelled.value }
            #expect(lanes.waiting("a") == 1)
            _ = patient
        }
        try await lanes.withLane("a") {}
        #expect(order.values == ["patient"])
    }

    @Test("who fails leaves the lane free")
    func failure() async throws {
        struct Failure: Error {}
        let lanes = Lanes()
        await #expect(throws: Failure.self) { try await lanes.withLane("a") { throw Failure() } }
        try await lanes.withLane("a") {}
    }
}
