/// The rules of a work queue (client-go `workqueue`), with priorities. Pure: the time is given.
///
/// Guarantees: a key waits at most once and is worked on at most once at a time; a key that is added while it is worked
/// on comes again afterwards. Of two delays the earlier wins, of two priorities the higher. Of equal priority, first come
/// is first served.
struct WorkQueueState<Key: Hashable & Sendable>: Sendable {
    private struct Delayed {
        var due: Duration
        var priority: WorkPriority
    }

    let backoff: Backoff
    private(set) var isShutDown = false
    /// Keys that need work, waiting or, if worked on, to come again; with the time since when.
    private var dirty: [Key: (priority: WorkPriority, since: Duration)] = [:]
    /// Keys that are worked on, with the time since when.
    private var processing: [Key: Duration] = [:]
    private var lanes: [WorkPriority: WorkLane<Key>] = [:]
    private var delayed: [Key: Delayed] = [:]
    private var failures: [Key: Int] = [:]
    /// When the first delayed key is due.
    private(set) var nextDue: Duration?
    /// What happened since ``takeNews()``.
    private var news: [WorkQueueNews] = []

    init(backoff: Backoff = .services) {
        self.backoff = backoff
    }

    /// How many keys wait to be worked on, delayed ones excepted.
    var count: Int { dirty.keys.count { processing[$0] == nil } }

    /// How many keys are worked on.
    var processingCount: Int { processing.count }

    /// How many keys are delayed.
    var delayedCount: Int { delayed.count }

    /// Since when the key that waits longest has waited.
    var oldest: Duration? {
        dirty.lazy.filter { processing[$0.key] == nil }.map(\.value.since).min()
    }

    /// How the queue stands.
    func standing(at now: Duration) -> WorkQueueStanding {
        var standing = WorkQueueStanding()
        standing.waiting = count
        standing.delayed = delayedCount
        standing.longestWait = oldest.map { now - $0 } ?? .zero
        for begun in processing.values {
            standing.longestWork = max(standing.longestWork, now - begun)
            standing.unfinishedWork += now - begun
        }
        return standing
    }

    /// What happened since it was asked for last.
    mutating func takeNews() -> [WorkQueueNews] {
        defer { news.removeAll(keepingCapacity: true) }
        return news
    }

    mutating func add(_ key: Key, _ priority: WorkPriority, at now: Duration) {
        guard !isShutDown else { return }
        if let waiting = dirty[key] {
            guard waiting.priority < priority else { return }
            dirty[key]?.priority = priority
        } else {
            dirty[key] = (priority, now)
            news.append(.added)
        }
        // A key that moved up stays in its old lane, too; there it is passed over.
        if processing[key] == nil { lanes[priority, default: WorkLane()].append(key) }
    }

    mutating func add(_ key: Key, _ priority: WorkPriority, after delay: Duration, at now: Duration) {
        guard !isShutDown else { return }
        guard delay > .zero else { return add(key, priority, at: now) }
        let present = delayed[key]
        let due = min(now + delay, present?.due ?? now + delay)
        delayed[key] = Delayed(due: due, priority: max(priority, present?.priority ?? priority))
        nextDue = min(due, nextDue ?? due)
        news.append(.delayed)
    }

    /// Adds a key once more after a failure. Returns the delay, which grows with every failure in a row.
    mutating func retry(_ key: Key, _ priority: WorkPriority, at now: Duration) -> Duration {
        let count = failures[key, default: 0] + 1
        failures[key] = count
        let delay = backoff.delay(afterFailures: count)
        add(key, priority, after: delay, at: now)
        return delay
    }

    /// The key did not fail: its next failure counts as the first.
    mutating func forget(_ key: Key) {
        failures[key] = nil
    }

    /// The next key to work on; `nil` if there is none now.
    mutating func take(at now: Duration) -> Key? {
        release(at: now)
        for priority in WorkPriority.allCases.reversed() {
            while let key = lanes[priority]?.popFirst() {
                guard processing[key] == nil, let waiting = dirty[key], waiting.priority == priority else { continue }
                dirty[key] = nil
                processing[key] = now
                news.append(.taken(waited: now - waiting.since))
                return key
            }
        }
        return nil
    }

    /// The work on a key is over.
    mutating func done(_ key: Key, at now: Duration) {
        guard let begun = processing.removeValue(forKey: key) else { return }
        news.append(.finished(worked: now - begun))
        guard let again = dirty[key] else { return }
        lanes[again.priority, default: WorkLane()].append(key)
    }

    /// Takes no more keys; those that are queued are still handed out, delayed ones are not.
    mutating func shutDown() {
        isShutDown = true
        delayed = [:]
        nextDue = nil
    }

    private mutating func release(at now: Duration) {
        guard let nextDue, nextDue <= now else { return }
        let due = delayed.filter { $0.value.due <= now }.sorted { $0.value.due < $1.value.due }
        for (key, entry) in due {
            delayed[key] = nil
            add(key, entry.priority, at: now)
        }
        self.nextDue = delayed.values.map(\.due).min()
    }
}

/// First in, first out.
struct WorkLane<Key: Sendable>: Sendable {
    private var keys: [Key] = []
    private var head = 0

    mutating func append(_ key: Key) {
        keys.append(key)
    }

    mutating func popFirst() -> Key? {
        guard head < keys.count else { return nil }
        defer {
            head += 1
            if head > 32, head * 2 > keys.count {
                keys.removeFirst(head)
                head = 0
            }
        }
        return keys[head]
    }
}
