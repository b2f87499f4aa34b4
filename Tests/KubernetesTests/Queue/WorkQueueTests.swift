import Synchronization
import Testing

@testable import Kubernetes

@Suite("The work queue with workers", .timeLimit(.minutes(1)))
struct WorkQueueTests {
    @Test("workers that wait get what is added, each key once")
    func workers() async {
        let queue = WorkQueue<Int>()
        let seen = await withTaskGroup { group in
            for _ in 0..<4 { group.addTask { await Self.work(queue) } }
            for key in 0..<100 { await queue.add(key) }
            await queue.shutDown()
            return await group.reduce(into: []) { $0 += $1 }
        }
        #expect(seen.sorted() == Array(0..<100))
    }

    private static func work(_ queue: WorkQueue<Int>) async -> [Int] {
        var seen: [Int] = []
        while let key = await queue.next() {
            seen.append(key)
            await queue.done(key)
        }
        return seen
    }

    @Test("a delayed key comes when it is due, also when everybody sleeps")
    func delayed() async {
        let clock = TestClock()
        let queue = WorkQueue<String>(clock: clock.clock)
        async let key = queue.next()
        await queue.add("a", after: .seconds(10))
        await clock.sleeper(.seconds(10))
        await queue.add("b", after: .seconds(4))
        await clock.pass(.seconds(4))
        #expect(await key == "b")
        #expect(await queue.delayedCount == 1)
    }

    @Test("a worker whose task is cancelled gets nothing and takes nothing away")
    func cancelled() async {
        let queue = WorkQueue<String>()
        let worker = Task { await queue.next() }
        worker.cancel()
        #expect(await worker.value == nil)
        await queue.add("a")
        #expect(await queue.next() == "a")
    }

    @Test("failures are retried later and later, until the key is forgotten")
    func retries() async {
        let clock = TestClock()
        let queue = WorkQueue<String>(clock: clock.clock)
        #expect(await queue.retry("a") == .seconds(5))
        #expect(await queue.retry("a") == .seconds(10))
        clock.advance(by: .seconds(5))
        #expect(await queue.next() == "a")
        #expect(await queue.processingCount == 1)
        await queue.forget("a")
        #expect(await queue.retry("a") == .seconds(5))
    }

    @Test("a batch is all that waits, in the order of urgency; what is worked on is not among it")
    func batch() async {
        let clock = TestClock()
        let queue = WorkQueue<String>(clock: clock.clock)
        for key in ["a", "b"] { await queue.add(key, .startup) }
        await queue.add("c", .change)
        await queue.add("later", .change, after: .seconds(1))
        #expect(await queue.nextBatch() == ["c", "a", "b"])
        for key in ["a", "d"] { await queue.add(key) }
        #expect(await queue.nextBatch() == ["d"])
        await queue.done("a")
        #expect(await queue.nextBatch() == ["a"])
        await queue.shutDown()
        #expect(await queue.nextBatch() == nil)
    }

    @Test("an observer is told of every key, on the way in and out")
    func observed() async {
        let clock = TestClock()
        let told = Mutex<[WorkQueueNews]>([])
        let queue = WorkQueue<String>(clock: clock.clock) { news in told.withLock { $0.append(news) } }
        await queue.add("a")
        await queue.retry("b")
        clock.advance(by: .seconds(2))
        #expect(await queue.next() == "a")
        clock.advance(by: .seconds(1))
        #expect(await queue.standing.longestWork == .seconds(1))
        await queue.done("a")
        let expected: [WorkQueueNews] = [
            .added, .delayed, .taken(waited: .seconds(2)), .finished(worked: .seconds(1)),
        ]
        #expect(told.withLock { $0 } == expected)
    }
}
