import CurlTransport
import Scenarios

extension ClusterStage {
    /// Asks a replica's HTTPS endpoint; a replica that does not answer is a deviation.
    func ask(_ replica: Replica, _ path: String, token: String? = nil) async throws -> (status: Int, text: String) {
        var headers: HTTPHeaders = [:]
        if let token { headers.append("Authorization", "Bearer \(token)") }
        let request = HTTPRequest(.get, "https://127.0.0.1:\(replica.port)\(path)", headers: headers)
        do {
            let answer = try await transport.send(request)
            return (answer.status, String(decoding: answer.body, as: UTF8.self))
        } catch {
            throw Deviation("\(replica.name) does not answer: \(error)")
        }
    }

    /// A metric's value, by its name and labels as they are printed: `leader_election_master_status{name="x"}`.
    func metric(_ series: String, of replica: Replica) async throws -> Double {
        let (status, text) = try await ask(replica, "/metrics", token: scraperToken)
        try expect("status of /metrics", status, 200)
        let line = text.split(separator: "\n").first { $0.hasPrefix(series + " ") }
        let value = try unwrap(line, "metric \(series)").split(separator: " ").last
        return try unwrap(value.flatMap { Double($0) }, "number in \(line ?? "")")
    }
}
