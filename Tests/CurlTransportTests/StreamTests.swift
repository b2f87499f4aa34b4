import CurlTransport
import Synchronization
import Testing

@Suite("Streamed bodies", .timeLimit(.minutes(1)))
struct StreamTests {
    @Test("the response is there before its body, and chunks arrive as they are sent")
    func chunks() async throws {
        let (first, second) = (Gate(), Gate())
        let server = try LoopbackServer { connection in
            _ = try connection.readRequest()
            try connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX-A: b\r\n\r\n")
            for (gate, text) in [(first, "one"), (second, "three")] {
                gate.block()
                try connection.write("\(text.utf8.count)\r\n\(text)\r\n")
            }
            try connection.write("0\r\n\r\n")
            try connection.waitForClose()
        }
        let response = try await CurlTransport.direct().stream(HTTPRequest(.get, server.url))
        #expect(response.status == 200)
        #expect(response.headers["X-A"] == "b")
        var chunks = response.body.makeAsyncIterator()
        first.open()
        #expect(try await chunks.next() == Array("one".utf8))
        second.open()
        #expect(try await chunks.next() == Array("three".utf8))
        #expect(try await chunks.next() == nil)
        #expect(try await chunks.next() == nil)
        await server.stop()
    }

    @Test("what arrived before a connection broke is read before the error")
    func broken() async throws {
        let server = try LoopbackServer { connection in
            _ = try connection.readRequest()
            try connection.write("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nhalf")
        }
        let transport = try CurlTransport.direct()
        let response = try await transport.stream(HTTPRequest(.get, server.url))
        await until { transport.statistics.transfers == 0 }
        var chunks = response.body.makeAsyncIterator()
        #expect(try await chunks.next() == Array("half".utf8))
        #expect(await failure { try await chunks.next() }?.code == .aborted)
        await server.stop()
    }

    @Test("200 MB for a reader that waits: the server is held up, nothing is lost, memory stays")
    func backPressure() async throws {
        let total = 200 << 20
        let written = Mutex(0)
        let server = try LoopbackServer { connection in
            // A small send buffer, so that what the server could write is about what the client took.
            connection.limitSendBuffer(to: 1 << 16)
            _ = try connection.readRequest()
            try connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(total)\r\n\r\n")
            let block = [UInt8](repeating: 0x5A, count: 1 << 16)
            for _ in 0..<(total / block.count) {
                try connection.write(block)
                written.withLock { $0 += block.count }
            }
        }
        let transport = try CurlTransport.direct { $0.streamBuffer = 1 << 18 }
        let before = Process.residentBytes
        let response = try await transport.stream(HTTPRequest(.get, server.url))
        // The transport is idle once it paused: the other requests it serves meanwhile prove that its loop went on.
        let other = try LoopbackServer.answering()
        var held = -1
        while held != written.withLock({ $0 }) {
            held = written.withLock { $0 }
            for _ in 1...100 { _ = try await transport.send(HTTPRequest(.get, other.url)) }
        }
        // Beside our buffer only the kernel's hold data: its receive buffer grows to tcp_rmem's 6 MB at most.
        #expect(held < 8 << 20)

        var received = 0
        var largest = 0
        for try await chunk in response.body {
            #expect(chunk.first == 0x5A && chunk.last == 0x5A)
            received += chunk.count
            largest = max(largest, chunk.count)
        }
        #expect(received == total)
        #expect(largest <= 1 << 18)
        // Other tests use memory meanwhile; 200 MB would be all of the body.
        #expect(Process.residentBytes - before < 128 << 20)
        await server.stop()
        await other.stop()
    }

    @Test("a second reader at the same time is told so, the first one goes on")
    func twoReaders() async throws {
        let more = Gate()
        let server = try LoopbackServer { connection in
            _ = try connection.readRequest()
            try connection.write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n")
            more.block()
            try connection.write("late")
        }
        let response = try await CurlTransport.direct().stream(HTTPRequest(.get, server.url))
        let results = await withTaskGroup(of: TransportError.Code?.self) { group in
            for _ in 1...2 {
                group.addTask {
                    var chunks = response.body.makeAsyncIterator()
                    return await failure { try await chunks.next() }?.code
                }
            }
            let loser = await group.next()
            more.open()
            return [loser, await group.next()]
        }
        #expect(results == [.invalid, .some(nil)])
        await server.stop()
    }
}
