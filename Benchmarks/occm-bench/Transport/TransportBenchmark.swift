import CBench
import CurlTransport

/// What `CurlTransport` adds to a request over plain C libcurl, on kept-alive requests to loopback.
///
/// Where the kernel puts the server decides how long a plain request takes: 20 µs on the client's own core, 80 µs and more on
/// another that has to be woken. So rounds are compared in pairs, and the median pair counts; the best of each would compare
/// one placement with the other.
struct TransportBenchmark {
    private static let requests = 1000
    /// Rounds go on after the least while the limit is not kept, up to the most.
    private static let rounds = 20...100
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
        var (plain, ours, differences) = ([Duration](), [Duration](), [Duration]())
        repeat {
            let pair = (plain: try Self.plain(url), ours: try await Self.ours(url, transport))
            plain.append(pair.plain)
            ours.append(pair.ours)
            differences.append(pair.ours - pair.plain)
        } while !Self.rounds.contains(differences.count)
            || differences.count < Self.rounds.upperBound && Self.median(differences) > Self.allowed
        await transport.shutdown()
        let added = Figure(
            what: "added by the transport",
            measured: .time(Self.median(differences)),
            allowed: .time(Self.allowed)
        )
        let title = "A kept-alive request to loopback, medians of \(differences.count) rounds of \(Self.requests)"
        var table = Table(title, [added])
        let rows = [("plain C libcurl", Self.median(plain)), ("through `CurlTransport`", Self.median(ours))]
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
