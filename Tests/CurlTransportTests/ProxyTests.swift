import CurlTransport
import Glibc
import Testing

@Suite("Proxies", .timeLimit(.minutes(1)))
struct ProxyTests {
    @Test("an http URL goes to the proxy whole, with the proxy's credentials; excepted hosts don't")
    func explicit() async throws {
        let (proxy, server) = (try LoopbackServer.answering(), try LoopbackServer.answering())
        let url = "http://user:secret@127.0.0.1:\(proxy.port)"
        let transport = try CurlTransport.direct { $0.proxy = .url(url, except: "127.0.0.0/8") }
        _ = try await transport.send(HTTPRequest(.get, "http://octavia.test/v2.0?a=b"))
        _ = try await transport.send(HTTPRequest(.get, server.url))

        #expect(proxy.requests.map(\.line) == ["GET http://octavia.test/v2.0?a=b HTTP/1.1"])
        #expect(proxy.requests.first?.header("Proxy-Authorization") == "Basic dXNlcjpzZWNyZXQ=")
        #expect(server.requests.count == 1)
        await proxy.stop()
        await server.stop()
    }

    @Test("an https URL asks the proxy for a tunnel; a refusal is a connect failure and nothing was sent")
    func tunnel() async throws {
        let proxy = try LoopbackServer.answering("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
        let transport = try CurlTransport.direct { $0.proxy = .url("http://127.0.0.1:\(proxy.port)") }
        let request = HTTPRequest(.post, "https://octavia.test/v2.0", body: [1])
        #expect(await failure { try await transport.send(request) }?.code == .connect)
        #expect(proxy.requests.map(\.line) == ["CONNECT octavia.test:443 HTTP/1.1"])
        await proxy.stop()
    }

    @Test("a proxy URL that libcurl can't use is an error without its password")
    func redaction() async throws {
        let transport = try CurlTransport.direct { $0.proxy = .url("nonsense://user:secret@proxy.test:1") }
        let error = await failure { try await transport.send(HTTPRequest(.get, "http://octavia.test/")) }
        #expect(error?.nothingWasSent == true)
        #expect(error?.description.contains("secret") == false)
    }

    @Test("http_proxy, https_proxy and no_proxy are honoured")
    func environment() async {
        // In a process of its own: the environment belongs to all of a process's tests.
        await #expect(processExitsWith: .success) {
            let proxy = try LoopbackServer.answering("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
            let server = try LoopbackServer.answering()
            for name in ["http_proxy", "https_proxy"] { setenv(name, "http://127.0.0.1:\(proxy.port)", 1) }
            setenv("no_proxy", "excepted.test,127.0.0.1", 1)
            let transport = try CurlTransport()
            let viaProxy = try await transport.send(HTTPRequest(.get, "http://octavia.test/a"))
            #expect(viaProxy.status == 403)
            _ = await failure { try await transport.send(HTTPRequest(.get, "https://octavia.test/b")) }
            let direct = try await transport.send(HTTPRequest(.get, server.url + "/c"))
            #expect(direct.status == 200)

            let ignoring = try CurlTransport.direct()
            let past = try await ignoring.send(HTTPRequest(.get, "http://localhost:\(server.port)/d"))
            #expect(past.status == 200)
            #expect(
                proxy.requests.map(\.line) == [
                    "GET http://octavia.test/a HTTP/1.1", "CONNECT octavia.test:443 HTTP/1.1",
                ]
            )
            #expect(server.requests.map(\.line) == ["GET /c HTTP/1.1", "GET /d HTTP/1.1"])
        }
    }
}
