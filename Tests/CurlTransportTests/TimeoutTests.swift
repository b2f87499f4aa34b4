import CurlTransport
import Testing

@Suite("Time limits", .timeLimit(.minutes(1)))
struct TimeoutTests {
    private func silent() throws -> LoopbackServer {
        try LoopbackServer { connection in
            _ = try connection.readRequest()
            try connection.waitForClose()
        }
    }

    @Test("no answer in time is a timeout, for a mutation an unknown outcome; the connection is closed")
    func noAnswer() async throws {
        let server = try silent()
        let transport = try CurlTransport.direct()
        let limit = Duration.milliseconds(400)
        #expect(
            await failure { try await transport.send(HTTPRequest(.get, server.url, timeout: limit)) }?.code == .timeout
        )
        let mutation = HTTPRequest(.post, server.url, body: [1], timeout: limit)
        #expect(await failure { try await transport.send(mutation) }?.code == .outcomeUnknown)
        await until { server.openConnections == 0 }
        await server.stop()
    }

    @Test("a streamed body that stops is a timeout at the reader")
    func stalledBody() async throws {
        let server = try LoopbackServer.stalling()
        let transport = try CurlTransport.direct()
        let response = try await transport.stream(HTTPRequest(.get, server.url, timeout: .milliseconds(500)))
        var chunks = response.body.makeAsyncIterator()
        #expect(try await chunks.next() == Array("half".utf8))
        #expect(await failure { try await chunks.next() }?.code == .timeout)
        await server.stop()
    }

    @Test("a connection that is not made in time is a connect failure: nothing was sent", arguments: [true, false])
    func connect(byConnectTimeout: Bool) async throws {
        // Nobody accepts: with the queue of pending connections full, the kernel drops further attempts.
        let (listener, port) = try Socket.listen(backlog: 0)
        let fillers = try (1...4).map { _ in try Socket.beginConnecting(to: port) }
        let transport = try CurlTransport.direct { if byConnectTimeout { $0.connectTimeout = .milliseconds(50) } }
        let url = "http://127.0.0.1:\(port)"
        let limit: Duration? = byConnectTimeout ? nil : .milliseconds(50)
        let error = await failure { try await transport.send(HTTPRequest(.post, url, body: [1], timeout: limit)) }
        #expect(error?.code == .connect)
        for socket in fillers + [listener] { Socket.discard(socket) }
    }

    @Test("a TLS handshake that is never answered is a connect failure")
    func handshake() async throws {
        let server = try LoopbackServer { connection in try connection.waitForClose() }
        let transport = try CurlTransport.direct { $0.connectTimeout = .milliseconds(50) }
        let error = await failure { try await transport.send(HTTPRequest(.get, "https://127.0.0.1:\(server.port)")) }
        #expect(error?.nothingWasSent == true)
        await server.stop()
    }
}
