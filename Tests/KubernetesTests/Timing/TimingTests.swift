import FoundationEssentials
import Testing

@testable import Kubernetes

@Suite("Waiting")
struct TimingTests {
    @Test(
        "delays double up to the limit",
        arguments: [
            (Backoff.services, [5.0, 10, 20, 40, 80, 160, 300, 300, 300, 300]),
            (Backoff.reflector, [0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 30, 30]),
            (
                Backoff.nodes,
                [
                    0.005, 0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92,
                    163.84, 327.68, 655.36, 1000, 1000, 1000,
                ]
            ),
        ]
    )
    func backoff(backoff: Backoff, seconds: [Double]) {
        let delays = (1...seconds.count).map { backoff.delay(afterFailures: $0) }
        #expect(delays == seconds.map { .milliseconds($0 * 1000) })
    }

    @Test("any number of failures has a delay", arguments: [Int.min, -1, 0, 1_000_000, Int.max])
    func manyFailures(failures: Int) {
        #expect(Backoff.services.delay(afterFailures: failures) == (failures < 1 ? .seconds(5) : .seconds(300)))
    }

    @Test("a bucket gives its burst at once, then its rate, in order")
    func bucket() {
        var bucket = TokenBucket(rate: 2, burst: 3)
        var waits = [0, 0, 0, 0, 0, 1].map { bucket.reserve(at: .seconds($0)) }
        bucket.giveBack()
        waits += [1, 100].map { bucket.reserve(at: .seconds($0)) }
        let half = Duration.milliseconds(500)
        #expect(waits == [.zero, .zero, .zero, half, .seconds(1), half, half, .zero])
    }

    @Test("a rate of zero or less is no limit")
    func unlimited() {
        var bucket = TokenBucket(rate: -1, burst: 0)
        let waits = Set((0..<1000).map { _ in bucket.reserve(at: .zero) })
        #expect(waits == [.zero])
    }

    @Test("a bucket whose clock goes back does not give more")
    func backwards() {
        var bucket = TokenBucket(rate: 1, burst: 1)
        let taken = [10, 5, 10, 11].map { bucket.takeIfPossible(at: .seconds($0)) }
        #expect(taken == [true, false, false, true])
    }

    @Test(
        "MicroTime has six digits, always",
        arguments: [
            (1_795_421_708.919962, "2026-11-23T08:15:08.919962Z"),
            (1_795_421_708.0, "2026-11-23T08:15:08.000000Z"),
            (1_795_421_708.000031, "2026-11-23T08:15:08.000031Z"),
            (1_795_421_708.5, "2026-11-23T08:15:08.500000Z"),
        ]
    )
    func microTime(seconds: Double, text: String) {
        #expect(Timestamp.microseconds(Date(timeIntervalSince1970: seconds)) == text)
    }

    @Test(
        "times are read with and without fractions",
        arguments: ["2026-11-23T08:15:08Z", "2026-11-23T08:15:08.000Z", "2026-11-23T10:15:08+02:00"]
    )
    func reading(text: String) {
        #expect(Timestamp.date(text) == Date(timeIntervalSince1970: 1_795_421_708))
    }

    @Test("a ring between looking and waiting is not lost", .timeLimit(.minutes(1)))
    func doorbell() async {
        let bell = Doorbell()
        let ticket = bell.ticket
        bell.ring()
        await bell.wait(after: ticket)
        let waiter = Task { await bell.wait(after: bell.ticket) }
        waiter.cancel()
        await waiter.value
    }

    @Test("a limited operation ends with its limit", .timeLimit(.minutes(1)))
    func limited() async {
        let clock = TestClock()
        async let result = clock.clock.limited(to: .seconds(9)) { () async -> Int in
            try? await clock.clock.sleep(.seconds(100))
            return Task.isCancelled ? 1 : 2
        }
        await clock.sleeper(.seconds(100))
        await clock.pass(.seconds(9))
        #expect(await result == nil)
        #expect(await clock.clock.limited(to: .seconds(9)) { 3 } == 3)
    }
}
