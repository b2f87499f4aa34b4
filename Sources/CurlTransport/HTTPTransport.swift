/// Something that carries HTTP requests: libcurl in the program, a script in tests.
///
/// Guarantees: `send` returns or throws exactly once; cancelling the task ends the exchange and frees its connection.
/// Failure: every error is a ``TransportError``; an HTTP status of any kind is a response, not an error.
public protocol HTTPTransport: Sendable {
    /// Sends the request and collects the whole response body (at most `responseLimit` bytes).
    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse

    /// Sends the request and returns as soon as the response's headers are there; the body arrives as it is read.
    func stream(_ request: HTTPRequest) async throws(TransportError) -> HTTPStreamedResponse
}

/// A response with its whole body.
public struct HTTPResponse: Sendable {
    /// The status code, 100…599.
    public var status: Int
    /// The header fields of the final response.
    public var headers: HTTPHeaders
    /// The body, decoded of its transfer coding.
    public var body: [UInt8]

    /// Creates a response (tests do so; the program receives them).
    public init(status: Int, headers: HTTPHeaders = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// A response whose body is still arriving.
public struct HTTPStreamedResponse: Sendable {
    /// The status code, 100…599.
    public var status: Int
    /// The header fields of the final response.
    public var headers: HTTPHeaders
    /// The body's chunks as they arrive. Not reading pauses the sender; dropping it ends the exchange.
    public var body: HTTPBodyStream

    /// Creates a streamed response.
    public init(status: Int, headers: HTTPHeaders, body: HTTPBodyStream) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// A response body as a sequence of chunks, read once, by one reader.
///
/// Guarantees: at most a bounded amount is buffered, however slow the reader; the sender is paused meanwhile.
/// Failure: iteration throws ``TransportError``.
public struct HTTPBodyStream: AsyncSequence, Sendable {
    /// Where the chunks come from.
    public typealias Source = @Sendable () async throws(TransportError) -> [UInt8]?

    private let source: Source

    /// Creates a stream from a function that returns the next chunk, or `nil` at the end.
    public init(_ source: @escaping Source) {
        self.source = source
    }

    /// Reads the chunks in order.
    public struct AsyncIterator: AsyncIteratorProtocol {
        let source: Source

        /// The next chunk, or `nil` at the end of the body.
        public mutating func next() async throws(TransportError) -> [UInt8]? {
            try await source()
        }

        /// The next chunk, or `nil` at the end of the body.
        public mutating func next(isolation actor: isolated (any Actor)?) async throws(TransportError) -> [UInt8]? {
            try await source()
        }
    }

    /// An iterator over the chunks that are left.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(source: source) }
}
