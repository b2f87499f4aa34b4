import CurlTransport
import Testing

@Suite("TLS", .timeLimit(.minutes(1)))
struct TLSTests {
    /// Runs the body against an `openssl s_server`, which asks for a client certificate. With `-www` it answers with what
    /// it knows of the connection and closes it; otherwise it is one long connection between its pipes and the client.
    private func withServer(
        certificate: String = "server",
        options: [String] = ["-www"],
        _ body: (_ url: String, _ server: Command, _ certificates: Certificates) async throws -> Void
    ) async throws {
        let certificates = try Certificates()
        let files = ["-cert", certificates.path("\(certificate).pem"), "-key", certificates.path("\(certificate).key")]
        let command = ["openssl", "s_server", "-accept", "127.0.0.1:0", "-verify", "1"]
        let server = try Command(command + files + ["-CAfile", certificates.path("ca.pem")] + options)
        let port = try #require(await server.readLine { $0.hasPrefix("ACCEPT ") }?.split(separator: ":").last)
        try await body("https://127.0.0.1:\(port)/", server, certificates)
        server.stop()
        try certificates.remove()
    }

    private func send(_ url: String, _ tls: CurlTransport.TLS) async throws -> String {
        let transport = try CurlTransport.direct { $0.tls = tls }
        return String(decoding: try await transport.send(HTTPRequest(.get, url)).body, as: UTF8.self)
    }

    @Test("a server is trusted by its own CA only, or when verification is off")
    func trust() async throws {
        try await withServer { url, _, certificates in
            let known = CurlTransport.TLS(authorities: try certificates.pem("ca.pem"))
            #expect(try await send(url, known).contains("no client certificate available"))
            #expect(try await send(url, CurlTransport.TLS(verifiesServer: false)).contains("s_server"))
            for unknown in [CurlTransport.TLS(), .init(authorities: try certificates.pem("other-ca.pem"))] {
                #expect(await failure { try await send(url, unknown) }?.code == .tls)
            }
        }
    }

    @Test("a certificate for another host is refused")
    func hostName() async throws {
        try await withServer(certificate: "elsewhere") { url, _, certificates in
            let tls = CurlTransport.TLS(authorities: try certificates.pem("ca.pem"))
            #expect(await failure { try await send(url, tls) }?.code == .tls)
        }
    }

    @Test("the server sees the client certificate; after a rotation it sees the new one")
    func clientCertificate() async throws {
        try await withServer { url, _, certificates in
            let transport = try CurlTransport.direct()
            for name in ["client", "server"] {
                transport.rotate(try certificates.identity(name))
                let page = try await transport.send(HTTPRequest(.get, url)).body
                #expect(String(decoding: page, as: UTF8.self).contains("Subject: CN=occm \(name)"))
            }
        }
    }

    @Test("after a rotation a connection that was made under the old certificate is not used again")
    func rotation() async throws {
        try await withServer(options: []) { url, server, certificates in
            let transport = try CurlTransport.direct {
                $0.tls = .init(verifiesServer: false)
                $0.connectTimeout = .seconds(1)
            }
            transport.rotate(try certificates.identity("client"))
            for path in ["first", "reused"] {
                async let response = transport.send(HTTPRequest(.get, url + path))
                #expect(await server.readLine { $0.hasPrefix("GET /\(path) ") } != nil)
                server.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
                #expect(try await response.status == 200)
            }
            // The server serves one connection at a time: a second one is accepted by the kernel and hears nothing.
            transport.rotate(try certificates.identity("server"))
            #expect(await failure { try await transport.send(HTTPRequest(.get, url)) }?.nothingWasSent == true)
        }
    }

    @Test("PEM that is none is a TLS failure before anything is sent")
    func badPEM() async throws {
        try await withServer { url, _, _ in
            let junk = PEM(Array("junk".utf8))
            for tls in [
                CurlTransport.TLS(authorities: junk), .init(certificate: junk, key: junk, verifiesServer: false),
            ] {
                #expect(await failure { try await send(url, tls) }?.code == .tls)
            }
        }
    }
}

extension Certificates {
    /// Trust in our CA, and that certificate as the client's.
    fileprivate func identity(_ name: String) throws -> CurlTransport.TLS {
        let (certificate, key) = (try pem("\(name).pem"), try pem("\(name).key"))
        return CurlTransport.TLS(authorities: try pem("ca.pem"), certificate: certificate, key: key)
    }
}
