import Testing

@testable import Kubernetes

@Suite("The work queue's rules")
final class WorkQueueStateTests {
    private var queue = WorkQueueState<String>()

    private func take(at time: Duration) -> String? { queue.take(at: time) }

    private func retry(_ key: String) -> Duration { queue.retry(key, .change, at: .zero) }

    @Test("a key that waits is not queued twice")
    func deduplicates() {
        for key in ["a", "a", "b"] { queue.add(key, .change, at: .zero) }
        #expect(queue.count == 2)
    }

    @Test("a key that is added while it is worked on comes back exactly once")
    func comesBack() {
        for key in ["a", "b"] { queue.add(key, .change, at: .zero) }
        #expect(take(at: .zero) == "a")
        queue.add("a", .change, at: .zero)
        queue.add("a", .change, at: .zero)
        #expect(queue.count == 1)
        #expect(take(at: .zero) == "b")
        #expect(take(at: .zero) == nil)
        queue.done("a", at: .zero)
        #expect(queue.count == 1)
        #expect(take(at: .zero) == "a")
        queue.done("b", at: .zero)
        queue.done("a", at: .zero)
        #expect(queue.count == 0)
        #expect(take(at: .zero) == nil)
    }

    @Test("after shut-down what is queued is handed out and nothing is added")
    func shutDown() {
        queue.add("c", .change, at: .zero)
        queue.add("later", .change, after: .seconds(1), at: .zero)
        queue.shutDown()
        queue.add("d", .change, at: .zero)
        queue.add("e", .change, after: .seconds(1), at: .zero)
        #expect(take(at: .seconds(2)) == "c")
        #expect(take(at: .seconds(2)) == nil)
        #expect(queue.isShutDown)
    }

    @Test("of two delays the earlier wins", arguments: [[300, 100], [100, 300]])
    func earlierWins(delays: [Int]) {
        for delay in delays { queue.add("k", .change, after: .milliseconds(delay), at: .zero) }
        #expect(queue.nextDue == .milliseconds(100))
        #expect(take(at: .milliseconds(99)) == nil)
        #expect(take(at: .milliseconds(100)) == "k")
        queue.done("k", at: .zero)
        #expect(take(at: .seconds(1)) == nil)
    }

    @Test("a delayed key that is added runs now and once more when it is due")
    func both() {
        queue.add("k", .change, after: .milliseconds(200), at: .zero)
        queue.add("k", .change, at: .zero)
        #expect(take(at: .zero) == "k")
        queue.done("k", at: .zero)
        #expect(take(at: .milliseconds(199)) == nil)
        #expect(take(at: .milliseconds(200)) == "k")
    }

    @Test("a delay of zero or less is none", arguments: [Duration.zero, .seconds(-1)])
    func noDelay(delay: Duration) {
        queue.add("k", .change, after: delay, at: .zero)
        #expect(take(at: .zero) == "k")
    }

    @Test("delayed keys come in the order in which they are due")
    func order() {
        for (key, seconds) in [("c", 3), ("a", 1), ("b", 2)] {
            queue.add(key, .change, after: .seconds(seconds), at: .zero)
        }
        #expect(queue.delayedCount == 3)
        #expect((0..<3).map { _ in self.take(at: .seconds(9)) } == ["a", "b", "c"])
        #expect(queue.nextDue == nil)
    }

    @Test("failures delay each key by itself until it is forgotten")
    func retries() {
        let delays = ["x", "x", "y"].map { self.retry($0) }
        #expect(delays == [.seconds(5), .seconds(10), .seconds(5)])
        queue.forget("x")
        #expect(["x", "y"].map { self.retry($0) } == [.seconds(5), .seconds(10)])
        #expect(queue.nextDue == .seconds(5))
    }

    @Test("a user's change overtakes start-up, and start-up the resync; nodes overtake all")
    func priorities() {
        for (key, priority) in [("r", WorkPriority.resync), ("s", .startup), ("c", .change), ("u", .urgent)] {
            queue.add(key, priority, at: .zero)
        }
        #expect((0..<4).map { _ in self.take(at: .zero) } == ["u", "c", "s", "r"])
    }

    @Test("a waiting key moves up and never down")
    func promotion() {
        queue.add("a", .resync, at: .zero)
        queue.add("b", .startup, at: .zero)
        queue.add("a", .change, at: .zero)
        queue.add("b", .resync, at: .zero)
        #expect(queue.count == 2)
        #expect(take(at: .zero) == "a")
        #expect(take(at: .zero) == "b")
        #expect(take(at: .zero) == nil)
    }

    @Test("a key that comes back keeps the higher of its priorities")
    func priorityWhileProcessing() {
        queue.add("a", .resync, at: .zero)
        _ = take(at: .zero)
        queue.add("a", .startup, at: .zero)
        queue.add("a", .urgent, at: .zero)
        queue.add("b", .change, at: .zero)
        queue.done("a", at: .zero)
        #expect(take(at: .zero) == "a")
        #expect(take(at: .zero) == "b")
    }

    @Test("how long the oldest key waits is known")
    func age() {
        #expect(queue.oldest == nil)
        queue.add("a", .change, at: .seconds(3))
        queue.add("a", .urgent, at: .seconds(5))
        queue.add("b", .change, at: .seconds(4))
        #expect(queue.oldest == .seconds(3))
        _ = take(at: .seconds(6))
        #expect(queue.oldest == .seconds(4))
    }

    @Test("10,000 keys go through in order, without what is handed out staying in memory")
    func many() {
        for key in 0..<10_000 { queue.add(String(key), .change, at: .zero) }
        for key in 0..<10_000 {
            #expect(take(at: .zero) == String(key))
            queue.done(String(key), at: .zero)
        }
        #expect(queue.count == 0)
    }

    @Test("what happens to a key is told once, with how long it waited and was worked on")
    func news() {
        queue.add("a", .change, at: .seconds(1))
        queue.add("a", .urgent, at: .seconds(2))
        queue.add("b", .change, after: .seconds(5), at: .seconds(2))
        _ = take(at: .seconds(4))
        queue.add("a", .change, at: .seconds(5))
        queue.done("a", at: .seconds(6))
        queue.done("a", at: .seconds(6))
        #expect(
            queue.takeNews() == [
                .added, .delayed, .taken(waited: .seconds(3)), .added, .finished(worked: .seconds(2)),
            ]
        )
        #expect(queue.takeNews() == [])
        _ = take(at: .seconds(8))
        #expect(queue.takeNews() == [.added, .taken(waited: .seconds(3))])
    }

    @Test("how the queue stands: what waits, what is worked on, and for how long")
    func standing() {
        #expect(queue.standing(at: .seconds(9)) == WorkQueueStanding())
        for key in ["a", "b", "c"] { queue.add(key, .change, at: .seconds(1)) }
        queue.add("d", .change, after: .seconds(60), at: .seconds(1))
        _ = take(at: .seconds(2))
        _ = take(at: .seconds(4))
        var expected = WorkQueueStanding()
        (expected.waiting, expected.delayed) = (1, 1)
        (expected.longestWait, expected.longestWork, expected.unfinishedWork) = (.seconds(6), .seconds(5), .seconds(8))
        #expect(queue.standing(at: .seconds(7)) == expected)
    }
}
