import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// An HTTP/1.1 server on 127.0.0.1 that asks a function for every answer.
final class HTTPServer: Sendable {
    /// The port that it listens on.
    let port: Int
    private let listener: any Channel
    private let connections: Connections

    /// Listens on a port (0: any free one) and serves until `stop`.
    static func start(
        port: Int,
        respond: @escaping @Sendable (IncomingRequest) -> Reply
    ) async throws -> HTTPServer {
        let connections = Connections()
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 512)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    connections.add(channel)
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: true)
                    try channel.pipeline.syncOperations.addHandler(HTTPExchangeHandler(respond: respond))
                }
            }
            .bind(host: "127.0.0.1", port: port).get()
        return HTTPServer(port: listener.localAddress?.port ?? port, listener: listener, connections: connections)
    }

    private init(port: Int, listener: any Channel, connections: Connections) {
        self.port = port
        self.listener = listener
        self.connections = connections
    }

    /// Does something ten times a second until `stop`.
    func repeatedly(_ body: @escaping @Sendable () -> Void) {
        let pause = TimeAmount.milliseconds(100)
        let task = listener.eventLoop.scheduleRepeatedTask(initialDelay: pause, delay: pause) { _ in body() }
        listener.closeFuture.whenComplete { _ in task.cancel() }
    }

    /// Stops listening and closes every connection.
    func stop() async throws {
        try await listener.close()
        connections.closeAll()
    }
}

/// The open connections of a server.
private final class Connections: Sendable {
    private let channels = Mutex<[ObjectIdentifier: any Channel]>([:])

    func add(_ channel: any Channel) {
        let key = ObjectIdentifier(channel)
        channels.withLock { $0[key] = channel }
        channel.closeFuture.whenComplete { [weak self] _ in self?.remove(key) }
    }

    func closeAll() {
        for channel in channels.withLock({ Array($0.values) }) { channel.close(promise: nil) }
    }

    private func remove(_ key: ObjectIdentifier) { channels.withLock { _ = $0.removeValue(forKey: key) } }
}
