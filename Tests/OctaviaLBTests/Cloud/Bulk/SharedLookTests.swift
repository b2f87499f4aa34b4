import Synchronization
import Testing

@testable import OctaviaLB

@Suite("Looks that many share")
struct SharedLookTests {
    /// A look that ends when it is told to, and a time that stands still.
    private final class Cloud: Sendable {
        let now = Mutex(Duration.seconds(100))
        private let begun = Mutex(0)
        private let ends:
            (stream: AsyncStream<Result<Int, Failure>>, tell: AsyncStream<Result<Int, Failure>>.Continuation)
        private let starts: (stream: AsyncStream<Void>, tell: AsyncStream<Void>.Continuation)

        struct Failure: Error {}

        init() {
            let ends = AsyncStream.makeStream(of: Result<Int, Failure>.self)
            let starts = AsyncStream.makeStream(of: Void.self)
            self.ends = (ends.stream, ends.continuation)
            self.starts = (starts.stream, starts.continuation)
        }

        var looks: Int { begun.withLock { $0 } }

        func look() async throws -> Int {
            begun.withLock { $0 += 1 }
            starts.tell.yield()
            for await result in ends.stream { return try result.get() }
            throw Failure()
        }

        /// Waits until a look is under way.
        func begin() async { for await _ in starts.stream { return } }

        func end(_ result: Result<Int, Failure>) { ends.tell.yield(result) }

        func shared() -> SharedLook<Int> {
            SharedLook(uptime: { self.now.withLock { $0 } }, look: { try await self.look() })
        }
    }

    private func wait(for count: Int, in shared: SharedLook<Int>) async {
        while await shared.waiting < count { await Task.yield() }
    }

    @Test("who comes while a look is under way that is late enough shares it")
    func sharing() async throws {
        let cloud = Cloud()
        let shared = cloud.shared()
        async let first = shared.answer(since: .seconds(100))
        async let second = shared.answer(since: .seconds(90))
        await wait(for: 2, in: shared)
        cloud.end(.success(1))
        #expect(try await (first, second) == (1, 1))
        #expect(try await shared.answer(since: .seconds(100)) == 1)
        #expect(cloud.looks == 1)
    }

    @Test("who asks after a look began gets the next one")
    func successor() async throws {
        let cloud = Cloud()
        let shared = cloud.shared()
        async let first = shared.answer(since: .seconds(100))
        await cloud.begin()
        cloud.now.withLock { $0 = .seconds(105) }
        async let second = shared.answer(since: .seconds(105))
        await wait(for: 2, in: shared)
        cloud.end(.success(1))
        #expect(try await first == 1)
        await cloud.begin()
        cloud.end(.success(2))
        #expect(try await second == 2)
    }

    @Test("cancelling one who waits removes that one only")
    func cancelling() async throws {
        let cloud = Cloud()
        let shared = cloud.shared()
        let impatient = Task { try await shared.answer(since: .seconds(100)) }
        async let patient = shared.answer(since: .seconds(100))
        await wait(for: 2, in: shared)
        impatient.cancel()
        await #expect(throws: CancellationError.self) { try await impatient.value }
        cloud.end(.success(1))
        #expect(try await patient == 1)
    }

    @Test("a look that fails fails for those who shared it, and is not remembered")
    func failing() async throws {
        let cloud = Cloud()
        let shared = cloud.shared()
        let first = Task { try await shared.answer(since: .seconds(100)) }
        await cloud.begin()
        cloud.end(.failure(Cloud.Failure()))
        await #expect(throws: Cloud.Failure.self) { try await first.value }
        async let second = shared.answer(since: .seconds(100))
        await cloud.begin()
        cloud.end(.success(2))
        #expect(try await second == 2)
    }
}
