import CurlTransport
import Testing

@testable import Kubernetes

@Suite("Watching", .timeLimit(.minutes(1)))
struct WatchTests {
    @Test("a watch says what happened, in order")
    func events() async throws {
        let feed = Feed()
        feed.event("ADDED", nodeJSON("a", version: 1))
        feed.event("MODIFIED", nodeJSON("a", version: 2))
        feed.event("DELETED", nodeJSON("a", version: 3))
        feed.event("BOOKMARK", #"{"metadata":{"resourceVersion":"4"}}"#)
        feed.event("MODIFIED", #"{"metadata":{"name":"b","resourceVersion":"5"},"spec":[]}"#)
        feed.event("SOMETHING", "{}")
        feed.event("ERROR", #"{"kind":"Status","code":410,"reason":"Expired","message":"too old"}"#)
        feed.close()
        let transport = ScriptedTransport(.feed(feed))
        var seen: [String] = []
        for try await event in try await watch(transport, TestClock()) { seen.append(Self.text(event)) }
        #expect(
            seen == [
                "added a 1", "modified a 2", "deleted a 3", "bookmark 4", "unreadable b 5", "SOMETHING", "failure 410",
            ]
        )
        #expect(
            transport.lines == [
                "GET /api/v1/nodes?allowWatchBookmarks=true&resourceVersion=7&timeoutSeconds=400&watch=true"
            ]
        )
        #expect(transport.requests.first?.timeout == nil)
    }

    @Test("a watch that is silent for 90 s ends; each byte begins the 90 s anew")
    func silence() async throws {
        let (feed, clock) = (Feed(), TestClock())
        let events = try await watch(ScriptedTransport(.feed(feed)), clock)
        async let error = failure {
            var iterator = events.makeAsyncIterator()
            while try await iterator.next() != nil {}
        }
        await clock.sleeper(.seconds(90))
        clock.advance(by: .seconds(89))
        feed.write("\n")
        while clock.slept.count < 3 { await Task.yield() }
        clock.advance(by: .seconds(89))
        clock.advance(by: .seconds(1))
        #expect(await error?.failure == .timeout)
        #expect(clock.time == .seconds(179))
    }

    @Test("a watch that nobody answers for 90 s is given up")
    func unopened() async {
        let clock = TestClock()
        let transport = ScriptedTransport { _, _ in
            await Doorbell().wait(after: 0)
            return .failure(.cancelled)
        }
        async let error = failure { try await watch(transport, clock) }
        await clock.pass(.seconds(90))
        #expect(await error?.failure == .timeout)
    }

    @Test("what is no event ends the watch", arguments: ["nonsense\n", "{}\n", #"{"type":"ERROR","object":7}"# + "\n"])
    func nonsense(line: String) async throws {
        let feed = Feed(line)
        let events = try await watch(ScriptedTransport(.feed(feed)), TestClock())
        let error = await failure {
            var iterator = events.makeAsyncIterator()
            _ = try await iterator.next()
        }
        #expect(error?.code == .invalidResponse)
    }

    private func watch(
        _ transport: ScriptedTransport,
        _ clock: TestClock
    ) async throws(KubernetesError) -> WatchEvents<Node> {
        try await transport.client(clock).watch(Node.self, from: "7", lifetime: .seconds(400))
    }

    private static func text(_ event: WatchEvent<Node>) -> String {
        func name(_ metadata: ObjectMeta?) -> String { "\(metadata?.name ?? "?") \(metadata?.resourceVersion ?? "?")" }
        return switch event {
        case .added(let node): "added \(name(node.metadata))"
        case .modified(let node): "modified \(name(node.metadata))"
        case .deleted(let node): "deleted \(name(node.metadata))"
        case .bookmark(let version): "bookmark \(version)"
        case .failure(let status): "failure \(status.code)"
        case .unreadable(let object, _): "unreadable \(name(object.metadata))"
        case .other(let type): type
        }
    }
}
