import NIOCore
import NIOPosix
import NIOSSL

/// A connection on which a test writes what it likes, also what is no HTTP.
enum RawClient {
    private typealias Wire = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    /// Connects, with TLS that trusts everybody, and runs the body: it writes texts, and reads until the server closes.
    static func connect(
        _ port: Int,
        change: (inout TLSConfiguration) -> Void = { _ in },
        _ body: (inout Session) async throws -> Void
    ) async throws {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.certificateVerification = .none
        change(&tls)
        let context = try NIOSSLContext(configuration: tls)
        let wire: Wire = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handler = try NIOSSLClientHandler(context: context, serverHostname: nil)
                    try channel.pipeline.syncOperations.addHandler(handler)
                    return try Wire(wrappingChannelSynchronously: channel)
                }
            }
        try await wire.executeThenClose { inbound, outbound in
            var session = Session(inbound: inbound.makeAsyncIterator(), outbound: outbound)
            try await body(&session)
        }
    }

    struct Session {
        fileprivate var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
        fileprivate let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>

        func write(_ text: String) async throws { try await outbound.write(ByteBuffer(string: text)) }

        /// All that comes until the server closes the connection, or until the text is there.
        mutating func read(until end: String? = nil) async throws -> String {
            var text = ""
            do {
                while let bytes = try await inbound.next() {
                    text += String(buffer: bytes)
                    if let end, text.contains(end) { return text }
                }
            } catch let error as NIOSSLError where error == .uncleanShutdown {
                return text
            }
            return text
        }
    }
}
