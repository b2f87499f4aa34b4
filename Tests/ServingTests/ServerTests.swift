import CurlTransport
import Serving
import Testing

@Suite("The server", .timeLimit(.minutes(1)))
struct ServerTests {
    @Test(
        "paths answer to strangers, wrong tokens, known users and readers as the Go controller manager's do",
        arguments: [
            // In the Go one /livez and /readyz, and /healthz/… for readers, are 404.
            ("/healthz", [200, 401, 200, 200]),
            ("/livez", [200, 401, 200, 200]),
            ("/readyz", [200, 401, 200, 200]),
            ("/healthz/ping", [403, 401, 403, 200]),
            ("/healthz/none", [403, 401, 403, 404]),
            ("/healthz/", [403, 401, 403, 404]),
            ("/metrics", [403, 401, 403, 200]),
            ("/%6Detrics?x=/healthz", [403, 401, 403, 200]),
            ("/configz", [403, 401, 403, 200]),
            ("/", [403, 401, 403, 404]),
            ("/debug/pprof/", [403, 401, 403, 404]),
        ]
    )
    func paths(_ path: String, _ expected: [Int]) async throws {
        let api = ScriptedAPI { request, _ in
            let body = String(decoding: request.body ?? [], as: UTF8.self)
            guard request.method == .post else { return (404, "") }
            let token = ["bob", "reader"].first { body.contains(#""token":"\#($0)""#) }
            if request.url.hasSuffix("/tokenreviews") {
                return (201, #"{"status":{"authenticated":\#(token != nil),"user":{"username":"\#(token ?? "")"}}}"#)
            }
            return (201, #"{"spec":{},"status":{"allowed":\#(body.contains(#""user":"reader""#))}}"#)
        }
        let pages = ["/metrics": Page.metrics { "up 1\n" }, "/configz": Page.json { Array("{}".utf8) }]
        try await TestServer.run(api: api, pages: pages) { server in
            for (token, status) in zip([nil, "wrong", "bob", "reader"], expected) {
                let answer = try await server.get(path, token: token)
                #expect(answer.status == status, "\(token ?? "nobody")")
            }
        }
    }

    @Test("refusals are worded as the API server's")
    func refusals() async throws {
        try await TestServer.run(api: .usual()) { server in
            let unauthorized = try await server.get("/healthz", token: "wrong")
            #expect(unauthorized.headers["Content-Type"] == "application/json")
            #expect(
                unauthorized.text == """
                    {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure",\
                    "message":"Unauthorized","reason":"Unauthorized","code":401}

                    """
            )
            let forbidden = try await server.get("/metrics")
            #expect(
                forbidden.text == """
                    {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure",\
                    "message":"forbidden: User \\"system:anonymous\\" cannot get path \\"/metrics\\"",\
                    "reason":"Forbidden","details":{},"code":403}

                    """
            )
            #expect(try await server.get("/none", token: "good").text == "404 page not found\n")
        }
    }

    @Test("pages come with their types, and are never cached")
    func pages() async throws {
        let pages = ["/metrics": Page.metrics { "up 1\n" }, "/configz": Page.json { Array(#"{"a":1}"#.utf8) }]
        try await TestServer.run(api: .usual(), pages: pages) { server in
            let metrics = try await server.get("/metrics", token: "good")
            #expect(metrics.text == "up 1\n")
            #expect(metrics.headers["Content-Type"]?.hasPrefix("text/plain; version=0.0.4; charset=utf-8") == true)
            #expect(metrics.headers["Cache-Control"] == "no-cache, private")
            let config = try await server.get("/configz", token: "good")
            #expect(config.text == #"{"a":1}"#)
            #expect(config.headers["Content-Type"] == "application/json")
            let healthz = try await server.get("/healthz")
            #expect(healthz.text == "ok")
            #expect(healthz.headers["Content-Type"] == "text/plain; charset=utf-8")
            #expect(healthz.headers["X-Content-Type-Options"] == "nosniff")
        }
    }

    @Test("health is asked with its options, and failures are reported with their reasons")
    func health() async throws {
        try await TestServer.run(api: .usual()) { server in
            server.health.add("cloud") { "token expired" }
            #expect(try await server.get("/healthz").text.contains("[-]cloud failed: reason withheld\n"))
            #expect(try await server.get("/healthz?exclude=cloud").text == "ok")
            let verbose = try await server.get("/livez?verbose&exclude=cl%6Fud")
            #expect(verbose.text == "[+]ping ok\n[+]cloud excluded: ok\nlivez check passed\n")
            let single = try await server.get("/healthz/cloud", token: "good")
            #expect(single.status == 500)
            #expect(single.text == "internal server error: token expired\n")
            let reasons = server.news.all {
                if case .unhealthy(_, let check, let why) = $0 { "\(check): \(why)" } else { nil }
            }
            #expect(reasons == ["cloud: token expired", "cloud: token expired"])
        }
    }

    @Test("only GET and HEAD are answered")
    func methods() async throws {
        try await TestServer.run(api: .usual()) { server in
            for method in [HTTPMethod.post, .put, .delete, .patch] {
                let answer = try await server.get("/healthz", method)
                #expect(answer.status == 405)
                #expect(answer.headers["Allow"] == "GET, HEAD")
            }
            let head = try await server.get("/healthz", .head)
            #expect(head.status == 200)
            #expect(head.headers["Content-Length"] == "2")
            #expect(head.body.isEmpty)
        }
    }

    @Test("an answer under way is finished before the server ends; idle connections are not waited for")
    func graceful() async throws {
        let (entered, enter) = AsyncStream<Void>.makeStream()
        let (released, release) = AsyncStream<Void>.makeStream()
        let slow = Page { _ in
            enter.finish()
            for await _ in released {}
            return Answer(contentType: "text/plain", body: Array("done".utf8))
        }
        let api = ScriptedAPI.usual()
        try await TestServer.run(api: api, pages: ["/slow": slow], { $0.stopLimit = .seconds(60) }) { server in
            let idle = try server.client()
            _ = try await idle.send(HTTPRequest(.get, server.url("/healthz")))
            async let answer = server.get("/slow", token: "good")
            for await _ in entered {}
            async let end: Void = server.stop()
            // The listener is closed before anything is waited for.
            while (try? await server.get("/healthz")) != nil {}
            release.finish()
            let finished = try await answer.text
            #expect(finished == "done")
            await end
        }
    }

    @Test("an answer that takes longer than the stop limit is cut")
    func stopLimit() async throws {
        let (entered, enter) = AsyncStream<Void>.makeStream()
        let stuck = Page { _ in
            enter.finish()
            try? await Task.sleep(for: .seconds(3600))
            return Answer(contentType: "text/plain", body: [])
        }
        let clock = TestClock()
        let pages = ["/stuck": stuck]
        try await TestServer.run(api: .usual(), clock: clock.clock, pages: pages, { $0.stopLimit = .seconds(7) }) {
            server in
            async let answer = server.get("/stuck", token: "good")
            for await _ in entered {}
            async let end: Void = server.stop()
            await clock.sleeper(.seconds(7))
            clock.advance(by: .seconds(7))
            await end
            let cut = try? await answer
            #expect(cut == nil)
        }
    }

    @Test("an address that is in use is an error that says so")
    func addressInUse() async throws {
        try await TestServer.run { first in
            await #expect(throws: ServingError.self) {
                try await TestServer.run({ $0.port = first.port }) { _ in }
            }
        }
    }

    @Test("all addresses are listened on when none in particular is given")
    func anyAddress() async throws {
        try await TestServer.run({ $0.bindAddress = "0.0.0.0" }) { server in
            let answer = try await server.get("/healthz")
            #expect(answer.status == 200)
        }
    }
}
