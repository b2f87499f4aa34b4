import CurlTransport
import Testing

@testable import Kubernetes

@Suite("Listing", .timeLimit(.minutes(1)))
struct ListTests {
    private let clock = TestClock(passes: true)

    @Test("5,000 nodes come in ten pages")
    func pages() async throws {
        let transport = ScriptedTransport { _, page in
            let items = (0..<500).map { nodeJSON("n\(page * 500 + $0)", version: 1) }
            return .json(listJSON(items, version: 77, continuation: page < 9 ? "c/\(page)" : ""))
        }
        let list = try await transport.client(clock).list(Node.self)
        #expect(list.items.count == 5000)
        #expect(Set(list.items.map(\.metadata.name)).count == 5000)
        #expect(list.resourceVersion == "77")
        #expect(list.pages == 10)
        #expect(
            transport.lines.prefix(2) == ["GET /api/v1/nodes?limit=500", "GET /api/v1/nodes?continue=c%2F0&limit=500"]
        )
    }

    @Test("selectors, namespace and version are asked for; the version only on the first page")
    func query() async throws {
        let transport = ScriptedTransport(
            .json(listJSON([], version: 1, continuation: "c")),
            .json(listJSON([], version: 1))
        )
        let request = ListRequest(
            namespace: "shop",
            labelSelector: "a=b,c",
            fieldSelector: "metadata.name=x",
            resourceVersion: "0"
        )
        _ = try await transport.client(clock).list(EndpointSlice.self, request)
        let path = "GET /apis/discovery.k8s.io/v1/namespaces/shop/endpointslices"
        let selection = "fieldSelector=metadata.name%3Dx&labelSelector=a%3Db%2Cc"
        #expect(
            transport.lines == [
                "\(path)?\(selection)&limit=500&resourceVersion=0", "\(path)?continue=c&\(selection)&limit=500",
            ]
        )
    }

    @Test("a page that has expired makes the list begin again without pages")
    func expired() async throws {
        let transport = ScriptedTransport(
            .json(listJSON([nodeJSON("a", version: 1)], version: 5, continuation: "c")),
            .status(410, reason: "Expired"),
            .json(listJSON([nodeJSON("a", version: 2), nodeJSON("b", version: 2)], version: 6))
        )
        let list = try await transport.client(clock).list(Node.self)
        #expect(list.items.map(\.metadata.name) == ["a", "b"])
        #expect(list.resourceVersion == "6")
        #expect(transport.lines.last == "GET /api/v1/nodes")
    }

    @Test("an object that can't be read does not hide the others")
    func unreadable() async throws {
        let bad = #"{"metadata":{"name":"bad"},"spec":{"taints":"none"}}"#
        let items = [nodeJSON("a", version: 1), bad, #"{"metadata":7}"#]
        let transport = ScriptedTransport(.json(listJSON(items, version: 5)))
        let list = try await transport.client(clock).list(Node.self)
        #expect(list.items.map(\.metadata.name) == ["a"])
        #expect(list.unreadable.map(\.metadata?.name) == ["bad", nil])
        #expect(list.unreadable.first?.problem.contains("spec.taints") == true)
    }

    @Test(
        "half a list is no list",
        arguments: [#"{"metadata":{"resourceVersion":"1"},"items":[{"#, "", "[]", #"{"items":[]}"#]
    )
    func half(body: String) async {
        let error = await failure { try await ScriptedTransport(.json(body)).client(clock).list(Node.self) }
        #expect(error?.code == .invalidResponse)
    }

    @Test("a list whose connection breaks fails as a whole")
    func broken() async {
        let feed = Feed(#"{"metadata":{"resourceVersion":"1"},"items":[{}"#)
        feed.close(.aborted)
        let error = await failure { try await ScriptedTransport(.feed(feed)).client(clock).list(Node.self) }
        #expect(error?.code == .unreachable)
    }
}
