import CurlTransport
import Testing

@Suite("What happens to a request whose connection dies", .timeLimit(.minutes(1)))
struct MutationTests {
    /// Answers the first request of the first connection; every request after it is read and the connection closed.
    private func closing(reset: Bool) throws -> LoopbackServer {
        try LoopbackServer { connection in
            guard try connection.readRequest()?.line.hasPrefix("GET /first") == true else { return }
            try connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            if reset { connection.resetOnClose() }
            _ = try connection.readRequest()
        }
    }

    @Test(
        "a mutation on a kept-alive connection that closes is sent exactly once, and its outcome is unknown",
        arguments: [HTTPMethod.post, .put, .patch, .delete],
        [false, true]
    )
    func mutation(method: HTTPMethod, reset: Bool) async throws {
        for body: [UInt8]? in [nil, Array("{}".utf8), [UInt8](repeating: 7, count: 300_000)] {
            let server = try closing(reset: reset)
            let transport = try CurlTransport.direct()
            _ = try await transport.send(HTTPRequest(.get, server.url + "/first"))
            let error = await failure { try await transport.send(HTTPRequest(method, server.url + "/x", body: body)) }
            #expect(error?.code == .outcomeUnknown)
            #expect(error?.nothingWasSent == false)
            await transport.shutdown()
            await server.stop()
            #expect(server.requests.map(\.line) == ["GET /first HTTP/1.1", "\(method.rawValue) /x HTTP/1.1"])
        }
    }

    @Test("a mutation is not repeated either when the server closes before it read the body", arguments: [false, true])
    func headOnly(reset: Bool) async throws {
        let server = try LoopbackServer { connection in
            _ = try connection.readRequest()
            try connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            if reset { connection.resetOnClose() }
            _ = try connection.readHead()
        }
        let transport = try CurlTransport.direct()
        _ = try await transport.send(HTTPRequest(.get, server.url))
        let body = [UInt8](repeating: 1, count: 1 << 20)
        #expect(
            await failure { try await transport.send(HTTPRequest(.post, server.url, body: body)) }?.code
                == .outcomeUnknown
        )
        await transport.shutdown()
        await server.stop()
        #expect(server.requests.count == 1)
    }

    @Test("a GET on a kept-alive connection that closes is sent again on a new one")
    func get() async throws {
        let server = try LoopbackServer { connection in
            for _ in 1...2 {
                guard let request = try connection.readRequest() else { return }
                if request.line.hasPrefix("GET /dies"), connection.served == 2 { return }
                try connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            }
        }
        let transport = try CurlTransport.direct()
        _ = try await transport.send(HTTPRequest(.get, server.url + "/first"))
        #expect(try await transport.send(HTTPRequest(.get, server.url + "/dies")).status == 200)
        #expect(server.requests.count == 3)
        await server.stop()
    }

    @Test("a mutation whose answer stops in the middle has an unknown outcome; a GET is aborted")
    func partial() async throws {
        let server = try LoopbackServer { connection in
            _ = try connection.readRequest()
            try connection.write("HTTP/1.1 201 Created\r\nContent-Length: 20\r\n\r\nhalf")
        }
        let transport = try CurlTransport.direct()
        #expect(await failure { try await transport.send(HTTPRequest(.delete, server.url)) }?.code == .outcomeUnknown)
        #expect(await failure { try await transport.send(HTTPRequest(.get, server.url)) }?.code == .aborted)
        await server.stop()
    }
}
