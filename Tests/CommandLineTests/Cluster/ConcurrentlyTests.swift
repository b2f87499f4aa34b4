import Synchronization
import Testing

@testable import occm

@Suite("Work side by side")
struct ConcurrentlyTests {
    @Test("keeps the order of its elements, and its width")
    func order() async throws {
        let running = Mutex((now: 0, most: 0))
        let results = try await (0..<50).concurrently(5) { number in
            running.withLock {
                $0.now += 1
                $0.most = max($0.most, $0.now)
            }
            for _ in 0..<(50 - number) { await Task.yield() }
            running.withLock { $0.now -= 1 }
            return number * 2
        }
        #expect(results == (0..<50).map { $0 * 2 })
        #expect((2...5).contains(running.withLock { $0.most }))
    }

    @Test("ends with the first failure")
    func failure() async {
        await #expect(throws: Failure.self) {
            try await (0..<50).concurrently(5) { number in
                if number == 3 { throw Failure("three") }
            }
        }
    }
}
