import CurlTransport
import FoundationEssentials
import Kubernetes
import NIOSSL
import Subprocess
import Testing

@testable import Serving

@Suite("Serving certificates", .timeLimit(.minutes(1)))
struct CertificateTests {
    private let clock = TestClock()

    private func isInUse(_ news: ServingNews) -> Bool? { if case .certificateInUse = news { true } else { nil } }
    private func refusal(_ news: ServingNews) -> ServingError? {
        if case .certificateRefused(let error) = news { error } else { nil }
    }

    @Test("a made certificate stands for localhost, this host and the address, and comes with its CA")
    func made() throws {
        var options = ServingOptions()
        options.bindAddress = "192.0.2.7"
        let now = Date()
        let pair = try SelfSigned(options, now: now).made()
        let identity = try TLSIdentity(pair, origin: "test")
        #expect(identity.isFor("localhost"))
        #expect(identity.end.timeIntervalSince(now) > 364 * 86400)
        #expect(identity.chain.count == 2)
        let leaf = try #require(try NIOSSLCertificate.fromPEMBytes(pair.chain).first)
        #expect(leaf.description.contains("192.0.2.7"))
        #expect("\(pair)".contains("<redacted>"))
        #expect(!"\(pair)".contains("PRIVATE"))
    }

    @Test("a client that trusts the made CA trusts the server")
    func madeIsTrusted() async throws {
        let folder = try TemporaryFolder()
        try await TestServer.run({ $0.certificateFolder = folder.path }) { server in
            let chain = try PEM(contentsOf: "\(folder.path)/cloud-controller-manager.crt")
            var configuration = CurlTransport.Configuration()
            (configuration.proxy, configuration.tls) = (.none, .init(authorities: chain))
            let client = try CurlTransport(configuration: configuration)
            for host in ["localhost", "127.0.0.1"] {
                let answer = try await client.send(HTTPRequest(.get, server.url("/healthz", host: host)))
                #expect(answer.status == 200)
            }
        }
        try folder.remove()
    }

    @Test("--cert-dir keeps the made certificate, its key for nobody else, until it nears its end")
    func folder() throws {
        let folder = try TemporaryFolder()
        var options = ServingOptions()
        options.certificateFolder = "\(folder.path)/new"
        let month: TimeInterval = 30 * 86400
        let now = Date()
        let first = try SelfSigned(options, now: now).identity(goodUntil: month)
        #expect(folder.permissions(of: "new/cloud-controller-manager.key") == 0o600)
        let again = try SelfSigned(options, now: now.addingTimeInterval(300 * 86400)).identity(goodUntil: month)
        #expect(again.chain == first.chain)
        let later = try SelfSigned(options, now: now.addingTimeInterval(340 * 86400)).identity(goodUntil: month)
        #expect(later.chain != first.chain)
        try folder.remove()
    }

    @Test("a changed certificate is shown to new connections, and open ones go on")
    func reload() async throws {
        let (old, new) = (try TestAuthority("old"), try TestAuthority("new"))
        let files = TestFiles()
        files.put(try old.server())
        try await TestServer.run(files: files, clock: clock.clock) { server in
            let request = HTTPRequest(.get, server.url("/healthz"))
            let (early, late) = (try server.client(old), try server.client(new))
            #expect(try await early.send(request).status == 200)
            await clock.sleeper(.seconds(5))
            files.put(try new.server())
            clock.advance(by: .seconds(5))
            _ = try await server.news.wait(for: 2, isInUse)
            // On the connection that is open: a new one would not be trusted.
            #expect(try await early.send(request).status == 200)
            #expect(try await late.send(request).status == 200)
            await #expect(throws: TransportError.self) { try await server.client(old).send(request) }
        }
    }

    @Test("files that can't be used are reported once, and the certificate before is kept")
    func badReload() async throws {
        let authority = try TestAuthority()
        let (pair, other) = (try authority.server(), try authority.server())
        let files = TestFiles()
        files.put(pair)
        let news = NewsBoard()
        var options = ServingOptions()
        options.certificate = .test
        let certificates = ServingCertificates(options, files: files.files, clock: clock.clock) { news.note($0) }
        try certificates.load()
        let first = certificates.tls?.certificateChain
        let junk = CertificatePair(chain: Array("junk".utf8), key: Redacted("junk"))
        let mixed = CertificatePair(chain: pair.chain, key: other.key)
        for (count, bad) in [junk, mixed, CertificatePair(chain: pair.chain, key: Redacted(""))].enumerated() {
            files.put(bad)
            for _ in 0..<3 { certificates.refresh() }
            #expect(news.all(refusal).count == count + 1)
            #expect(certificates.tls?.certificateChain == first)
        }
        files["tls.key"] = nil
        for _ in 0..<3 { certificates.refresh() }
        #expect(news.all(refusal).last?.message == "tls.key: there is no such file.")
        #expect(news.all(refusal).count == 4)
        files.put(other)
        certificates.refresh()
        #expect(news.all(isInUse).count == 2)
        #expect(certificates.tls?.certificateChain != first)
    }

