import CurlTransport
import Testing

@Suite("What a transport leaves behind", .timeLimit(.minutes(2)))
struct LeakTests {
    @Test("10,000 requests and 1,000 cancellations leave no handle, thread or descriptor behind")
    func nothing() async {
        // In a process of its own: other tests' threads and descriptors would be counted otherwise.
        await #expect(processExitsWith: .success) {
            try await Load.run(requests: 100, cancellations: 100)  // Whatever is set up once, is set up now.
            let (threads, descriptors) = (Process.threads, Process.descriptors)
            try await Load.run(requests: 10_000, cancellations: 1_000)
            // A thread that was told to end is gone a moment later: the suite's time limit bounds the wait.
            await until { Process.threads <= threads && Process.descriptors <= descriptors }
        }
    }

    @Test("a transport that is dropped without shutdown frees its thread and connections")
    func dropped() async {
        await #expect(processExitsWith: .success) {
            try await Load.run(requests: 10, cancellations: 0)
            let (threads, descriptors) = (Process.threads, Process.descriptors)
            for _ in 1...20 {
                let server = try LoopbackServer.answering()
                _ = try await CurlTransport.direct().send(HTTPRequest(.get, server.url))
                await server.stop()
            }
            await until { Process.threads <= threads && Process.descriptors <= descriptors }
        }
    }
}

/// Requests and cancellations against a server that answers some and never answers others.
enum Load {
    static func run(requests: Int, cancellations: Int) async throws {
        let server = try LoopbackServer { connection in
            while let request = try connection.readRequest() {
                if request.line.hasPrefix("GET /never") { return try connection.waitForClose() }
                try connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            }
        }
        let transport = try CurlTransport.direct()
        try await inParallel(requests) { number in
            let method: HTTPMethod = number.isMultiple(of: 4) ? .post : .get
            let request = HTTPRequest(method, server.url, body: method == .post ? [1, 2] : nil)
            let response = try await transport.send(request)
            #expect(response.status == 200)
        }
        try await inParallel(cancellations) { number in
            let task = Task {
                try await transport.send(HTTPRequest(.get, server.url + "/never/\(number)", timeout: nil))
            }
            // Some are cancelled at once, some while libcurl connects or waits.
            for _ in 0..<(number % 16) { await Task.yield() }
            task.cancel()
            let error = await failure { try await task.value }
            #expect(error?.code == .cancelled)
        }
        await until { transport.statistics.transfers == 0 }
        await transport.shutdown()
        await server.stop()
    }

    /// Runs the body for each number, twenty at a time.
    private static func inParallel(_ count: Int, _ body: @escaping @Sendable (Int) async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<count {
                if number >= 20 { try await group.next() }
                group.addTask { try await body(number) }
            }
            try await group.waitForAll()
        }
    }
}
