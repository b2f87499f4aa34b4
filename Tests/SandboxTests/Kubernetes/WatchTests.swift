import Testing

@testable import Sandbox

@Suite("Watches of the sandbox's Kubernetes")
struct WatchTests {
    private static let watch = "/api/v1/services?watch=true"
    private var cluster = TestCluster()

    private var revision: Int { cluster.world.state.store.revision }

    @Test("a watch from nowhere starts with what there is, then tells every change")
    mutating func fromNowhere() {
        _ = cluster.watch("\(Self.watch)&resourceVersion=0")
        #expect(cluster.events() == ["ADDED kubernetes"])
        cluster.quietly("POST", TestCluster.services, TestCluster.service())
        cluster.quietly(
            "PUT",
            "\(TestCluster.services)/web",
            TestCluster.service("web", ["sessionAffinity": "ClientIP"])
        )
        cluster.quietly("DELETE", "\(TestCluster.services)/web")
        cluster.quietly("POST", "/api/v1/nodes", ["metadata": ["name": "n1"]])
        #expect(cluster.events() == ["ADDED web", "MODIFIED web", "DELETED web"])
    }

    @Test("a watch from a revision tells what happened since")
    mutating func fromRevision() {
        cluster.quietly("POST", TestCluster.services, TestCluster.service("a"))
        let start = revision
        cluster.quietly("POST", TestCluster.services, TestCluster.service("b"))
        cluster.quietly("DELETE", "\(TestCluster.services)/a")
        _ = cluster.watch("\(Self.watch)&resourceVersion=\(start)")
        #expect(cluster.events() == ["ADDED b", "DELETED a"])
    }

    @Test("an event has the object's revision, a deletion that of itself")
    mutating func revisions() throws {
        _ = cluster.watch("\(Self.watch)&resourceVersion=\(revision)")
        cluster.quietly("POST", TestCluster.services, TestCluster.service())
        cluster.quietly("DELETE", "\(TestCluster.services)/web")
        let versions = try cluster.world.state.signals.map { signal -> JSONValue? in
            guard case .bytes(let line) = signal.signal else { return nil }
            return try JSONValue(parsing: Array(line))["object", "metadata", "resourceVersion"]
        }
        #expect(versions == [.string(String(revision - 1)), .string(String(revision))])
    }

    @Test("objects come into a selection and leave it")
    mutating func selection() {
        _ = cluster.watch("\(Self.watch)&labelSelector=app=x&resourceVersion=\(revision)")
        _ = cluster.watch("/api/v1/namespaces/kube-system/services?watch=1&resourceVersion=\(revision)")
        var service = TestCluster.service()
        cluster.quietly("POST", TestCluster.services, service)
        service["metadata", "labels"] = ["app": "x"]
        cluster.quietly("PUT", "\(TestCluster.services)/web", service)
        service["metadata", "labels"] = ["app": "y"]
        cluster.quietly("PUT", "\(TestCluster.services)/web", service)
        cluster.quietly("DELETE", "\(TestCluster.services)/web")
        #expect(cluster.events() == ["ADDED web", "DELETED web"])
    }

    @Test("after a compaction an old revision is gone, a new one is not")
    mutating func compaction() {
        let old = revision
        cluster.quietly("POST", TestCluster.services, TestCluster.service())
        cluster.world.state.store.compact()
        _ = cluster.watch("\(Self.watch)&resourceVersion=\(old)")
        #expect(cluster.events() == ["ERROR Expired", "end"])
        _ = cluster.watch("\(Self.watch)&resourceVersion=\(revision)")
        cluster.quietly("DELETE", "\(TestCluster.services)/web")
        #expect(cluster.events() == ["DELETED web"])
    }

    @Test("a watch ends when its time is over, and gets bookmarks when it is quiet")
    mutating func timeAndBookmarks() {
        _ = cluster.watch("\(Self.watch)&timeoutSeconds=100&allowWatchBookmarks=true&resourceVersion=\(revision)")
        _ = cluster.watch("\(Self.watch)&timeoutSeconds=200&resourceVersion=\(revision)")
        cluster.now = cluster.now + .seconds(60)
        cluster.world.state.advance(to: cluster.now)
        #expect(cluster.events() == ["BOOKMARK "])
        cluster.now = cluster.now + .seconds(40)
        cluster.world.state.advance(to: cluster.now)
        #expect(cluster.events() == ["end"])
        #expect(cluster.world.state.watches.count == 1)
    }

    @Test("a list through a watch ends with a bookmark that says so")
    mutating func streamedList() throws {
        let query = "sendInitialEvents=true&allowWatchBookmarks=true"
        _ = cluster.watch("\(Self.watch)&\(query)&resourceVersionMatch=NotOlderThan")
        guard case .bytes(let line)? = cluster.world.state.signals.last?.signal else { return #expect(Bool(false)) }
        let bookmark = try JSONValue(parsing: Array(line))
        #expect(bookmark["object", "metadata", "annotations"] == ["k8s.io/initial-events-end": "true"])
        #expect(cluster.events().first == "ADDED kubernetes")
        guard case .response(let refusal) = cluster.watch("\(Self.watch)&\(query)") else { return #expect(Bool(false)) }
        #expect(refusal.status == 422)
    }

    @Test("silent watches stay open and say nothing, broken ones close at once")
    mutating func spoiled() {
        _ = cluster.watch("\(Self.watch)&timeoutSeconds=10&resourceVersion=\(revision)")
        cluster.world.state.silenceWatches()
        _ = cluster.watch("\(Self.watch)&resourceVersion=\(revision)")
        cluster.quietly("POST", TestCluster.services, TestCluster.service())
        cluster.now = cluster.now + .seconds(20)
        cluster.world.state.advance(to: cluster.now)
        #expect(cluster.events() == ["ADDED web"])
        cluster.world.state.breakWatches()
        #expect(cluster.events() == ["break"])
    }

    @Test("a watch of tables tells the columns once")
    mutating func tables() throws {
        let accept = "application/json;as=Table;v=v1;g=meta.k8s.io"
        _ = cluster.watch("\(Self.watch)&resourceVersion=0", accept: accept)
        cluster.quietly("POST", TestCluster.services, TestCluster.service())
        let columns = try cluster.world.state.signals.map { signal -> Bool in
            guard case .bytes(let line) = signal.signal else { return false }
            return try JSONValue(parsing: Array(line))["object", "columnDefinitions"]?.arrayValue != nil
        }
        #expect(columns == [true, false])
    }
}
