import CResolverStall
import Glibc
import Testing

@testable import CurlTransport

@Suite("A name server that does not answer", .timeLimit(.minutes(2)))
struct ResolverTests {
    @Test("100 cancellations during a 20 s name lookup pause the loop for less than 50 ms")
    func stall() async {
        // In a process of its own: the lookups' threads sleep on, and only the process's end ends them.
        await #expect(processExitsWith: .success) {
            // A busy machine holds any thread up now and then, so that one run below the limit is proof. A loop that waits
            // for a lookup takes 20 s, which no other run makes good.
            var longestTurn = Duration.zero
            for _ in 1...10 {
                longestTurn = try await Stall.longestTurn(cancellations: 100)
                if longestTurn < .milliseconds(50) || longestTurn > .seconds(5) { break }
            }
            #expect(longestTurn < .milliseconds(50))
        }
    }

    @Test("a lookup that takes longer than the connect timeout is a failure before sending, and the loop goes on")
    func timeout() async {
        await #expect(processExitsWith: .success) {
            let transport = try CurlTransport.direct { $0.connectTimeout = .milliseconds(50) }
            let error = await failure { try await transport.send(HTTPRequest(.post, "http://stall.test", body: [1])) }
            #expect(error?.nothingWasSent == true)
            await transport.shutdown()
            #expect(transport.statistics.longestTurn < .seconds(5))
        }
    }

    @Test(
        "without CURLOPT_QUICK_EXIT the same cancellations hold the loop up until the lookups end",
        .enabled(if: getenv("OCCM_MEASURE") != nil, "it takes 20 s; OCCM_MEASURE=1 runs it")
    )
    func withoutQuickExit() async {
        await #expect(processExitsWith: .success) {
            let longestTurn = try await Stall.longestTurn(cancellations: 100, abandoningLookups: false)
            #expect(longestTurn > .seconds(15))
        }
    }
}

/// What a stalled name server does to a transport that serves others meanwhile.
enum Stall {
    /// Cancels that many requests during their name lookups, and returns the longest turn of the loop meanwhile.
    static func longestTurn(cancellations: Int, abandoningLookups: Bool = true) async throws -> Duration {
        let server = try LoopbackServer.answering()
        let transport = try CurlTransport.direct { $0.abandonsLookups = abandoningLookups }
        let begun = resolver_stall_begun()
        let tasks = (0..<cancellations).map { _ in
            Task { await failure { try await transport.send(HTTPRequest(.get, "http://stall.test", timeout: nil)) } }
        }
        await until { Int(resolver_stall_begun() - begun) == cancellations }
        for task in tasks { task.cancel() }
        for task in tasks {
            let error = await task.value
            #expect(error?.code == .cancelled)
        }
        await until { transport.statistics.transfers == 0 }
        let response = try await transport.send(HTTPRequest(.get, server.url))
        #expect(response.status == 200)
        return transport.statistics.longestTurn
    }
}
