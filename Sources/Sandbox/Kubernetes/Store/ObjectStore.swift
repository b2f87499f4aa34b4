/// All objects, one global revision that every write moves on, and the changes that watches can go back to.
///
/// Guarantees: revisions only grow; a page of a list shows the objects as they were when its first page was asked for.
struct ObjectStore: Sendable {
    /// One write.
    struct Change: Sendable {
        /// What a watch calls it.
        enum Kind: String, Sendable {
            case added = "ADDED"
            case modified = "MODIFIED"
            case deleted = "DELETED"
        }

        /// What happened.
        let kind: Kind
        /// The kind of the object, by its qualified name.
        let resource: String
        /// The object after the change; of a deleted one its last state, at the revision of the deletion.
        let object: StoredObject
        /// The object before.
        let previous: StoredObject?
    }

    /// The revision of the last write.
    private(set) var revision = 1
    /// Watches cannot go back to before this revision.
    private(set) var oldestRevision = 1
    private var tables: [String: ObjectTable] = [:]
    private var history: [Change] = []
    private var snapshots: [Snapshot: ObjectTable] = [:]

    private struct Snapshot: Hashable {
        let resource: String
        let revision: Int
    }

    /// How many changes are kept before the older half is forgotten.
    private static let historyLimit = 20_000

    /// The object with a key.
    func object(_ key: ObjectKey, of resource: APIResource) -> StoredObject? {
        tables[resource.qualifiedName]?[key]
    }

    /// The objects of a kind.
    func table(of resource: APIResource) -> ObjectTable { tables[resource.qualifiedName] ?? ObjectTable() }

    /// Keeps the objects of a kind as they are, for the pages of a list to come.
    mutating func keepSnapshot(of resource: APIResource) {
        snapshots[Snapshot(resource: resource.qualifiedName, revision: revision)] = table(of: resource)
    }

    /// The objects of a kind as they were at the revision of a list's first page.
    func snapshot(of resource: APIResource, at revision: Int) -> ObjectTable? {
        snapshots[Snapshot(resource: resource.qualifiedName, revision: revision)]
    }

    /// Adds or replaces an object; its metadata gets the new revision.
    mutating func put(_ object: JSONValue, key: ObjectKey, of resource: APIResource) -> Change {
        let previous = tables[resource.qualifiedName]?[key]
        let stored = stamp(object, key: key, resource: resource)
        tables[resource.qualifiedName, default: ObjectTable()].put(stored)
        return record(previous == nil ? .added : .modified, stored, previous, of: resource)
    }

    /// Takes an object out; its last state gets the new revision.
    mutating func remove(_ object: JSONValue, key: ObjectKey, of resource: APIResource) -> Change {
        let previous = tables[resource.qualifiedName]?[key]
        let stored = stamp(object, key: key, resource: resource)
        tables[resource.qualifiedName]?.remove(key)
        return record(.deleted, stored, previous, of: resource)
    }

    /// The changes of a kind after a revision, oldest first.
    func changes(of resource: APIResource, after revision: Int) -> some Sequence<Change> {
        let first = history.firstIndex { $0.object.revision > revision } ?? history.endIndex
        return history[first...].lazy.filter { $0.resource == resource.qualifiedName }
    }

    /// Forgets the changes so far, and the pages of lists that have begun.
    mutating func compact() {
        oldestRevision = revision
        history.removeAll()
        snapshots.removeAll()
    }

    private mutating func stamp(_ object: JSONValue, key: ObjectKey, resource: APIResource) -> StoredObject {
        revision += 1
        var object = object
        object["metadata", "resourceVersion"] = .string(String(revision))
        return StoredObject(object, key: key, revision: revision, resource: resource)
    }

    private mutating func record(
        _ kind: Change.Kind,
        _ object: StoredObject,
        _ previous: StoredObject?,
        of resource: APIResource
    ) -> Change {
        let change = Change(kind: kind, resource: resource.qualifiedName, object: object, previous: previous)
        history.append(change)
        if history.count > Self.historyLimit {
            let forgotten = Self.historyLimit / 2
            oldestRevision = history[forgotten - 1].object.revision
            history.removeFirst(forgotten)
            snapshots = snapshots.filter { $0.key.revision > oldestRevision }
        }
        return change
    }
}
