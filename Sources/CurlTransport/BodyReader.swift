/// The reading end of a streamed body. When nobody holds it any more, the exchange ends.
final class BodyReader: Sendable {
    private let exchange: Exchange

    init(_ exchange: Exchange) {
        self.exchange = exchange
    }

    deinit {
        exchange.cancel()
    }

    var stream: HTTPBodyStream {
        HTTPBodyStream { () async throws(TransportError) in try await self.exchange.next() }
    }
}
