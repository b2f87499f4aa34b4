import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// Where connections come from.
struct Listener: Sendable {
    /// A connection is `nil` if there are too many.
    typealias Accepting = NIOAsyncChannel<Connection?, Never>

    private let options: ServingOptions
    private let certificates: ServingCertificates
    private let chain: HandlerChain
    private let connections: OpenConnections

    init(
        _ options: ServingOptions,
        _ certificates: ServingCertificates,
        _ chain: HandlerChain,
        _ connections: OpenConnections
    ) {
        self.options = options
        self.certificates = certificates
        self.chain = chain
        self.connections = connections
    }

    /// Listens on the options' address; on both families when it is none in particular, as Go does.
    func bind(on threads: MultiThreadedEventLoopGroup) async throws(ServingError) -> Accepting {
        let isAny = ["", "0.0.0.0", "::"].contains(options.bindAddress)
        var failure: any Error = ChannelError.unknownLocalAddress
        // Machines without IPv6 have no `::`.
        for address in isAny ? ["::", "0.0.0.0"] : [options.bindAddress] {
            do {
                return try await bootstrap(on: threads).bind(host: address, port: options.port) { channel in
                    channel.eventLoop.makeCompletedFuture { try connection(on: channel) }
                }
            } catch {
                failure = error
            }
        }
        throw ServingError(
            .listen,
            "Nothing can listen on --bind-address \(options.bindAddress), --secure-port \(options.port): \(failure)."
        )
    }

    /// Serves connections until the listener is closed and they have ended.
    static func serve(_ accepting: Accepting) async {
        // A listener only ever ends by being closed.
        try? await accepting.executeThenClose { accepted in
            try await withThrowingDiscardingTaskGroup { group in
                for try await case let connection? in accepted {
                    group.addTask { await connection.serve() }
                }
            }
        }
    }

    private func bootstrap(on threads: MultiThreadedEventLoopGroup) -> ServerBootstrap {
        ServerBootstrap(group: threads)
            .serverChannelOption(.backlog, value: 128)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.socketOption(.so_keepalive), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
    }

    /// Sets a new connection up: TLS, HTTP, deadlines.
    private func connection(on channel: any Channel) throws -> Connection? {
        guard let context = try certificates.makeContext(), connections.admit(channel) else {
            channel.close(promise: nil)
            return nil
        }
        let presented = PresentedCertificates()
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandler(
            NIOSSLServerHandler(context: context, customVerificationCallback: { presented.take($0, $1) })
        )
        var decoderLimits = NIOHTTPDecoderLimitConfiguration()
        decoderLimits.maxHeaderListSize = options.limits.headerBytes
        decoderLimits.maxHeaderFieldSize = options.limits.headerBytes
        try pipeline.configureHTTPServerPipeline(
            withEncoderConfiguration: .init(),
            withDecoderLimitConfiguration: decoderLimits
        )
        try pipeline.addHandler(ConnectionDeadline(options.limits))
        return Connection(
            wire: try Connection.Wire(wrappingChannelSynchronously: channel),
            certificates: presented,
            limits: options.limits,
            connections: connections,
            chain: chain
        )
    }
}
