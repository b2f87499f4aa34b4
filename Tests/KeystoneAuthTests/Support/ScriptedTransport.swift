import CurlTransport
import Synchronization

/// A transport whose answers a test gives, and that remembers what was asked.
final class ScriptedTransport: HTTPTransport {
    typealias Answer = @Sendable (HTTPRequest, Int) async throws(TransportError) -> HTTPResponse

    private let recorded = Mutex<[HTTPRequest]>([])
    private let answer: Answer

    /// - Parameter answer: Gets the request and how many came before it.
    init(_ answer: @escaping Answer) {
        self.answer = answer
    }

    var requests: [HTTPRequest] { recorded.withLock { $0 } }

    func requests(to part: String) -> [HTTPRequest] { requests.filter { $0.url.contains(part) } }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        let index = recorded.withLock { requests in
            requests.append(request)
            return requests.count - 1
        }
        return try await answer(request, index)
    }

    func stream(_ request: HTTPRequest) async throws(TransportError) -> HTTPStreamedResponse {
        throw TransportError(.invalid, "The session reads whole bodies.")
    }
}
