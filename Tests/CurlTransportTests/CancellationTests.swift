import CurlTransport
import Testing

@Suite("Cancellation at every stage", .timeLimit(.minutes(1)))
struct CancellationTests {
    @Test("a task cancelled before it sends never reaches the server")
    func beforeSending() async throws {
        let server = try LoopbackServer.answering()
        let transport = try CurlTransport.direct()
        let cancelled = Gate()
        let task = Task {
            await cancelled.pass()
            return await failure { try await transport.send(HTTPRequest(.post, server.url, body: [1])) }
        }
        task.cancel()
        cancelled.open()
        #expect(await task.value?.code == .cancelled)
        _ = try await transport.send(HTTPRequest(.get, server.url))
        #expect(server.requests.map(\.line) == ["GET / HTTP/1.1"])
        await server.stop()
    }

    @Test("a task that waits for a connection ends at once and its handle goes")
    func connecting() async throws {
        let (listener, port) = try Socket.listen(backlog: 0)
        let fillers = try (1...4).map { _ in try Socket.beginConnecting(to: port) }
        let transport = try CurlTransport.direct()
        let task = Task {
            await failure { try await transport.send(HTTPRequest(.post, "http://127.0.0.1:\(port)", body: [1])) }
        }
        await until { transport.statistics.transfers == 1 }
        task.cancel()
        let error = await task.value
        #expect(error?.code == .cancelled)
        #expect(error?.message.contains("was sent") == false)
        await until { transport.statistics.transfers == 0 }
        for socket in fillers + [listener] { Socket.discard(socket) }
    }

    @Test("a task that waits for the answer ends at once, says that the request was sent, and the connection closes")
    func waiting() async throws {
        let arrived = Gate()
        let server = try LoopbackServer { connection in
            _ = try connection.readRequest()
            arrived.open()
            try connection.waitForClose()
        }
        let transport = try CurlTransport.direct()
        let task = Task { await failure { try await transport.send(HTTPRequest(.post, server.url, body: [1])) } }
        await arrived.pass()
        task.cancel()
        let error = await task.value
        #expect(error?.code == .cancelled)
        #expect(error?.message.contains("was sent") == true)
        await until { transport.statistics.transfers == 0 && server.openConnections == 0 }
        await server.stop()
    }

    @Test("a reader that waits for a chunk ends at once, and the connection closes")
    func reading() async throws {
        let server = try LoopbackServer.stalling()
        let transport = try CurlTransport.direct()
        let hasRead = Gate()
        let task = Task {
            let response = try await transport.stream(HTTPRequest(.get, server.url, timeout: nil))
            var chunks = response.body.makeAsyncIterator()
            #expect(try await chunks.next() == Array("half".utf8))
            hasRead.open()
            return await failure { try await chunks.next() }
        }
        await hasRead.pass()
        task.cancel()
        #expect(try await task.value?.code == .cancelled)
        await until { transport.statistics.transfers == 0 && server.openConnections == 0 }
        await server.stop()
    }

    @Test("a streamed response that nobody holds any more ends its exchange")
    func dropping() async throws {
        let server = try LoopbackServer.stalling()
        let transport = try CurlTransport.direct()
        _ = try await transport.stream(HTTPRequest(.get, server.url, timeout: nil))
        await until { transport.statistics.transfers == 0 && server.openConnections == 0 }
        await server.stop()
    }

    @Test("a cancellation after the end changes nothing")
    func afterwards() async throws {
        let server = try LoopbackServer.answering()
        let transport = try CurlTransport.direct()
        let task = Task { try await transport.send(HTTPRequest(.get, server.url)) }
        #expect(try await task.value.status == 200)
        task.cancel()
        #expect(try await transport.send(HTTPRequest(.get, server.url)).status == 200)
        #expect(server.connections == 1)
        await server.stop()
    }
}

extension LoopbackServer {
    /// Sends half a body, then nothing until the client closes.
    static func stalling() throws -> LoopbackServer {
        try LoopbackServer { connection in
            _ = try connection.readRequest()
            try connection.write("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nhalf")
            try connection.waitForClose()
        }
    }
}
