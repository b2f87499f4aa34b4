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
}
