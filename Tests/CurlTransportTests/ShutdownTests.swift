import CurlTransport
import Testing

@Suite("Shutting a transport down", .timeLimit(.minutes(1)))
struct ShutdownTests {
    @Test("what is in progress ends, a mutation with an unknown outcome, and later requests are refused")
    func inProgress() async throws {
        let server = try LoopbackServer { connection in
            _ = try connection.readRequest()
            try connection.waitForClose()
        }
        let transport = try CurlTransport.direct()
        let codes = [HTTPMethod.get, .post].map { method in
            let body: [UInt8]? = method == .post ? [1] : nil
            return Task {
                await failure { try await transport.send(HTTPRequest(method, server.url, body: body)) }?.code
            }
        }
        await until { server.requests.count == 2 }
        await transport.shutdown()
        #expect(await codes[0].value == .cancelled)
        #expect(await codes[1].value == .outcomeUnknown)
        #expect(await failure { try await transport.send(HTTPRequest(.post, server.url)) }?.code == .cancelled)
        #expect(transport.statistics.transfers == 0)
        await until { server.openConnections == 0 }
        await server.stop()
    }

    @Test("a reader gets the shutdown as its error; shutting down again is harmless")
    func streaming() async throws {
        let server = try LoopbackServer.stalling()
        let transport = try CurlTransport.direct()
        let response = try await transport.stream(HTTPRequest(.get, server.url, timeout: nil))
        var chunks = response.body.makeAsyncIterator()
        #expect(try await chunks.next() == Array("half".utf8))
        await transport.shutdown()
        await transport.shutdown()
        #expect(await failure { try await chunks.next() }?.code == .cancelled)
        await server.stop()
    }

    @Test("requests that race with the shutdown all get an answer")
    func race() async throws {
        let server = try LoopbackServer.answering()
        for _ in 1...50 {
            let transport = try CurlTransport.direct()
            await withTaskGroup(of: Void.self) { group in
                for _ in 1...8 {
                    group.addTask { _ = await failure { try await transport.send(HTTPRequest(.get, server.url)) } }
                }
                group.addTask { await transport.shutdown() }
            }
        }
        await server.stop()
    }

    @Test("a body can be read to its end although nobody else holds the transport")
    func held() async throws {
        let server = try LoopbackServer.answering()
        let response = try await CurlTransport.direct().stream(HTTPRequest(.get, server.url))
        var body: [UInt8] = []
        for try await chunk in response.body { body += chunk }
        #expect(body == Array("ok".utf8))
        await server.stop()
    }
}
