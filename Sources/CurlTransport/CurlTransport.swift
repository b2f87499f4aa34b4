import CCurl
import Synchronization

/// HTTP/1.1 over the system's libcurl: one multi handle on one event-loop thread, however many tasks send.
///
/// Guarantees: `send` and `stream` return or throw exactly once, also while the loop is busy. A mutation is written to a
/// connection at most once; if its answer is lost, the error says `.outcomeUnknown`. A streamed body buffers at most
/// `streamBuffer` bytes. A transport that nobody holds ends after its last exchange. Redirects are answers, not followed. No error text holds credentials or a query.
///
/// Assumptions: nothing else in the process calls `curl_global_init` or changes the proxy variables meanwhile.
///
/// Failure: ``TransportError``; after ``shutdown()``, code `.cancelled` at once.
public final class CurlTransport: HTTPTransport {
    private let configuration: Configuration
    private let tls: Mutex<TLS>
    let mailbox: Mailbox
    private let gauge = Gauge()

    /// Starts the event loop.
    ///
    /// Failure: `.invalid` if the system's libcurl can't do what is needed, or gives no handle or thread.
    public init(configuration: Configuration = Configuration()) throws(TransportError) {
        if let problem = Library.problem { throw TransportError(.invalid, problem) }
        guard let handle = curl_multi_init() else { throw TransportError(.invalid, "libcurl gave no multi handle.") }
        curl_multi_set_long(handle, CURLMOPT_MAXCONNECTS, max(1, configuration.maxIdleConnections))

        // From here on the handle belongs to the loop's thread; the mailbox only wakes it.
        nonisolated(unsafe) let multi = handle
        let (mailbox, gauge) = (Mailbox(waking: multi), gauge)
        self.configuration = configuration
        self.mailbox = mailbox
        tls = Mutex(configuration.tls)
        let hasStarted = DetachedThread.start {
            EventLoop(multi, mailbox, gauge, configuration).run()
        }
        guard hasStarted else {
            mailbox.close()
            curl_multi_cleanup(multi)
            throw TransportError(.invalid, "The system gave no thread for HTTP.")
        }
    }

    deinit {
        mailbox.post(.stop)
    }

    /// Sends the request and collects the whole response body (at most `responseLimit` bytes).
    public func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        try await exchange(request, .whole(limit: request.responseLimit)).response()
    }

    /// Sends the request and returns as soon as the response's headers are there; the body arrives as it is read.
    public func stream(_ request: HTTPRequest) async throws(TransportError) -> HTTPStreamedResponse {
        let exchange = try exchange(request, .streamed(bound: max(1 << 16, configuration.streamBuffer)))
        let reader = BodyReader(exchange)
        let head = try await exchange.response()
        return HTTPStreamedResponse(status: head.status, headers: head.headers, body: reader.stream)
    }

    /// Uses these TLS settings for every request from now on. Connections made under others are not used again.
    public func rotate(_ tls: TLS) {
        self.tls.withLock { $0 = tls }
    }

    /// Ends every exchange and the event loop, closes all connections, and returns when everything is freed.
    public func shutdown() async {
        mailbox.post(.stop)
        await gauge.end()
    }

    /// What the event loop is doing.
    public var statistics: Statistics { gauge.statistics }

    private func exchange(_ request: HTTPRequest, _ delivery: Exchange.State.Delivery) throws(TransportError)
        -> Exchange
    {
        if let problem = request.problem {
            let target = Redaction.target(request.method, request.url)
            throw TransportError(.invalid, "The request can't be sent: \(problem).", target: target)
        }
        return Exchange(request, delivery: delivery, tls: tls.withLock { $0 }, transport: self)
    }
}

extension CurlTransport {
    /// What the event loop is doing, for metrics.
    public struct Statistics: Sendable, Hashable {
        /// Exchanges that libcurl is carrying, each with one handle.
        public internal(set) var transfers = 0
        /// The longest that the loop worked without looking at its connections.
        public internal(set) var longestTurn = Duration.zero
    }
}
