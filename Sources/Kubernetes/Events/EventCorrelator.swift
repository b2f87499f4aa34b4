import FoundationEssentials

/// Turns what happens into few API calls (client-go `record.EventCorrelator`). Pure: the time is given.
///
/// 1. Many different messages of one kind about one object become one event.
/// 2. What is said again counts up the event that says it already.
/// 3. Too many calls about one object are dropped; they still count.
struct EventCorrelator: Sendable {
    /// What to send.
    enum Call: Sendable, Hashable {
        case create(Event)
        case count(Event)
        case drop
    }

    /// So many different messages, none later than `pause` after the one before, become one.
    static let distinctMessages = 10
    static let pause = Duration.seconds(600)
    static let prefix = "(combined from similar events): "
    /// So many calls at once, and then one in five minutes.
    static let spam = TokenBucket(rate: 1 / 300, burst: 25)

    /// What events are alike in: source, object, type, and what else counts.
    fileprivate struct Likeness: Hashable {
        var component: String
        var object: ObjectReference
        var type: EventType
        var reason: String?
        var message: String?
    }

    private struct Similar {
        var messages: Set<String> = []
        var latest: Duration
    }

    private var similar = RecentlyUsed<Likeness, Similar>()
    private var counted = RecentlyUsed<Likeness, Event>()
    private var buckets = RecentlyUsed<Likeness, TokenBucket>()

    /// What to send for an event that happens now.
    mutating func observe(_ event: Event, at time: Duration) -> Call {
        let (event, likeness) = combine(event, at: time)
        let known = counted[likeness]
        var current = event
        if let known {
            current.metadata = known.metadata
            current.firstTimestamp = known.firstTimestamp
            current.count = known.count + 1
        }
        counted[likeness] = current
        guard mayCall(current, at: time) else { return .drop }
        return known == nil ? .create(current) : .count(current)
    }

    private mutating func combine(_ event: Event, at time: Duration) -> (Event, Likeness) {
        let kind = Likeness(event, reason: event.reason)
        var record = similar[kind] ?? Similar(latest: time)
        if time - record.latest > Self.pause { record.messages = [] }
        record.messages.insert(event.message)
        record.latest = time
        defer { similar[kind] = record }
        guard record.messages.count >= Self.distinctMessages else {
            return (event, Likeness(event, reason: event.reason, message: event.message))
        }
        // The set never grows: of the messages that are combined one is as good as another.
        record.messages.removeFirst()
        var combined = event
        combined.message = Self.prefix + event.message
        return (combined, kind)
    }

    private mutating func mayCall(_ event: Event, at time: Duration) -> Bool {
        let kind = Likeness(event)
        var bucket = buckets[kind] ?? Self.spam
        defer { buckets[kind] = bucket }
        return bucket.takeIfPossible(at: time)
    }
}

extension EventCorrelator.Likeness {
    fileprivate init(_ event: Event, reason: String? = nil, message: String? = nil) {
        var object = event.involvedObject
        object.resourceVersion = nil
        self.init(
            component: event.source.component,
            object: object,
            type: event.type,
            reason: reason,
            message: message
        )
    }
}

/// A table that forgets what was not used for longest when it is full.
struct RecentlyUsed<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let capacity: Int
    private var entries: [Key: (value: Value, use: UInt64)] = [:]
    private var uses: UInt64 = 0

    /// client-go keeps 4096 of each.
    init(capacity: Int = 4096) {
        self.capacity = capacity
    }

    subscript(key: Key) -> Value? {
        get { entries[key]?.value }
        set {
            uses += 1
            entries[key] = newValue.map { ($0, uses) }
            if entries.count > capacity { forgetOldHalf() }
        }
    }

    /// Half at once, so that the search for the oldest is rare.
    private mutating func forgetOldHalf() {
        let border = entries.values.map(\.use).sorted()[entries.count / 2]
        entries = entries.filter { $0.value.use > border }
    }
}