    @Test("a made certificate is made anew before its end")
    func renewal() throws {
        let news = NewsBoard()
        let certificates = ServingCertificates(ServingOptions(), files: TestFiles().files, clock: clock.clock) {
            news.note($0)
        }
        try certificates.load()
        for days in [300, 40, 1] {
            clock.advance(by: .seconds(days * 86400))
            certificates.refresh()
        }
        #expect(news.all(isInUse).count == 2)
    }

    @Test("missing or mismatching files end the start")
    func badStart() async throws {
        let authority = try TestAuthority()
        let files = TestFiles(["tls.crt": try authority.server().chain, "tls.key": try authority.server().keyBytes])
        await #expect(throws: ServingError.self) { try await TestServer.run(files: files) { _ in } }
        files["tls.key"] = nil
        await #expect(throws: ServingError.self) { try await TestServer.run(files: files) { _ in } }
    }

    @Test("a name that the client asks for gets its own certificate")
    func names() async throws {
        let (main, named) = (try TestAuthority("main"), try TestAuthority("named"))
        let files = TestFiles()
        files.put(try main.server("localhost"))
        files.put(try named.server("localhost"), CertificateFiles(certificate: "n.crt", key: "n.key"))
        try await TestServer.run(
            files: files,
            { options in
                options.namedCertificates = [
                    NamedCertificateFiles(files: CertificateFiles(certificate: "n.crt", key: "n.key"))
                ]
            }
        ) { server in
            let byName = try await server.client(named).send(
                HTTPRequest(.get, server.url("/healthz", host: "localhost"))
            )
            #expect(byName.status == 200)
            let byAddress = try await server.client(main).send(HTTPRequest(.get, server.url("/healthz")))
            #expect(byAddress.status == 200)
        }
    }

    @Test(
        "names match as they are, and by one label",
        arguments: [
            ("a.example.org", true), ("A.Example.ORG", true), ("a.b.example.org", false), ("example.org", false),
            ("x.test", true),
        ]
    )
    func wildcard(_ host: String, _ isFor: Bool) throws {
        let pair = try TestAuthority().server()
        let identity = try TLSIdentity(pair, origin: "test", names: ["*.example.org", "x.test"])
        #expect(identity.isFor(host) == isFor)
    }

    @Test(
        "a client that comes back with its TLS session is known by all of its certificates",
        arguments: ["-tls1_2", "-tls1_3"]
    )
    func sessions(_ version: String) async throws {
        let authority = try TestAuthority("users")
        let reader = try TestAuthority("between", by: authority).client("ann", groups: ["readers"])
        let folder = try TemporaryFolder()
        let certificate = try folder.write(reader.chain, "client.crt")
        let key = try folder.write(reader.keyBytes, "client.key")
        let files = TestFiles(["ca": authority.pem])
        try await TestServer.run(files: files, api: .usual(), { $0.authentication.clientAuthorityFile = "ca" }) {
            server in
            for session in ["-sess_out", "-sess_in"] {
                let answer = try await Subprocess.run(
                    .name("openssl"),
                    arguments: [
                        "s_client", "-quiet", version, "-connect", "127.0.0.1:\(server.port)", "-cert", certificate,
                        "-cert_chain", certificate, "-key", key, session, "\(folder.path)/session",
                    ],
                    input: .string("GET /metrics HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"),
                    output: .string(limit: 1 << 16),
                    error: .discarded
                )
                #expect(answer.standardOutput.hasPrefix("HTTP/1.1 200 OK\r\n"))
            }
        }
        try folder.remove()
    }

    @Test("clients are who their certificates say")
    func clients() async throws {
        let authority = try TestAuthority("users")
        let api = ScriptedAPI.usual()
        let files = TestFiles(["ca": authority.pem])
        try await TestServer.run(files: files, api: api, { $0.authentication.clientAuthorityFile = "ca" }) { server in
            let reader = try authority.client("ann", groups: ["readers"])
            #expect(try await server.get("/metrics", as: reader).status == 200)
            #expect(try await server.get("/metrics", as: try authority.client("bob")).status == 403)
            #expect(try await server.get("/healthz", as: try TestAuthority().client("eve")).status == 401)
            let name = server.news.all { if case .authenticated(.user(let user)) = $0 { user.username } else { nil } }
            #expect(name == ["ann", "bob"])
        }
    }
}
