import Testing

@testable import Kubernetes

@Suite("Times of leader election")
struct ElectionTimesTests {
    @Test(
        "only times that leave a leader time to notice its loss are taken",
        arguments: [
            (15, 10, 2, nil),
            (137, 107, 26, nil),
            (15, 10, 8, nil),
            (15, 3, 2, nil),
            (15, 10, 9, "renewDeadline must be greater than retryPeriod*JitterFactor"),
            (15, 2, 2, "renewDeadline must be greater than retryPeriod*JitterFactor"),
            (15, 15, 2, "leaseDuration must be greater than renewDeadline"),
            (15, 10, 0, "leaseDuration must be at least 1s and retryPeriod greater than zero"),
        ]
    )
    func validity(lease: Int, renew: Int, retry: Int, problem: String?) {
        func times() throws(ElectionTimes.Problem) -> ElectionTimes {
            try ElectionTimes(
                leaseDuration: .seconds(lease),
                renewDeadline: .seconds(renew),
                retryPeriod: .seconds(retry)
            )
        }
        do throws(ElectionTimes.Problem) {
            _ = try times()
            #expect(problem == nil)
        } catch {
            #expect(error.description == problem)
        }
    }

    @Test("a candidate waits 2 s to 4.4 s")
    func jitter() {
        let delays = [0, 0.5, 1].map { ElectionTimes.standard.candidateDelay(random: $0) }
        #expect(delays.map { ($0 / .milliseconds(1)).rounded() } == [2000, 3200, 4400])
    }

    @Test("a request may take half the renew deadline, and a second at least")
    func requestTimeout() throws {
        #expect(ElectionTimes.standard.requestTimeout == .seconds(5))
        let short = try ElectionTimes(
            leaseDuration: .seconds(2),
            renewDeadline: .milliseconds(1500),
            retryPeriod: .seconds(1)
        )
        #expect(short.requestTimeout == .seconds(1))
    }
}
