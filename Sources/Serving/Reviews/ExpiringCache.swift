import Kubernetes
import Synchronization

/// Remembers answers for a while.
///
/// Guarantees: never more entries than the capacity; when it is full, those go that would expire first.
final class ExpiringCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Entry: Sendable {
        var value: Value
        /// In the clock's uptime.
        var end: Duration
    }

    private let capacity: Int
    private let clock: ClientClock
    private let entries = Mutex<[Key: Entry]>([:])

    init(capacity: Int, clock: ClientClock) {
        self.capacity = capacity
        self.clock = clock
    }

    /// What is remembered of the key.
    subscript(key: Key) -> Value? {
        let now = clock.uptime()
        return entries.withLock { entries in
            guard let entry = entries[key] else { return nil }
            if entry.end > now { return entry.value }
            entries[key] = nil
            return nil
        }
    }

    /// Remembers a value for so long; zero does not.
    func store(_ value: Value, for key: Key, lifetime: Duration) {
        guard lifetime > .zero else { return }
        let now = clock.uptime()
        entries.withLock { entries in
            if entries.count >= capacity, entries[key] == nil { Self.makeRoom(in: &entries, at: now) }
            entries[key] = Entry(value: value, end: now + lifetime)
        }
    }

    /// How many entries there are, expired ones among them.
    var count: Int { entries.withLock { $0.count } }

    /// Removes what has expired, or else the eighth that would expire first, so that making room is rare.
    private static func makeRoom(in entries: inout [Key: Entry], at now: Duration) {
        let count = entries.count
        entries = entries.filter { $0.value.end > now }
        guard entries.count == count else { return }
        let first = entries.sorted { $0.value.end < $1.value.end }.prefix(count / 8 + 1)
        for (key, _) in first { entries[key] = nil }
    }
}
