import Testing

@testable import KeystoneAuth

@Suite("Rate limits")
struct RateBucketTests {
    private func near(_ one: Duration, _ other: Duration) -> Bool { abs((one - other) / .milliseconds(1)) < 1 }

    @Test("a rested bucket gives its burst at once, then one request per interval, in order")
    func burst() {
        var bucket = RateBucket(rate: 10, burst: 3)
        let waits = (0..<6).map { _ in bucket.take(at: .zero) }
        let expected: [Duration] = [.zero, .zero, .zero, .milliseconds(100), .milliseconds(200), .milliseconds(300)]
        #expect(zip(waits, expected).allSatisfy(near))
    }

    @Test("a bucket fills at its rate, never beyond its burst")
    func refill() {
        var bucket = RateBucket(rate: 10, burst: 3)
        for _ in 0..<3 { _ = bucket.take(at: .zero) }
        #expect(bucket.take(at: .milliseconds(100)) == .zero)
        #expect(near(bucket.take(at: .milliseconds(100)), .milliseconds(100)))
        let waits = (0..<4).map { _ in bucket.take(at: .seconds(100)) }
        #expect(waits.filter { $0 == .zero }.count == 3)
    }

    @Test("being asked to slow down halves the rate, to one a second at the least, and takes the burst away")
    func slowDown() {
        var bucket = RateBucket(rate: 20, burst: 50)
        bucket.slowDown(at: .zero)
        #expect(bucket.rate == 10)
        #expect(near(bucket.take(at: .zero), .milliseconds(100)))
        for second in 1..<30 { bucket.slowDown(at: .seconds(second)) }
        #expect(bucket.rate >= 1 && bucket.rate < 1.001)
    }

    @Test("refusals of requests that were under way together halve the rate once")
    func togetherRefused() {
        var bucket = RateBucket(rate: 20, burst: 50)
        for tenth in 0..<10 { bucket.slowDown(at: .milliseconds(100 * tenth)) }
        #expect(bucket.rate < 11 && bucket.rate >= 10)
    }

    @Test("a service that asks to be left alone is, and gets no burst afterwards; half an hour is not waited for")
    func pause() {
        var bucket = RateBucket(rate: 20, burst: 50)
        bucket.slowDown(at: .zero, pause: .seconds(30))
        let waits = (0..<2).map { _ in bucket.take(at: .seconds(10)) }
        let expected: [Duration] = [.milliseconds(20_100), .milliseconds(20_200)]
        #expect(zip(waits, expected).allSatisfy(near))
        #expect(near(bucket.take(at: .seconds(30)), .milliseconds(300)))
        bucket.slowDown(at: .seconds(40), pause: .seconds(1800))
        #expect(bucket.take(at: .seconds(40)) <= .seconds(61))
    }

    @Test("the rate grows back by one a second every second, up to the full rate")
    func recovery() {
        var bucket = RateBucket(rate: 20, burst: 1)
        bucket.slowDown(at: .zero)
        _ = bucket.take(at: .seconds(4))
        #expect(abs(bucket.rate - 14) < 0.001)
        _ = bucket.take(at: .seconds(60))
        #expect(bucket.rate == 20)
    }

    @Test("time that runs backward changes nothing")
    func backward() {
        var bucket = RateBucket(rate: 10, burst: 1)
        _ = bucket.take(at: .seconds(10))
        #expect(near(bucket.take(at: .seconds(5)), .milliseconds(100)))
        #expect(near(bucket.take(at: .seconds(10)), .milliseconds(200)))
    }

    @Test("over a minute no more than burst and rate allow is let through")
    func bound() {
        var bucket = RateBucket(rate: 20, burst: 50)
        var sent = 0
        for tick in 0..<60_000 where bucket.take(at: .milliseconds(tick)) <= .zero { sent += 1 }
        #expect(sent <= 50 + 20 * 60)
    }
}

@Suite("Waiting for the rate limit", .timeLimit(.minutes(2)))
struct RequestLimiterTests {
    private func limiter(_ clock: TestClock) -> RequestLimiter {
        var rates = RequestRates()
        rates.reads = RateBucket(rate: 1, burst: 1)
        rates.writes = RateBucket(rate: 1, burst: 1)
        return RequestLimiter(rates: rates, clock: clock.clock)
    }

    private let reads = RequestLimiter.Lane(service: "load-balancer", isRead: true)

    @Test("reads and writes of each service have buckets of their own")
    func lanes() async throws {
        let clock = TestClock()
        let limiter = limiter(clock)
        for service in ["load-balancer", "network"] {
            try await limiter.acquire(.init(service: service, isRead: true))
            try await limiter.acquire(.init(service: service, isRead: false))
        }
        #expect(clock.slept.isEmpty)
        try await limiter.acquire(reads)
        #expect(clock.slept == [.seconds(1)])
    }

    @Test("who waits first goes first")
    func order() async throws {
        let clock = TestClock(parks: true)
        let limiter = limiter(clock)
        try await limiter.acquire(reads)
        let (stream, continuation) = AsyncStream.makeStream(of: Int.self)
        for number in 1...3 {
            Task {
                try await limiter.acquire(reads)
                continuation.yield(number)
            }
            await clock.waitForSleepers(number)
        }
        var iterator = stream.makeAsyncIterator()
        for number in 1...3 {
            clock.advance(by: .seconds(1))
            #expect(await iterator.next() == number)
        }
    }

    @Test("a cancelled wait ends at once and gives its place back")
    func cancellation() async throws {
        let clock = TestClock(parks: true)
        let limiter = limiter(clock)
        try await limiter.acquire(reads)
        let waiting = Task { try await limiter.acquire(reads) }
        await clock.waitForSleepers(1)
        waiting.cancel()
        let error = await #expect(throws: OpenStackError.self) { try await waiting.value }
        #expect(error?.code == .cancelled)
        clock.advance(by: .seconds(1))
        try await limiter.acquire(reads)
        #expect(clock.slept.count == 1)
    }
}
