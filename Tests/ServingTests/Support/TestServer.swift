import CurlTransport
import Kubernetes
import Serving

/// A server that runs, on 127.0.0.1 and a port of its own, for as long as a test needs it.
struct TestServer {
    let port: Int
    let news: NewsBoard
    let health: HealthChecks
    private let running: Task<Void, any Error>

    /// Runs the body beside a server.
    static func run(
        files: TestFiles = TestFiles(),
        api: ScriptedAPI? = nil,
        clock: ClientClock = .system,
        pages: [String: Page] = ["/metrics": .metrics { "up 1\n" }],
        _ change: (inout ServingOptions) -> Void = { _ in },
        _ body: (TestServer) async throws -> Void
    ) async throws {
        var options = ServingOptions()
        (options.bindAddress, options.port) = ("127.0.0.1", 0)
        options.certificate = files[CertificateFiles.test.certificate] == nil ? nil : .test
        change(&options)
        let (news, health, client) = (NewsBoard(), HealthChecks(), api?.client(clock))
        let server = try SecureServer(
            options,
            pages: pages,
            health: health,
            authentication: client,
            authorization: client,
            files: files.files,
            clock: clock,
            report: { news.note($0) }
        )
        let running = Task {
            do { try await server.run() } catch {
                news.note(.listening(port: 0))
                throw error
            }
        }
        let port = try await news.wait { if case .listening(let port) = $0 { port } else { nil } }
        if port == 0 { try await running.value }
        let test = TestServer(port: port, news: news, health: health, running: running)
        do { try await body(test) } catch {
            await test.stop()
            throw error
        }
        await test.stop()
    }

    /// Ends it and waits until it has ended.
    func stop() async {
        running.cancel()
        _ = await running.result
    }

    /// A client that trusts that CA, or any.
    func client(_ authority: TestAuthority? = nil, as pair: CertificatePair? = nil) throws -> CurlTransport {
        var configuration = CurlTransport.Configuration()
        configuration.proxy = .none
        configuration.tls = CurlTransport.TLS(
            authorities: authority.map { PEM($0.pem) },
            certificate: pair.map { PEM($0.chain) },
            key: pair.map { PEM($0.keyBytes) },
            verifiesServer: authority != nil
        )
        return try CurlTransport(configuration: configuration)
    }

    func url(_ path: String, host: String = "127.0.0.1") -> String { "https://\(host):\(port)\(path)" }

    /// One request on a connection of its own.
    func get(
        _ path: String,
        _ method: HTTPMethod = .get,
        token: String? = nil,
        as pair: CertificatePair? = nil
    ) async throws -> HTTPResponse {
        var headers = HTTPHeaders()
        if let token { headers.append("Authorization", "Bearer \(token)") }
        return try await client(as: pair).send(HTTPRequest(method, url(path), headers: headers))
    }
}

extension HTTPResponse {
    var text: String { String(decoding: body, as: UTF8.self) }
}
