import FoundationEssentials
import Testing

@testable import Sandbox
@testable import occm_sandbox

@Suite("The running sandbox cluster", .timeLimit(.minutes(1)))
struct ClusterServerTests {
    private static let watch = HTTPProbe.request("GET", "/api/v1/services?watch=1&resourceVersion=0")

    private func withCluster(
        _ options: SandboxCluster.Options = SandboxCluster.Options(),
        _ body: (SandboxCluster) async throws -> Void
    ) async throws {
        let cluster = try await SandboxCluster.start(options)
        do {
            try await body(cluster)
        } catch {
            try await cluster.stop()
            throw error
        }
        try await cluster.stop()
    }

    @Test("a watch streams changes as they happen, until it is broken")
    func streaming() async throws {
        try await withCluster { cluster in
            var isMade = false
            let text = try await HTTPProbe.exchange(Self.watch, at: cluster.url) { text in
                if text.contains("\"name\":\"web\"") {
                    cluster.breakWatches()
                } else if text.contains("\"name\":\"kubernetes\""), !isMade {
                    isMade = true
                    cluster.call("POST", TestCluster.services, TestCluster.service())
                }
            }
            #expect(text.hasPrefix("HTTP/1.1 200 OK") && text.contains("transfer-encoding: chunked"))
            #expect(text.contains("{\"type\":\"ADDED\",\"object\":{\"kind\":\"Service\""))
            #expect(!text.hasSuffix("0\r\n\r\n"), "the body does not end as it should")
            #expect(cluster.openWatches == 0)
        }
    }

    @Test("a watch whose time is over ends its body and the connection")
    func timeout() async throws {
        var options = SandboxCluster.Options()
        options.clock = .manual()
        try await withCluster(options) { cluster in
            let request = HTTPProbe.request("GET", "/api/v1/services?watch=1&resourceVersion=0&timeoutSeconds=5")
            let text = try await HTTPProbe.exchange(request, at: cluster.url) { text in
                if text.contains("kubernetes") { cluster.advance(by: .seconds(5)) }
            }
            #expect(text.hasSuffix("0\r\n\r\n"))
        }
    }

    @Test("faults strike watches: in the middle of an event, before it, or as a refusal with a Status")
    func faults() async throws {
        try await withCluster { cluster in
            cluster.inject(FaultRule("WATCH", "/api/v1/services", .respond(status: 429, headers: ["Retry-After": "1"])))
            let refused = try await HTTPProbe.exchange(Self.watch, at: cluster.url)
            #expect(refused.hasPrefix("HTTP/1.1 429") && refused.contains("\"reason\":\"TooManyRequests\""))
            cluster.inject(FaultRule("WATCH", "/api/v1/services", .dropBeforeApplying))
            #expect(try await HTTPProbe.exchange(Self.watch, at: cluster.url).isEmpty)
            cluster.inject(FaultRule("WATCH", "/api/v1/services", .truncate))
            var isMade = false
            let half = try await HTTPProbe.exchange(Self.watch, at: cluster.url) { _ in
                if !isMade { cluster.call("POST", TestCluster.services, TestCluster.service()) }
                isMade = true
            }
            #expect(half.contains("\"name\":\"web\""))
            #expect(half.split(separator: "\"loadBalancer\":{}}}}\n").count == 2, "only the first event is whole")
            #expect(cluster.counts["WATCH /api/v1/services"] == 3)
        }
    }

    @Test("who leaves is forgotten")
    func leaving() async throws {
        try await withCluster { cluster in
            cluster.inject(FaultRule("WATCH", "/api/v1/services", .stallAfterApplying))
            let reader = Task { try await HTTPProbe.exchange(Self.watch, at: cluster.url) }
            while cluster.openWatches == 0 { await Task.yield() }
            reader.cancel()
            while cluster.openWatches > 0 { await Task.yield() }
            _ = try? await reader.value
        }
    }

    @Test("calls are counted by kind of path, and a required token is required")
    func countsAndToken() async throws {
        var options = SandboxCluster.Options()
        options.settings.requiredToken = "secret"
        try await withCluster(options) { cluster in
            #expect(
                cluster.kubeconfig.contains("server: \"\(cluster.url)\"")
                    && cluster.kubeconfig.contains("token: \"secret\"")
            )
            let request = HTTPProbe.request("GET", "\(TestCluster.services)/kubernetes")
            let refused = try await HTTPProbe.exchange(request, at: cluster.url)
            #expect(refused.hasPrefix("HTTP/1.1 401"))
            let head = "Host: cloud\r\nAuthorization: Bearer secret"
            let allowed = request.replacing("Host: cloud", with: head)
            let answer = try await HTTPProbe.exchange(allowed, at: cluster.url)
            #expect(answer.hasPrefix("HTTP/1.1 200"))
            #expect(cluster.counts == ["GET /api/v1/namespaces/{namespace}/services/{name}": 2])
            #expect(cluster.call("GET", "/api/v1/nodes").status == 200)
            let health = try await HTTPProbe.exchange(HTTPProbe.request("GET", "/readyz"), at: cluster.url)
            #expect(health.hasSuffix("\r\n\r\nok"), "health needs no token")
        }
    }

    @Test("a server that comes back still knows everything")
    func resumption() async throws {
        try await withCluster { cluster in
            cluster.call("POST", TestCluster.services, TestCluster.service())
            try await cluster.stop()
            let request = HTTPProbe.request("GET", "\(TestCluster.services)/web")
            await #expect(throws: (any Error).self) { try await HTTPProbe.exchange(request, at: cluster.url) }
            try await cluster.resume()
            let answer = try await HTTPProbe.exchange(request, at: cluster.url)
            #expect(answer.hasPrefix("HTTP/1.1 200"))
        }
    }

    @Test("a cloud's servers become nodes, and the folder gets a kubeconfig")
    func nodes() async throws {
        let cloud = try await Sandbox.start()
        try await withCluster { cluster in
            let folder = FileManager.default.temporaryDirectory.appending(path: "occm-sandbox-\(cluster.url.suffix(5))")
            try CloudFiles(folder: folder.path()).write(cloud, cluster)
            let written = try String(contentsOf: folder.appending(path: "kubeconfig"), encoding: .utf8)
            #expect(written == cluster.kubeconfig)
            try FileManager.default.removeItem(at: folder)
            cluster.addNodes(of: cloud)
            let nodes = cluster.call("GET", "/api/v1/nodes").body?["items"]?.arrayValue ?? []
            #expect(
                nodes.map { $0["spec", "providerID"] } == cloud.facts.serverIDs.map { .string("openstack:///\($0)") }
            )
        }
        try await cloud.stop()
    }
}
