import Glibc
import Synchronization

@testable import CurlTransport

/// A server on 127.0.0.1 that runs one function on its own thread for each connection.
final class LoopbackServer: Sendable {
    typealias Handler = @Sendable (Connection) throws -> Void

    private struct State {
        var requests: [ReceivedRequest] = []
        var connections = 0
        var sockets: Set<Int32> = []
        var threads = 1
        var isStopping = false
    }

    let port: UInt16
    private let listener: Int32
    private let state = Mutex(State())
    private let ended = Gate()

    /// Starts to listen; the connection is closed when the handler returns or throws.
    init(_ handler: @escaping Handler) throws {
        (listener, port) = try Socket.listen()
        let started = DetachedThread.start { self.accept(handler) }
        try Socket.check(started ? 0 : -1)
    }

    /// Answers every request with the same bytes, keeping the connection.
    static func answering(_ response: String = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok") throws
        -> LoopbackServer
    {
        try LoopbackServer { connection in
            while try connection.readRequest() != nil { try connection.write(response) }
        }
    }

    var url: String { "http://127.0.0.1:\(port)" }
    var requests: [ReceivedRequest] { state.withLock { $0.requests } }
    /// How many connections were accepted so far.
    var connections: Int { state.withLock { $0.connections } }
    /// How many connections are open on the server's side.
    var openConnections: Int { state.withLock { $0.sockets.count } }

    /// Closes everything and returns when no thread of the server is left.
    func stop() async {
        state.withLock { state in
            state.isStopping = true
            shutdown(listener, Int32(SHUT_RDWR))
            for socket in state.sockets { shutdown(socket, Int32(SHUT_RDWR)) }
        }
        await ended.pass()
    }

    private func accept(_ handler: @escaping Handler) {
        while true {
            let socket = Glibc.accept(listener, nil, nil)
            guard socket >= 0 else { break }
            let isWelcome = state.withLock { state in
                guard !state.isStopping else { return false }
                state.connections += 1
                state.threads += 1
                state.sockets.insert(socket)
                return true
            }
            guard isWelcome, DetachedThread.start({ self.serve(socket, handler) }) else {
                close(socket)
                break
            }
        }
        close(listener)
        endThread()
    }

    private func serve(_ socket: Int32, _ handler: Handler) {
        let connection = Connection(socket) { request in self.state.withLock { $0.requests.append(request) } }
        // A handler that throws has lost its peer: the test sees that on its own side.
        try? handler(connection)
        state.withLock { state in
            state.sockets.remove(socket)
            close(socket)
        }
        endThread()
    }

    private func endThread() {
        let isLast = state.withLock { state in
            state.threads -= 1
            return state.threads == 0
        }
        if isLast { ended.open() }
    }
}
