import Synchronization

/// A running Kubernetes API on 127.0.0.1, in memory.
///
/// Guarantees: requests are answered one after the other, in the order of arrival; a watch is told of writes in their order.
/// Assumptions: the clock never goes backwards. Failure: only `start` throws (the port is taken).
///
///     let cluster = try await SandboxCluster.start()
///     cluster.inject(FaultRule("WATCH", "/api/v1/services", .truncate))
///     … point occm at cluster.kubeconfig …
///     try await cluster.stop()
public final class SandboxCluster: Sendable {
    /// How a cluster starts.
    public struct Options: Sendable {
        /// The port to listen on; 0 takes any free one.
        public var port = 0
        /// What can also be changed later.
        public var settings = KubernetesSettings()
        /// Where the time comes from.
        public var clock = SandboxClock.system
        /// Where the ids and ports come from.
        public var seed: UInt64 = 1

        /// The default options.
        public init() {}
    }

    /// Where it is served: `http://127.0.0.1:PORT`.
    public let url: String
    private let core: ClusterCore
    private let server: Mutex<HTTPServer>
    private let port: Int

    /// Starts a cluster and returns once it listens.
    public static func start(_ options: Options = Options()) async throws -> SandboxCluster {
        var world = KubernetesWorld(seed: options.seed, now: options.clock.now)
        world.state.settings = options.settings
        let core = ClusterCore(world: world, clock: options.clock)
        return SandboxCluster(core: core, server: try await core.serve(on: options.port))
    }

    private init(core: ClusterCore, server: HTTPServer) {
        self.core = core
        port = server.port
        url = "http://127.0.0.1:\(server.port)"
        self.server = Mutex(server)
    }

    /// Stops listening and closes every connection.
    public func stop() async throws { try await server.withLock { $0 }.stop() }

    /// Listens again on the same port after `stop`, with everything that it knew: an API server that comes back.
    public func resume() async throws {
        let resumed = try await core.serve(on: port)
        server.withLock { $0 = resumed }
    }

    /// What can be changed while it runs.
    public var settings: KubernetesSettings {
        get { core.world.withLock { $0.state.settings } }
        set { core.world.withLock { $0.state.settings = newValue } }
    }

    /// How often each kind of call was made: `["WATCH /api/v1/services": 1]`.
    public var counts: [String: Int] { core.world.withLock { $0.journal.counts } }

    /// Every call in the order of arrival.
    public var calls: [RecordedCall] { core.world.withLock { $0.journal.calls } }

    /// Forgets the calls so far.
    public func forgetCalls() { core.world.withLock { $0.journal.clear() } }

    /// Makes chosen calls go wrong. The method of a watch is `WATCH`: `.truncate` closes it in the middle of its next event,
    /// `.stallAfterApplying` leaves it open without any.
    public func inject(_ rule: FaultRule) { core.world.withLock { $0.faults.add(rule) } }

    /// Forgets every fault rule.
    public func clearFaults() { core.world.withLock { $0.faults.removeAll() } }

    /// How many watches are open.
    public var openWatches: Int { core.world.withLock { $0.state.watches.count } }

    /// Closes every watch in the middle of its stream.
    public func breakWatches() { core.world.withLock { $0.change { $0.breakWatches() } } }

    /// Sends nothing more to the watches that are open; their connections stay.
    public func silenceWatches() { core.world.withLock { $0.change { $0.silenceWatches() } } }

    /// Forgets the history: watches and lists that go back to before now get 410.
    public func compact() { core.world.withLock { $0.state.store.compact() } }

    /// Moves a manual clock on, and ends and bookmarks the watches for which it is time.
    public func advance(by duration: Duration) {
        core.clock.advance(by: duration)
        core.advance()
    }

    /// Asks past network, journal and faults: to arrange a test and to look at its result.
    ///
    /// - Parameters:
    ///   - method: The method in capitals.
    ///   - target: The path, and a query if wanted: `/api/v1/services?labelSelector=app=web`.
    ///   - body: The body.
    ///   - contentType: What the body is; patches need it.
    /// - Returns: The answer's status and its body, where that is JSON.
    @discardableResult
    public func call(
        _ method: String,
        _ target: String,
        _ body: JSONValue? = nil,
        contentType: String = "application/json"
    ) -> (status: Int, body: JSONValue?) {
        var headers = [("Content-Type", contentType)]
        if let token = settings.requiredToken { headers.append(("Authorization", "Bearer \(token)")) }
        let request = IncomingRequest(
            method: method,
            target: target,
            headers: headers,
            body: body?.serialised() ?? []
        )
        let response = core.world.withLock { $0.answer(request, now: core.clock.now) }
        return (response.status, response.json)
    }
}

/// The world behind its lock, and the time.
private final class ClusterCore: Sendable {
    let world: Mutex<KubernetesWorld>
    let clock: SandboxClock

    init(world: KubernetesWorld, clock: SandboxClock) {
        self.world = Mutex(world)
        self.clock = clock
    }

    /// Listens on a port, and keeps the time of the watches.
    func serve(on port: Int) async throws -> HTTPServer {
        let server = try await HTTPServer.start(port: port) { self.reply(to: $0) }
        server.repeatedly { self.advance() }
        return server
    }

    func reply(to request: IncomingRequest) -> Reply {
        world.withLock { world in
            world.reply(to: request, now: clock.now) { [weak self] id in self?.closeWatch(id) }
        }
    }

    func advance() { world.withLock { $0.advance(to: clock.now) } }

    private func closeWatch(_ id: Int) { world.withLock { $0.closeWatch(id) } }
}
