/// What happened to an object.
///
/// Indirect, because thousands of changes may wait for a reader, each with two objects if it had the room.
public indirect enum ObjectChange<Object: KubernetesObject>: Sendable {
    /// It is new, at least to the reader.
    case added(Object)
    /// It changed.
    case updated(old: Object, new: Object)
    /// It is gone; this is its last known state.
    case deleted(Object, Deletion)

    /// The object as it is now, or was at last.
    public var object: Object {
        switch self {
        case .added(let object), .deleted(let object, _), .updated(old: _, new: let object): object
        }
    }
}

/// How it is known that an object is gone.
public enum Deletion: Sendable, Hashable {
    /// The watch told of it, or another object has its name now.
    case seen
    /// A fresh list lacks it. That is one observation, which may be wrong.
    case missed
}

/// Changes that a reader has not read yet, one key at a time. Pure.
///
/// Guarantees: memory is bounded by the number of objects, however slow the reader, and given back once all is read. What a key went through becomes what
/// the reader must know: the state it saw, and the newest. A deletion is never lost: an object that was replaced by
/// another of the same name is first deleted, then added.
struct UnreadChanges<Object: KubernetesObject>: Sendable {
    private struct Pending {
        /// The deletion of the object that the reader saw.
        var deletion: ObjectChange<Object>?
        /// What happened since.
        var change: ObjectChange<Object>?
    }

    private var pending: [ObjectKey: Pending] = [:]
    private var order = WorkLane<ObjectKey>()

    mutating func add(_ change: ObjectChange<Object>) {
        let key = change.object.key
        guard let before = pending[key] else {
            pending[key] = Pending(change: change)
            return order.append(key)
        }
        pending[key] = Self.merge(before, change)
    }

    mutating func popFirst() -> [ObjectChange<Object>]? {
        guard let key = order.popFirst(), let entry = pending.removeValue(forKey: key) else { return nil }
        // The first list fills it with every object there is; a dictionary never shrinks by itself.
        if pending.isEmpty { self = Self() }
        return [entry.deletion, entry.change].compactMap(\.self)
    }

    private static func merge(_ before: Pending, _ change: ObjectChange<Object>) -> Pending {
        switch (before.change, change) {
        case (.deleted?, .added):
            return Pending(deletion: before.change, change: change)
        case (_, .deleted):
            // What was added after an unread deletion and went again needs no word.
            return Pending(change: before.deletion ?? change)
        case (.added?, .updated(old: _, new: let new)):
            return Pending(deletion: before.deletion, change: .added(new))
        case (.updated(let old, new: _)?, .updated(old: _, new: let new)),
            (.updated(let old, new: _)?, .added(let new)):
            return Pending(deletion: before.deletion, change: .updated(old: old, new: new))
        case (_, _):
            return Pending(deletion: before.deletion, change: change)
        }
    }
}
