import CurlTransport
import FoundationEssentials
import Synchronization

@testable import Kubernetes

/// An API server made of a function.
final class ScriptedTransport: HTTPTransport {
    /// What the server does with a request.
    enum Reply: Sendable {
        case answer(Int, headers: HTTPHeaders, body: String)
        case feed(Feed)
        case failure(TransportError.Code)

        static func json(_ body: String) -> Reply { .answer(200, headers: [:], body: body) }
        static func status(_ code: Int, reason: String = "", headers: HTTPHeaders = [:]) -> Reply {
            .answer(
                code,
                headers: headers,
                body: #"{"kind":"Status","code":\#(code),"reason":"\#(reason)","message":"no"}"#
            )
        }
    }

    typealias Script = @Sendable (HTTPRequest, _ number: Int) async -> Reply

    private let script: Script
    private let received = Mutex<[HTTPRequest]>([])
    private let bell = Doorbell()

    /// - Parameter script: Gets each request and its number, counted from 0.
    init(_ script: @escaping Script) {
        self.script = script
    }

    /// Gives the replies in turn; the last one again and again.
    convenience init(_ replies: Reply...) {
        self.init { _, number in replies[min(number, replies.count - 1)] }
    }

    var requests: [HTTPRequest] { received.withLock { $0 } }
    /// `GET /api/v1/nodes?limit=500`, …
    var lines: [String] { requests.map { "\($0.method.rawValue) \($0.url.dropFirst(ScriptedTransport.server.count))" } }

    static let server = "http://api.test"

    /// Returns when that many requests were received.
    func request(_ count: Int) async {
        while true {
            let ticket = bell.ticket
            if requests.count >= count { return }
            await bell.wait(after: ticket)
        }
    }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        let streamed = try await stream(request)
        var body: [UInt8] = []
        var chunks = streamed.body.makeAsyncIterator()
        while let chunk = try await chunks.next() { body += chunk }
        return HTTPResponse(status: streamed.status, headers: streamed.headers, body: body)
    }

    func stream(_ request: HTTPRequest) async throws(TransportError) -> HTTPStreamedResponse {
        let number = received.withLock { requests in
            requests.append(request)
            return requests.count - 1
        }
        bell.ring()
        switch await script(request, number) {
        case .answer(let status, let headers, let body):
            let feed = Feed(body)
            feed.close()
            return HTTPStreamedResponse(status: status, headers: headers, body: feed.stream)
        case .feed(let feed):
            return HTTPStreamedResponse(status: 200, headers: [:], body: feed.stream)
        case .failure(let code):
            throw TransportError(code, "scripted")
        }
    }

    /// A client of this server.
    func client(_ clock: TestClock = TestClock(passes: true), login: ClusterAccess.Login = .none) -> KubernetesClient {
        var access = ClusterAccess(server: Self.server)
        access.login = login
        let credentials = ClusterCredentials(access, files: ClusterFiles { _ in nil }, clock: clock.clock)
        return KubernetesClient(
            server: Self.server,
            transport: self,
            credentials: credentials,
            pace: RequestPace(rate: 0),
            clock: clock.clock
        )
    }
}

/// A body that a test writes piece by piece.
final class Feed: Sendable {
    private struct State {
        var chunks: [[UInt8]] = []
        var end: TransportError?
        var isClosed = false
    }

    private let state = Mutex(State())
    private let bell = Doorbell()

    init(_ text: String...) {
        for text in text { write(text) }
    }

    func write(_ text: String) {
        state.withLock { $0.chunks.append(Array(text.utf8)) }
        bell.ring()
    }

    /// One line of a watch.
    func event(_ type: String, _ object: String) {
        write(#"{"type":"\#(type)","object":\#(object)}"# + "\n")
    }

    func close(_ error: TransportError.Code? = nil) {
        state.withLock { state in
            state.isClosed = true
            state.end = error.map { TransportError($0, "scripted") }
        }
        bell.ring()
    }

    var stream: HTTPBodyStream {
        HTTPBodyStream { () async throws(TransportError) in try await self.next() }
    }

    private func next() async throws(TransportError) -> [UInt8]? {
        while !Task.isCancelled {
            let ticket = bell.ticket
            let (chunk, isClosed, end) = state.withLock { state in
                (state.chunks.isEmpty ? nil : state.chunks.removeFirst(), state.isClosed, state.end)
            }
            if let chunk { return chunk }
            if let end { throw end }
            if isClosed { return nil }
            await bell.wait(after: ticket)
        }
        throw TransportError(.cancelled, "scripted")
    }
}

/// The JSON text of a node.
func nodeJSON(_ name: String, version: Int, uid: String? = nil) -> String {
    #"{"metadata":{"name":"\#(name)","uid":"\#(uid ?? name)","resourceVersion":"\#(version)","managedFields":[{"a":"}]{["}]}}"#
}

/// The JSON text of a list.
func listJSON(_ items: [String], version: Int, continuation: String = "") -> String {
    #"{"kind":"List","metadata":{"resourceVersion":"\#(version)","continue":"\#(continuation)"},"items":[\#(items.joined(separator: ","))]}"#
}
