import CurlTransport
import Testing

@Suite("Requests and responses on loopback", .timeLimit(.minutes(1)))
struct RequestTests {
    @Test("a GET brings status, headers and body")
    func get() async throws {
        let server = try LoopbackServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-A:  b \r\n\r\nok")
        let response = try await CurlTransport.direct().send(HTTPRequest(.get, server.url + "/a?b=c"))
        #expect(response.status == 200)
        #expect(response.headers["x-a"] == "b")
        #expect(response.body == Array("ok".utf8))
        #expect(server.requests.map(\.line) == ["GET /a?b=c HTTP/1.1"])
        await server.stop()
    }

    @Test("each method sends its body once, framed by its length", arguments: HTTPMethod.allCases, [nil, "", "{}"])
    func framing(method: HTTPMethod, body: String?) async throws {
        guard !method.isSafe || body == nil else { return }
        let server = try LoopbackServer.answering("HTTP/1.1 204 No Content\r\n\r\n")
        let request = HTTPRequest(method, server.url, body: body.map { Array($0.utf8) })
        #expect(try await CurlTransport.direct().send(request).status == 204)

        let received = try #require(server.requests.first)
        #expect(received.line == "\(method.rawValue) / HTTP/1.1")
        #expect(String(decoding: received.body, as: UTF8.self) == body ?? "")
        let needsLength = [.post, .put, .patch].contains(method) || body != nil
        #expect(received.header("Content-Length") == (needsLength ? "\(body?.utf8.count ?? 0)" : nil))
        for absent in ["Transfer-Encoding", "Expect", "Content-Type"] { #expect(received.header(absent) == nil) }
        await server.stop()
    }

    @Test("headers go out in order, empty ones too, beside the user agent")
    func headers() async throws {
        let server = try LoopbackServer.answering()
        var request = HTTPRequest(.get, server.url, headers: ["X-One": "1", "X-Empty": "", "x-two": "2"])
        let transport = try CurlTransport.direct { $0.userAgent = "occm/1" }
        _ = try await transport.send(request)
        request.headers["User-Agent"] = "other"
        _ = try await transport.send(request)

        #expect(server.requests[0].headers.suffix(3) == ["X-One: 1", "X-Empty:", "x-two: 2"])
        #expect(server.requests.map { $0.header("User-Agent") } == ["occm/1", "other"])
        await server.stop()
    }

    @Test("a large body arrives whole")
    func largeBody() async throws {
        let body = (0..<5_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let server = try LoopbackServer.answering()
        _ = try await CurlTransport.direct().send(HTTPRequest(.post, server.url, body: body))
        #expect(server.requests.first?.body == body)
        await server.stop()
    }

    @Test("requests in a row share one connection, bodyless mutations take their own")
    func reuse() async throws {
        let server = try LoopbackServer.answering()
        let transport = try CurlTransport.direct()
        for method in [HTTPMethod.get, .post, .put, .patch, .get] {
            _ = try await transport.send(HTTPRequest(method, server.url, body: method.isSafe ? nil : [1]))
        }
        #expect(server.connections == 1)
        for method in [HTTPMethod.delete, .post] { _ = try await transport.send(HTTPRequest(method, server.url)) }
        #expect(server.connections == 3)
        await server.stop()
    }

    @Test(
        "answers without a body end with their header fields",
        arguments: [(HTTPMethod.head, 200), (.get, 204), (.get, 304)]
    )
    func bodyless(method: HTTPMethod, status: Int) async throws {
        let server = try LoopbackServer.answering("HTTP/1.1 \(status) X\r\nX-A: b\r\nETag: 1\r\n\r\n")
        let transport = try CurlTransport.direct()
        for _ in 1...2 {
            let response = try await transport.send(HTTPRequest(method, server.url))
            #expect(response.status == status)
            #expect(response.headers == ["X-A": "b", "ETag": "1"])
            #expect(response.body.isEmpty)
        }
        #expect(server.connections == 1)
        await server.stop()
    }

    @Test("interim responses and trailers are not the response")
    func interim() async throws {
        let server = try LoopbackServer.answering(
            """
            HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n\
            HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Late\r\n\r\n\
            3\r\nabc\r\n2\r\nde\r\n0\r\nX-Late: 1\r\n\r\n
            """
        )
        let response = try await CurlTransport.direct().send(HTTPRequest(.get, server.url))
        #expect(response.headers.fields.map(\.name) == ["Transfer-Encoding", "Trailer"])
        #expect(String(decoding: response.body, as: UTF8.self) == "abcde")
        await server.stop()
    }

    @Test("a redirect is an answer and nobody follows it")
    func redirect() async throws {
        let server = try LoopbackServer.answering("HTTP/1.1 302 Found\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n")
        let response = try await CurlTransport.direct().send(HTTPRequest(.get, server.url))
        #expect(response.status == 302)
        #expect(server.requests.count == 1)
        await server.stop()
    }

    @Test("a response may be as large as allowed and not a byte larger", arguments: [9, 10, 11])
    func limit(size: Int) async throws {
        let body = String(repeating: "x", count: size)
        let server = try LoopbackServer.answering("HTTP/1.1 200 OK\r\nContent-Length: \(size)\r\n\r\n\(body)")
        let request = HTTPRequest(.get, server.url, responseLimit: 10)
        let transport = try CurlTransport.direct()
        if size <= 10 {
            #expect(try await transport.send(request).body.count == size)
        } else {
            #expect(await failure { try await transport.send(request) }?.code == .tooLarge)
        }
        await server.stop()
    }

    struct BadAnswer: CustomTestStringConvertible {
        var testDescription: String
        var text: String
        var code: TransportError.Code
    }

    @Test(
        "what is not HTTP is an error that says so",
        arguments: [
            BadAnswer(testDescription: "no HTTP at all", text: "garbage\r\n\r\n", code: .invalid),
            BadAnswer(testDescription: "a status beyond 599", text: "HTTP/1.1 999 What\r\n\r\n", code: .invalid),
            BadAnswer(
                testDescription: "300 kB of header fields",
                text: "HTTP/1.1 200 OK\r\n"
                    + String(repeating: "X: \(String(repeating: "x", count: 999))\r\n", count: 300),
                code: .invalid
            ),
            BadAnswer(
                testDescription: "half a body",
                text: "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab",
                code: .aborted
            ),
            BadAnswer(
                testDescription: "a bad chunk",
                text: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                code: .aborted
            ),
            BadAnswer(testDescription: "half a head", text: "HTTP/1.1 200 OK\r\nX-A: b", code: .aborted),
            BadAnswer(testDescription: "nothing", text: "", code: .aborted),
        ]
    )
    func malformed(answer: BadAnswer) async throws {
        let server = try LoopbackServer { connection in
            if try connection.readRequest() != nil { try connection.write(answer.text) }
        }
        let transport = try CurlTransport.direct()
        let safe = await failure { try await transport.send(HTTPRequest(.get, server.url + "/x?secret=1")) }
        #expect(safe?.code == answer.code)
        #expect(safe?.target == "GET \(server.url)/x")
        let mutation = await failure { try await transport.send(HTTPRequest(.post, server.url, body: [1])) }
        #expect(mutation?.code == .outcomeUnknown)
        await server.stop()
    }

    @Test(
        "a URL or header that can't be sent is refused before anything happens",
        arguments: [
            HTTPRequest(.get, "ftp://127.0.0.1/"), HTTPRequest(.get, "127.0.0.1"), HTTPRequest(.get, "http://a b/"),
            HTTPRequest(.get, "http://127.0.0.1:99999/"), HTTPRequest(.get, "file:///etc/passwd"),
            HTTPRequest(.get, "http://127.0.0.1/", headers: ["X-A": "b\r\nX-Injected: c"]),
            HTTPRequest(.get, "http://127.0.0.1/", headers: ["X A": "b"]),
            HTTPRequest(.post, "http://127.0.0.1/", headers: ["content-length": "5"]),
            HTTPRequest(.get, "http://127.0.0.1/", body: [1]),
        ]
    )
    func refused(request: HTTPRequest) async throws {
        let transport = try CurlTransport.direct()
        let error = await failure { try await transport.send(request) }
        #expect(error?.code == .invalid)
    }

    @Test("nobody listening and no such host are told apart, and nothing was sent")
    func unreachable() async throws {
        let (socket, port) = try Socket.listen()
        Socket.discard(socket)
        let transport = try CurlTransport.direct()
        for (url, code) in [
            ("http://127.0.0.1:\(port)", TransportError.Code.connect), ("http://host.invalid", .resolve),
        ] {
            let error = await failure { try await transport.send(HTTPRequest(.post, url, body: [1])) }
            #expect(error?.code == code)
            #expect(error?.nothingWasSent == true)
        }
    }
}
