import CurlTransport
import NIOCore
import NIOEmbedded
import NIOHTTP1
import NIOSSL
import Testing

@testable import Serving

@Suite("Connections", .timeLimit(.minutes(1)))
struct ConnectionTests {
    @Test("a client that sends its request too slowly is cut", arguments: ["", "GET /healthz HTTP/1.1\r\nHost: a\r\n"])
    func slowClient(_ beginning: String) async throws {
        try await TestServer.run({ $0.limits.firstRequest = .milliseconds(300) }) { server in
            try await RawClient.connect(server.port) { client in
                do {
                    try await client.write(beginning)
                    #expect(try await client.read() == "")
                } catch let error as ChannelError where error == .ioOnClosedChannel {
                    // On a busy machine the time is over before the handshake is.
                }
            }
        }
    }

    @Test("each phase of a connection has its deadline")
    func deadlines() throws {
        var limits = ConnectionLimits()
        (limits.firstRequest, limits.answer, limits.nextRequest) = (.seconds(10), .seconds(20), .seconds(30))
        /// How long a connection lives on after that many of the steps request, answer, request, …
        func life(after steps: Int) throws -> Int? {
            let channel = EmbeddedChannel(handler: ConnectionDeadline(limits))
            try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
            for step in 0..<steps {
                channel.embeddedEventLoop.advanceTime(by: .seconds(9))
                if step.isMultiple(of: 2) {
                    let head = HTTPRequestHead(version: .http1_1, method: .GET, uri: "/")
                    try channel.writeInbound(HTTPServerRequestPart.head(head))
                    try channel.writeInbound(HTTPServerRequestPart.end(nil))
                } else {
                    try channel.writeOutbound(HTTPPart<HTTPResponseHead, ByteBuffer>.end(nil))
                }
            }
            return (1...60).first { _ in
                channel.embeddedEventLoop.advanceTime(by: .seconds(1))
                return !channel.isActive
            }
        }
        #expect(try life(after: 0) == 10)
        #expect(try life(after: 1) == 20)
        #expect(try life(after: 2) == 30)
        #expect(try life(after: 3) == 20)
    }

    @Test("a request that goes on while a header dribbles in does not live longer for it")
    func dribble() throws {
        let channel = EmbeddedChannel(handler: ConnectionDeadline(ConnectionLimits()))
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        let head = HTTPRequestHead(version: .http1_1, method: .GET, uri: "/")
        try channel.writeInbound(HTTPServerRequestPart.head(head))
        for _ in 0..<4 {
            channel.embeddedEventLoop.advanceTime(by: .seconds(8))
            if channel.isActive { try channel.writeInbound(HTTPServerRequestPart.body(ByteBuffer(string: "x"))) }
        }
        #expect(!channel.isActive)
    }

    @Test("there are never more connections than allowed, and room is made when one goes")
    func connectionLimit() async throws {
        try await TestServer.run({ $0.limits.connections = 1 }) { server in
            try await RawClient.connect(server.port) { first in
                try await first.write("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try await first.read(until: "\r\n\r\nok").hasPrefix("HTTP/1.1 200 OK\r\n"))
                await #expect(throws: TransportError.self) { try await server.get("/healthz") }
            }
            var status: Int?
            while status == nil { status = try? await server.get("/healthz").status }
            #expect(status == 200)
        }
    }

    @Test("several requests on one connection are answered in order")
    func pipelining() async throws {
        try await TestServer.run { server in
            try await RawClient.connect(server.port) { client in
                try await client.write(
                    "HEAD /livez HTTP/1.1\r\nHost: a\r\n\r\nGET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"
                )
                try await client.write("GET /readyz?verbose HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                let text = try await client.read()
                #expect(text.split(separator: "HTTP/1.1 200 OK").count == 3)
                #expect(text.hasSuffix("\r\n\r\n[+]ping ok\nreadyz check passed\n"))
                #expect(text.contains("Connection: close\r\n"))
            }
        }
    }

    @Test(
        "requests that are too large or no HTTP are refused and end the connection",
        arguments: [
            (
                "POST /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 70000\r\n\r\n"
                    + String(repeating: "x", count: 70000), "413"
            ),
            ("GET /healthz HTTP/1.1\r\nHost: a\r\nX: " + String(repeating: "x", count: 70000) + "\r\n\r\n", "400"),
            ("nonsense\r\n\r\n", "400"),
        ]
    )
    func badRequests(_ request: String, _ status: String) async throws {
        try await TestServer.run { server in
            try await RawClient.connect(server.port) { client in
                try await client.write(request)
                #expect(try await client.read().hasPrefix("HTTP/1.1 \(status) "))
            }
        }
    }

    @Test("paths that climb are not resolved")
    func climbing() async throws {
        try await TestServer.run({ $0.authorization.alwaysAllowedPaths = ["/healthz*"] }) { server in
            try await RawClient.connect(server.port) { client in
                try await client.write("GET /healthz/../metrics HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                #expect(try await client.read().hasPrefix("HTTP/1.1 404 "))
            }
        }
    }

    @Test("a client whose TLS is too old, or has none of the suites, is not served")
    func oldTLS() async throws {
        func isServed(_ server: TestServer, _ change: (inout TLSConfiguration) -> Void) async -> Bool {
            var text = ""
            try? await RawClient.connect(server.port, change: change) { client in
                try await client.write("GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                text = try await client.read()
            }
            return text.hasSuffix("\r\n\r\nok")
        }
        try await TestServer.run({ $0.minimumTLSVersion = .tls13 }) { server in
            #expect(await !isServed(server) { $0.maximumTLSVersion = .tlsv12 })
            #expect(await isServed(server) { _ in })
        }
        try await TestServer.run { server in
            #expect(await !isServed(server) { ($0.minimumTLSVersion, $0.maximumTLSVersion) = (.tlsv1, .tlsv11) })
            #expect(await isServed(server) { $0.maximumTLSVersion = .tlsv12 })
        }
        let suites = try CipherSuites(names: ["TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"])
        try await TestServer.run({ $0.cipherSuites = suites }) { server in
            func only(_ suite: NIOTLSCipher) -> (inout TLSConfiguration) -> Void {
                {
                    $0.maximumTLSVersion = .tlsv12
                    $0.cipherSuiteValues = [suite]
                }
            }
            #expect(await isServed(server, only(.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384)))
            #expect(await !isServed(server, only(.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256)))
        }
    }
}
