// Compares CurlTransport with plain C libcurl on kept-alive requests to loopback. Exits with 1 if the transport adds more
// than `allowance` to a request at the median.

import CurlBaseline
import CurlTransport
import Glibc

let requests = 1000
let rounds = 5
let allowance = Duration.microseconds(100)

/// The times of one run's requests, sorted.
struct Times {
    private let sorted: [Duration]

    init(_ times: [Duration]) { sorted = times.sorted() }

    /// The time that this many percent of the requests don't exceed.
    func percentile(_ percent: Int) -> Duration { sorted[min(sorted.count - 1, sorted.count * percent / 100)] }
}

func plain(_ url: String) throws -> Times {
    var nanoseconds = [Int64](repeating: 0, count: requests)
    let code = baseline_requests(url, Int32(requests), &nanoseconds)
    guard code == 0 else { throw TransportError(.aborted, "Plain libcurl failed with code \(code).") }
    return Times(nanoseconds.map { .nanoseconds($0) })
}

func ours(_ url: String, _ transport: CurlTransport) async throws -> Times {
    var times: [Duration] = []
    for _ in 0..<requests {
        let began = ContinuousClock.now
        _ = try await transport.send(HTTPRequest(.get, url))
        times.append(ContinuousClock.now - began)
    }
    return Times(times)
}

func microseconds(_ duration: Duration) -> String { "\(duration / .microseconds(1))".prefix { $0 != "." } + " µs" }

let port = baseline_server_start()
guard port > 0 else { throw TransportError(.connect, "The benchmark's server did not start.") }
let url = "http://127.0.0.1:\(port)/"
var configuration = CurlTransport.Configuration()
configuration.proxy = .none
let transport = try CurlTransport(configuration: configuration)
_ = try plain(url)
_ = try await ours(url, transport)

// The rounds alternate, so that what else the machine does meets both alike; the best round has least of it.
var best = Duration.seconds(3600)
for round in 1...rounds {
    let (plain, ours) = (try plain(url), try await ours(url, transport))
    let overhead = ours.percentile(50) - plain.percentile(50)
    best = min(best, overhead)
    let columns = [("plain", plain), ("ours", ours)].map { name, times in
        "\(name) p50 \(microseconds(times.percentile(50))), p99 \(microseconds(times.percentile(99)))"
    }
    print("round \(round): \(columns.joined(separator: "; ")); overhead p50 \(microseconds(overhead))")
}
await transport.shutdown()
print("overhead of a request at the median: \(microseconds(best)), allowed \(microseconds(allowance))")
exit(best > allowance ? 1 : 0)
