import Synchronization

/// What a cluster has of one kind of object, as the latest list and the watch after it say.
///
/// Guarantees: readers see one moment, never half a list; writing never waits for readers. A fresh list replaces
/// everything at once: what is missing in it was deleted. Objects that can't be read keep their last state, because
/// unreadable is not absent.
public final class ObjectStore<Object: KubernetesObject>: Sendable {
    fileprivate struct State {
        var objects: [ObjectKey: Object] = [:]
        var isSynced = false
        var heardAt: Duration?
        var subscribers: [UInt64: Subscription<Object>] = [:]
        var nextSubscriber: UInt64 = 0
    }

    private let state = Mutex(State())
    private let synced = Doorbell()

    /// Creates an empty store.
    public init() {}

    /// Whether a whole list was read.
    public var hasSynced: Bool { state.withLock { $0.isSynced } }

    /// Returns when a whole list was read, or the task is cancelled.
    public func waitForSync() async {
        while !Task.isCancelled {
            let ticket = synced.ticket
            if hasSynced { return }
            await synced.wait(after: ticket)
        }
    }

    /// When the API server said last how things are, by the reflector's clock; `nil` if no reflector keeps the store.
    ///
    /// What the store has may be out of date by as much as that is ago.
    public var heardAt: Duration? { state.withLock { $0.heardAt } }

    /// The object of that key.
    public subscript(key: ObjectKey) -> Object? { state.withLock { $0.objects[key] } }

    /// All objects, in no order.
    public var objects: [Object] { state.withLock { Array($0.objects.values) } }

    /// How many objects there are.
    public var count: Int { state.withLock { $0.objects.count } }

    /// How many readers there are.
    var readers: Int { state.withLock { $0.subscribers.count } }

    /// The changes from now on, beginning with an `added` for each object that is there.
    public func changes() -> ObjectChanges<Object> {
        let subscription = Subscription<Object>()
        let id = state.withLock { state in
            state.nextSubscriber += 1
            state.subscribers[state.nextSubscriber] = subscription
            for object in state.objects.values { subscription.add(.added(object)) }
            return state.nextSubscriber
        }
        return ObjectChanges(subscription: subscription, lease: SubscriptionEnd { [weak self] in self?.remove(id) })
    }

    private func remove(_ id: UInt64) {
        state.withLock { $0.subscribers[id] = nil }
    }
}

extension ObjectStore {
    /// The API server said something, if only that nothing is new.
    func hear(at time: Duration) {
        state.withLock { $0.heardAt = time }
    }

    /// A whole list was read.
    func replace(with list: ObjectList<Object>) {
        state.withLock { state in
            let old = state.objects
            var new: [ObjectKey: Object] = [:]
            for object in list.items { new[object.key] = object }
            for key in list.unreadable.compactMap({ $0.metadata?.key }) { new[key] = old[key] }
            // Somebody is there and nobody knows who: then nobody is gone for sure.
            if list.unreadable.contains(where: { $0.metadata == nil }) { new.merge(old) { object, _ in object } }
            for (key, object) in old where new[key] == nil { state.tell(.deleted(object, .missed)) }
            for (key, object) in new { state.tell(from: old[key], to: object) }
            state.objects = new
            state.isSynced = true
        }
        synced.ring()
    }

    /// An object was added or changed.
    func put(_ object: Object) {
        state.withLock { state in
            let before = state.objects.updateValue(object, forKey: object.key)
            state.tell(from: before, to: object)
        }
    }

    /// An object is gone.
    func remove(_ object: Object) {
        state.withLock { state in
            state.objects[object.key] = nil
            state.tell(.deleted(object, .seen))
        }
    }

    /// An object that can't be read is gone.
    func remove(_ key: ObjectKey) {
        if let object = self[key] { remove(object) }
    }
}

extension ObjectStore.State {
    /// Tells what changed, if anything did.
    fileprivate func tell(from before: Object?, to object: Object) {
        guard let before else { return tell(.added(object)) }
        if before.metadata.uid != object.metadata.uid {
            // Another object has the name: the first is certainly gone.
            tell(.deleted(before, .seen))
            tell(.added(object))
        } else if before.metadata.resourceVersion != object.metadata.resourceVersion {
            tell(.updated(old: before, new: object))
        }
    }

    fileprivate func tell(_ change: ObjectChange<Object>) {
        for subscriber in subscribers.values { subscriber.add(change) }
    }
}

/// One reader's changes.
final class Subscription<Object: KubernetesObject>: Sendable {
    private let unread = Mutex(UnreadChanges<Object>())
    private let bell = Doorbell()

    func add(_ change: ObjectChange<Object>) {
        unread.withLock { $0.add(change) }
        bell.ring()
    }

    /// The next changes, of one key; `nil` when the task is cancelled.
    func next() async -> [ObjectChange<Object>]? {
        while !Task.isCancelled {
            let ticket = bell.ticket
            if let changes = popFirst() { return changes }
            await bell.wait(after: ticket)
        }
        return nil
    }

    /// The next changes if there are any yet, of one key.
    func popFirst() -> [ObjectChange<Object>]? { unread.withLock { $0.popFirst() } }
}

/// Ends a subscription when nobody holds its sequence any more.
final class SubscriptionEnd: Sendable {
    private let action: @Sendable () -> Void

    init(_ action: @escaping @Sendable () -> Void) { self.action = action }

    deinit { action() }
}

/// The changes of a store, for one reader.
///
/// Guarantees: a slow reader delays nobody and gets, of each key, the newest state. Ends when the task is cancelled.
public struct ObjectChanges<Object: KubernetesObject>: AsyncSequence, Sendable {
    let subscription: Subscription<Object>
    let lease: SubscriptionEnd

    /// Reads the changes.
    public struct AsyncIterator: AsyncIteratorProtocol {
        let changes: ObjectChanges
        private var ready: [ObjectChange<Object>] = []

        init(_ changes: ObjectChanges) { self.changes = changes }

        /// The next change, as soon as there is one.
        public mutating func next() async -> ObjectChange<Object>? {
            await next(isolation: nil)
        }

        /// The next change, as soon as there is one.
        public mutating func next(isolation actor: isolated (any Actor)?) async -> ObjectChange<Object>? {
            if ready.isEmpty { ready = await changes.subscription.next() ?? [] }
            return ready.isEmpty ? nil : ready.removeFirst()
        }

        /// All changes that nobody has read yet, without waiting for more.
        public mutating func unread() -> [ObjectChange<Object>] {
            defer { ready = [] }
            while let more = changes.subscription.popFirst() { ready += more }
            return ready
        }
    }

    /// An iterator over the changes; one reads at a time.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(self) }
}
