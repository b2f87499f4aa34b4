import CurlTransport
import Testing

@testable import Kubernetes

@Suite("Reflecting a cluster", .timeLimit(.minutes(1)))
struct ReflectorTests {
    private let store = ObjectStore<Node>()
    private let clock = TestClock()

    /// Runs a reflector against the script until the body returns.
    private func reflect(_ transport: ScriptedTransport, _ body: () async -> Void) async {
        let reflector = Reflector(store, client: transport.client(clock), clock: clock.clock)
        let running = Task { await reflector.run() }
        await body()
        running.cancel()
        await running.value
    }

    private func name(_ name: String, version: Int) async {
        for await change in store.changes() where change.object.metadata.name == name {
            if change.object.metadata.resourceVersion == String(version) { return }
        }
    }

    private static let watch = "GET /api/v1/nodes?allowWatchBookmarks=true&resourceVersion="

    @Test("it lists, follows the watch, and goes on where a closed watch ended")
    func follows() async {
        let (first, second) = (Feed(), Feed())
        let replies: [ScriptedTransport.Reply] = [
            .json(listJSON([nodeJSON("a", version: 1)], version: 5)), .feed(first), .feed(second),
        ]
        let transport = ScriptedTransport { _, number in replies[number] }
        await reflect(transport) {
            await store.waitForSync()
            first.event("ADDED", nodeJSON("b", version: 6))
            first.event("BOOKMARK", #"{"metadata":{"resourceVersion":"9"}}"#)
            first.close()
            second.event("MODIFIED", nodeJSON("a", version: 10))
            await name("a", version: 10)
            second.event("DELETED", nodeJSON("b", version: 11))
            second.event("ADDED", nodeJSON("c", version: 12))
            await name("c", version: 12)
            #expect(store.objects.map(\.metadata.name).sorted() == ["a", "c"])
        }
        #expect(
            transport.lines == [
                "GET /api/v1/nodes?limit=500&resourceVersion=0", "\(Self.watch)5&timeoutSeconds=300&watch=true",
                "\(Self.watch)9&timeoutSeconds=300&watch=true",
            ]
        )
    }

    @Test("410 in a watch pauses, lists and finds what was deleted meanwhile")
    func gone() async {
        let (first, second) = (Feed(), Feed())
        let replies: [ScriptedTransport.Reply] = [
            .json(listJSON([nodeJSON("a", version: 1), nodeJSON("b", version: 1)], version: 5)), .feed(first),
            .json(listJSON([nodeJSON("b", version: 7)], version: 8)), .feed(second),
        ]
        let transport = ScriptedTransport { _, number in replies[number] }
        await reflect(transport) {
            await store.waitForSync()
            first.event("ERROR", #"{"kind":"Status","code":410,"reason":"Expired","message":"too old"}"#)
            await clock.pass(.milliseconds(800))
            await transport.request(4)
            #expect(store.objects.map(\.metadata.resourceVersion) == ["7"])
        }
        #expect(
            transport.lines.dropFirst(2) == [
                "GET /api/v1/nodes?resourceVersion=5", "\(Self.watch)8&timeoutSeconds=300&watch=true",
            ]
        )
    }

    @Test("a watch that is silent for 90 s is opened again where it was")
    func silent() async {
        let feed = Feed()
        let replies: [ScriptedTransport.Reply] = [.json(listJSON([], version: 5)), .feed(Feed()), .feed(feed)]
        let transport = ScriptedTransport { _, number in replies[number] }
        await reflect(transport) {
            await transport.request(2)
            // The wait for the answer and the wait for the first byte have the same length.
            while clock.slept.count < 2 { await Task.yield() }
            await clock.pass(.seconds(90))
            await transport.request(3)
            #expect(store.heardAt == .zero)
            feed.event("BOOKMARK", nodeJSON("", version: 6))
            while store.heardAt == .zero { await Task.yield() }
            #expect(store.heardAt == .seconds(90))
        }
        #expect(
            transport.lines.dropFirst(1)
                == Array(repeating: "\(Self.watch)5&timeoutSeconds=300&watch=true", count: 2)[...]
        )
    }

    @Test("a cluster that is away is tried again later and later")
    func outage() async {
        let transport = ScriptedTransport { _, number in
            number < 3 ? .failure(.connect) : number == 3 ? .json(listJSON([], version: 5)) : .feed(Feed())
        }
        await reflect(transport) {
            for pause in [800, 1600, 3200] { await clock.pass(.milliseconds(pause)) }
            await store.waitForSync()
        }
        #expect(clock.time == .milliseconds(5600))
    }
}
