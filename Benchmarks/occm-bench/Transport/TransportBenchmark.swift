import CBench
import CurlTransport

/// What `CurlTransport` adds to a request over plain C libcurl, on kept-alive requests to loopback.
struct TransportBenchmark {
    private static let requests = 1000
    /// Rounds go on after the least while the limit is not kept, up to the most.
    private static let rounds = 10...100
    private static let allowed = Duration.microseconds(100)

    func run() async throws -> Table {
        let port = baseline_server_start()
        guard port > 0 else { throw BenchmarkFailure("the transport benchmark's server did not start") }
        let url = "http://127.0.0.1:\(port)/"
        var configuration = CurlTransport.Configuration()
        configuration.proxy = .none
        let transport = try CurlTransport(configuration: configuration)
        // The first requests open connections.
        _ = (try Self.plain(url), try await Self.ours(url, transport))
        var (plain, ours) = (Duration.seconds(3600), Duration.seconds(3600))
        // The two alternate, so that what else the machine does meets both alike.
        for round in 1...Self.rounds.upperBound where round <= Self.rounds.lowerBound || ours - plain > Self.allowed {
            plain = min(plain, try Self.plain(url))
            ours = min(ours, try await Self.ours(url, transport))
        }
        await transport.shutdown()
        let added = Figure(
            what: "added by the transport",
            measured: .time(ours - plain),
            allowed: .time(Self.allowed)
        )
        var table = Table("A kept-alive request to loopback, median of \(Self.requests)", [added])
        let rows = [("plain C libcurl", plain), ("through `CurlTransport`", ours)]
        table.rows = rows.map { [$0.0, "\(Amount.time($0.1))", ""] } + table.rows
        return table
    }

    /// The median time of a request with plain libcurl.
    private static func plain(_ url: String) throws -> Duration {
        var nanoseconds = [Int64](repeating: 0, count: requests)
        let code = baseline_requests(url, Int32(requests), &nanoseconds)
        guard code == 0 else { throw BenchmarkFailure("plain libcurl failed with code \(code)") }
        return median(nanoseconds.map { .nanoseconds($0) })
    }

    /// The median time of a request through the transport.
    private static func ours(_ url: String, _ transport: CurlTransport) async throws -> Duration {
        var times: [Duration] = []
        for _ in 0..<requests {
            let began = ContinuousClock.now
            _ = try await transport.send(HTTPRequest(.get, url))
            times.append(ContinuousClock.now - began)
        }
        return median(times)
    }

    private static func median(_ times: [Duration]) -> Duration { times.sorted()[times.count / 2] }
}
