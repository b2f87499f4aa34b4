import Testing

@testable import OctaviaLB

@Suite("The pace at which a cloud settles changes")
struct SettlingPaceTests {
    @Test(
        "slow is three times as long as usual, within bounds",
        arguments: [
            ([], 7), ([0], 3), ([1, 1, 1], 3), ([2, 2, 2], 6), ([2, 2, 2, 200], 6), ([200, 2, 2, 2, 2], 6), ([60], 30),
        ] as [([Int], Int)]
    )
    func limit(settled: [Int], slow: Int) {
        var pace = SettlingPace(first: .seconds(7))
        for seconds in settled { pace.settled(after: .seconds(seconds)) }
        #expect(pace.limit == .seconds(slow))
    }

    @Test("a cloud that becomes slower or quicker is followed")
    func follows() {
        var pace = SettlingPace(first: .seconds(30))
        for seconds in [1, 5, 2] {
            for _ in 0..<SettlingPace.memory { pace.settled(after: .seconds(seconds)) }
            #expect(pace.limit == .seconds(seconds * 3))
        }
    }

    @Test("each kind of change has its own pace, and who gave its place up tells it, too")
    func kinds() async throws {
        let places = SettlingPlaces(1)
        let creation = try await places.take(for: .creation)
        creation.pends(for: .seconds(29))
        #expect(places.free == 0)
        creation.pends(for: .seconds(30))
        #expect(places.free == 1)
        creation.settled(after: .seconds(2))
        let change = try await places.take(for: .change)
        change.pends(for: .seconds(4))
        #expect(places.free == 1)
        let next = try await places.take(for: .creation)
        next.pends(for: .seconds(5))
        #expect(places.free == 0)
        next.pends(for: .seconds(6))
        #expect(places.free == 1)
    }
}
