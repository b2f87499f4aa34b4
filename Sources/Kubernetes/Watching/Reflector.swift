/// Keeps a store equal to what the cluster has.
///
/// Guarantees: runs until it is cancelled, whatever the API server does; every failure is reported, none ends it. The
/// watch never waits for the store's readers. A watch that is silent for too long is opened again where it was.
public struct Reflector<Object: KubernetesObject>: Sendable {
    /// What the reflector tells, for logs and metrics.
    public enum News: Sendable {
        /// A whole list was read.
        case listed(count: Int, resourceVersion: String)
        /// A list could not be read; it is tried again after the pause.
        case listFailed(KubernetesError, pause: Duration)
        /// The watch ended with an error; it goes on after the pause.
        case watchFailed(KubernetesError, pause: Duration)
        /// An object is there and can't be read; its last state, if any, is kept.
        case unreadable(UnreadableObject)
    }

    /// What is kept up to date.
    public let store: ObjectStore<Object>

    private let client: KubernetesClient
    private let selection: ListRequest
    private let clock: ClientClock
    private let report: @Sendable (News) -> Void

    /// Creates a reflector.
    ///
    /// - Parameter selection: Which objects; its version and page size are not used.
    public init(
        _ store: ObjectStore<Object>,
        client: KubernetesClient,
        selection: ListRequest = ListRequest(),
        clock: ClientClock = .system,
        report: @escaping @Sendable (News) -> Void = { _ in }
    ) {
        self.store = store
        self.client = client
        self.selection = selection
        self.clock = clock
        self.report = report
    }

    /// Lists and watches until the task is cancelled.
    public func run() async {
        var state = ReflectorState()
        while !Task.isCancelled {
            let pause =
                switch state.step {
                case .list(let version, let pageSize): await list(version, pageSize, &state)
                case .watch(let version): await watch(from: version, &state)
                }
            // Cancelled or not, the loop's condition knows.
            if pause > .zero { try? await clock.sleep(pause) }
        }
    }

    private func list(_ version: String?, _ pageSize: Int?, _ state: inout ReflectorState) async -> Duration {
        var request = selection
        (request.resourceVersion, request.pageSize) = (version, pageSize)
        let begin = clock.uptime()
        do throws(KubernetesError) {
            let list = try await client.list(Object.self, request)
            for object in list.unreadable { report(.unreadable(object)) }
            store.replace(with: list)
            store.hear(at: begin)
            state.listed(resourceVersion: list.resourceVersion, pages: list.pages)
            report(.listed(count: list.items.count, resourceVersion: list.resourceVersion))
            return .zero
        } catch {
            let pause = state.listFailed(error, at: clock.uptime(), random: clock.random())
            if error.code != .cancelled { report(.listFailed(error, pause: pause)) }
            return pause
        }
    }

    /// Watches once. Returns how long to pause.
    private func watch(from version: String, _ state: inout ReflectorState) async -> Duration {
        let begin = clock.uptime()
        var count = 0
        let (end, error) = await follow(from: version, &state, &count)
        let now = clock.uptime()
        let pause = state.watchEnded(end, after: now - begin, events: count, at: now, random: clock.random())
        if let error, error.code != .cancelled { report(.watchFailed(error, pause: pause)) }
        return pause
    }

    private func follow(
        from version: String,
        _ state: inout ReflectorState,
        _ count: inout Int
    ) async -> (ReflectorState.WatchEnd, KubernetesError?) {
        var isOpen = false
        do throws(KubernetesError) {
            // As client-go: every watch has another length, so that they do not all end at once.
            let lifetime = Duration.seconds(300) * (1 + clock.random())
            var events = try await client.watch(Object.self, selection, from: version, lifetime: lifetime)
                .makeAsyncIterator()
            isOpen = true
            while let event = try await events.next() {
                if case .failure(let status) = event {
                    return (.status(status), KubernetesError(.init(status), status.message, status: status))
                }
                count += 1
                take(event, &state)
                store.hear(at: clock.uptime())
            }
            return (.closed, nil)
        } catch {
            return (isOpen ? .closed : .unopened(error), error)
        }
    }

    private func take(_ event: WatchEvent<Object>, _ state: inout ReflectorState) {
        switch event {
        case .added(let object), .modified(let object):
            store.put(object)
            state.saw(resourceVersion: object.metadata.resourceVersion)
        case .deleted(let object):
            store.remove(object)
            state.saw(resourceVersion: object.metadata.resourceVersion)
        case .bookmark(let version):
            state.saw(resourceVersion: version)
        case .unreadable(let object, let isDeleted):
            report(.unreadable(object))
            guard let metadata = object.metadata else { return }
            if isDeleted { store.remove(metadata.key) }
            state.saw(resourceVersion: metadata.resourceVersion)
        case .failure, .other:
            break
        }
    }
}
