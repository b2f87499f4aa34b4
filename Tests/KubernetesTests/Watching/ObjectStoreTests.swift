import Testing

@testable import Kubernetes

@Suite("The store", .timeLimit(.minutes(1)))
struct ObjectStoreTests {
    private let store = ObjectStore<Node>()

    private static func node(_ name: String, _ version: Int, uid: String? = nil) -> Node {
        Node(metadata: ObjectMeta(name: name, uid: uid ?? name, resourceVersion: String(version)))
    }

    private static func list(_ nodes: Node..., unreadable: [UnreadableObject] = []) -> ObjectList<Node> {
        var list = ObjectList<Node>()
        (list.items, list.unreadable) = (nodes, unreadable)
        return list
    }

    /// What is to be read now, as text.
    private func read(_ changes: ObjectChanges<Node>, _ count: Int) async -> [String] {
        var (iterator, seen) = (changes.makeAsyncIterator(), [String]())
        while seen.count < count, let change = await iterator.next() { seen.append(Self.text(change)) }
        return seen
    }

    static func text(_ change: ObjectChange<Node>) -> String {
        let metadata = change.object.metadata
        return switch change {
        case .added: "+\(metadata.name)\(metadata.resourceVersion)"
        case .updated(let old, _): "~\(metadata.name)\(old.metadata.resourceVersion)>\(metadata.resourceVersion)"
        case .deleted(_, let deletion):
            "-\(metadata.name)\(metadata.resourceVersion)\(deletion == .seen ? "" : "?")"
        }
    }

    @Test("it is synced after the first list, and says so")
    func sync() async {
        async let synced: Void = store.waitForSync()
        #expect(!store.hasSynced)
        store.replace(with: Self.list())
        await synced
        #expect(store.hasSynced)
    }

    @Test("a fresh list adds, updates and deletes; what has not changed is not told")
    func relist() async {
        store.replace(with: Self.list(Self.node("a", 1), Self.node("b", 1), Self.node("c", 1)))
        let changes = store.changes()
        #expect(await read(changes, 3).sorted() == ["+a1", "+b1", "+c1"])
        store.replace(with: Self.list(Self.node("a", 1), Self.node("b", 2), Self.node("d", 1)))
        #expect(await read(changes, 3).sorted() == ["+d1", "-c1?", "~b1>2"])
        #expect(store.count == 3)
        #expect(store[ObjectKey(name: "b")]?.metadata.resourceVersion == "2")
    }

    @Test("an object that was replaced by another of its name is deleted first")
    func replaced() async {
        store.replace(with: Self.list(Self.node("a", 1, uid: "old")))
        let changes = store.changes()
        #expect(await read(changes, 1) == ["+a1"])
        store.replace(with: Self.list(Self.node("a", 2, uid: "new")))
        #expect(await read(changes, 2) == ["-a1", "+a2"])
    }

    @Test("objects that can't be read keep their last state")
    func unreadable() async {
        store.replace(with: Self.list(Self.node("a", 1), Self.node("b", 1)))
        let broken = UnreadableObject(metadata: ObjectMeta(name: "a"), problem: "p")
        store.replace(with: Self.list(unreadable: [broken]))
        #expect(store.objects.map(\.metadata.name) == ["a"])
        store.replace(with: Self.list(unreadable: [UnreadableObject(metadata: nil, problem: "p")]))
        #expect(store.objects.map(\.metadata.name) == ["a"])
    }

    @Test(
        "a slow reader gets what it must know, once",
        arguments: [
            (["+1", "~2", "~3"], ["+a3"]), (["+1", "-2"], ["-a2"]), (["+1", "-2", "+3"], ["-a2", "+a3"]),
            (["+1", "-2", "+3", "~4"], ["-a2", "+a4"]), (["+1", "-2", "+3", "-4"], ["-a2"]),
            (["+1", "-2", "+3", "-4", "+5"], ["-a2", "+a5"]), (["+1", "-2?", "+3", "-4"], ["-a2?"]),
        ]
    )
    func coalescing(steps: [String], expected: [String]) {
        var unread = UnreadChanges<Node>()
        var current: Node?
        for step in steps {
            let node = Self.node("a", Int(step.dropFirst().prefix(1)) ?? 0)
            switch (step.first, current) {
            case ("+", _): unread.add(.added(node))
            case ("~", let old?): unread.add(.updated(old: old, new: node))
            default: unread.add(.deleted(node, step.hasSuffix("?") ? .missed : .seen))
            }
            current = node
        }
        var seen: [String] = []
        while let changes = unread.popFirst() { seen += changes.map(Self.text) }
        #expect(seen == expected)
    }

    @Test("a reader who saw the object gets the state it saw and the newest, or the deletion")
    func coalescedUpdates() async {
        store.put(Self.node("a", 1))
        let changes = store.changes()
        #expect(await read(changes, 1) == ["+a1"])
        for version in 2...9 { store.put(Self.node("a", version)) }
        #expect(await read(changes, 1) == ["~a1>9"])
        store.put(Self.node("a", 10))
        store.remove(Self.node("a", 11))
        #expect(await read(changes, 1) == ["-a11"])
    }

    @Test("what is unread can be read at once, without waiting for more")
    func unread() async {
        store.put(Self.node("a", 1))
        var changes = store.changes().makeAsyncIterator()
        _ = await changes.next()
        store.put(Self.node("b", 1))
        store.remove(Self.node("a", 2))
        let (unread, rest) = (changes.unread(), changes.unread())
        #expect(unread.map(Self.text).sorted() == ["+b1", "-a2"])
        #expect(rest.isEmpty)
    }

    @Test("each reader has its own changes, and one that is gone costs nothing")
    func readers() async {
        let first = store.changes()
        do {
            let second = store.changes()
            store.put(Self.node("a", 1))
            #expect(await read(second, 1) == ["+a1"])
        }
        #expect(store.readers == 1)
        #expect(await read(first, 1) == ["+a1"])
    }
}
