import CurlTransport
import Dispatch
import Testing

@testable import Kubernetes

@Suite("Over a real connection", .timeLimit(.minutes(1)))
struct EndToEndTests {
    private func client(_ server: LoopbackAPI) async throws -> KubernetesClient {
        let credentials = ClusterCredentials(ClusterAccess(server: server.url))
        return try await credentials.makeClient { $0.proxy = .none }
    }

    @Test("a reflector follows a cluster through a broken watch")
    func reflector() async throws {
        let (first, second) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let list = listJSON([nodeJSON("a", version: 1), nodeJSON("b", version: 2)], version: 5)
        let bookmark = #"{"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"9"}}}"# + "\n"
        let server = try LoopbackAPI { line, number in
            let change = #"{"type":"MODIFIED","object":\#(nodeJSON("a", version: 10))}"# + "\n"
            return switch number {
            case 0: [.text(String(list.prefix(100))), .text(String(list.dropFirst(100)))]
            case 1: [.text(bookmark), .gate(first), .reset]
            default: [.text(String(change.prefix(50))), .text(String(change.dropFirst(50))), .gate(second)]
            }
        }
        let store = ObjectStore<Node>()
        let reflector = Reflector(store, client: try await client(server))
        let running = Task { await reflector.run() }
        await store.waitForSync()
        #expect(store.count == 2)
        first.signal()
        for await change in store.changes() where change.object.metadata.resourceVersion == "10" { break }
        running.cancel()
        await running.value
        second.signal()
        server.stop()
        let watch = server.requests.filter { $0.contains("watch=true") }
        #expect(watch.count == 2)
        #expect(watch.first?.contains("resourceVersion=5") == true)
        #expect(watch.last?.contains("resourceVersion=9") == true)
    }

    @Test("a certificate's other name stands in the URL while connections lead to the server")
    func tlsServerName() async throws {
        let server = try LoopbackAPI { _, _ in [.text("ok")] }
        var access = ClusterAccess(server: "\(server.url)/base")
        access.tlsServerName = "kubernetes.invalid"
        let client = try await ClusterCredentials(access).makeClient { $0.proxy = .none }
        #expect(client.server == "http://kubernetes.invalid:\(server.port)/base")
        #expect(try await client.raw("/healthz") == Array("ok".utf8))
        #expect(server.requests == ["GET /base/healthz"])
        server.stop()
    }

    @Test("5,000 nodes of 12 KB each are listed object by object")
    func bigList() async throws {
        let filler = (0..<100).map {
            #"{"names":["registry/image@\#($0)"],"sizeBytes":\#($0),"x":"\#(String(repeating: "y", count: 60))"}"#
        }
        let images = "[\(filler.joined(separator: ","))]"
        let server = try LoopbackAPI { line, number in
            var pieces: [LoopbackAPI.Piece] = [.text(#"{"kind":"NodeList","items":["#)]
            for index in 0..<500 {
                let name = "n\(number * 500 + index)"
                let node = #"{"metadata":{"name":"\#(name)","uid":"\#(name)"},"status":{"images":\#(images)}}"#
                pieces.append(.text(index == 0 ? node : ",\(node)"))
            }
            let more = number < 9 ? "c\(number)" : ""
            return pieces + [.text(#"],"metadata":{"resourceVersion":"5","continue":"\#(more)"}}"#)]
        }
        let list = try await client(server).list(Node.self)
        #expect(list.items.count == 5000)
        #expect(list.pages == 10)
        #expect(Set(list.items.map(\.metadata.name)).count == 5000)
        server.stop()
    }
}
