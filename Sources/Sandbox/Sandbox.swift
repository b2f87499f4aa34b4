import Synchronization

/// A running cloud on 127.0.0.1: Keystone, Octavia, Neutron and Nova in memory.
///
/// Guarantees: requests are answered one after the other, in the order of arrival; equal seeds and calls give equal ids and answers.
/// Assumptions: the clock never goes backwards. Failure: only `start` throws (the port is taken).
///
///     let cloud = try await Sandbox.start()
///     cloud.inject(FaultRule("POST", "/load-balancer/*", .dropAfterApplying))
///     … point occm at cloud.cloudConfig() …
///     #expect(cloud.counts["POST /load-balancer/v2.0/lbaas/loadbalancers"] == 1)
///     try await cloud.stop()
public final class Sandbox: Sendable {
    /// How a sandbox starts.
    public struct Options: Sendable {
        /// The port to listen on; 0 takes any free one.
        public var port = 0
        /// What can also be changed later.
        public var settings = SandboxSettings()
        /// Where the time comes from.
        public var clock = SandboxClock.system
        /// How many servers named `node-1` … there are.
        public var nodes = 3
        /// The external network's subnet; all of it but the first ten and the last five addresses are floating IPs.
        public var floatingSubnet = "203.0.113.0/24"
        /// Where the ids come from.
        public var seed: UInt64 = 1

        /// The default options: a change settles at once, three nodes.
        public init() {}
    }

    /// Where it is served: `http://127.0.0.1:PORT`.
    public let url: String
    /// The ids of what it started with.
    public let facts: SandboxFacts
    private let core: Core
    private let server: HTTPServer

    /// Starts a cloud and returns once it listens.
    public static func start(_ options: Options = Options()) async throws -> Sandbox {
        var world = World(seed: options.seed)
        let facts = world.seed(nodes: options.nodes, floating: options.floatingSubnet, now: options.clock.now)
        world.settings = options.settings
        let core = Core(world: world, clock: options.clock)
        let server = try await HTTPServer.start(port: options.port) { core.reply(to: $0) }
        return Sandbox(core: core, server: server, facts: facts)
    }

    private init(core: Core, server: HTTPServer, facts: SandboxFacts) {
        self.core = core
        self.server = server
        self.facts = facts
        let url = "http://127.0.0.1:\(server.port)"
        self.url = url
        core.world.withLock { $0.open(at: url) }
    }

    /// Stops listening and closes every connection.
    public func stop() async throws { try await server.stop() }

    /// Keystone's URL, for `auth-url`.
    public var authURL: String { "\(url)/identity/v3" }

    /// What can be changed while it runs.
    public var settings: SandboxSettings {
        get { core.world.withLock { $0.settings } }
        set { core.world.withLock { $0.settings = newValue } }
    }

    /// How often each kind of call was made: `["GET /load-balancer/v2.0/lbaas/pools/{id}": 2]`.
    public var counts: [String: Int] { core.world.withLock { $0.journal.counts } }

    /// Every call in the order of arrival.
    public var calls: [RecordedCall] { core.world.withLock { $0.journal.calls } }

    /// Calls from now on, each once it is carried out and before it is answered.
    public func arrivals() -> AsyncStream<RecordedCall> { core.arrivals() }

    /// Forgets the calls so far.
    public func forgetCalls() { core.world.withLock { $0.journal.clear() } }

    /// Makes chosen calls go wrong.
    public func inject(_ rule: FaultRule) { core.world.withLock { $0.faults.add(rule) } }

    /// Forgets every fault rule.
    public func clearFaults() { core.world.withLock { $0.faults.removeAll() } }

    /// Forgets every token, as an operator's revocation does.
    public func revokeTokens() { core.world.withLock { $0.keystone.revokeAll() } }

    /// Moves a manual clock on; what is due then settles with the next call.
    public func advance(by duration: Duration) { core.clock.advance(by: duration) }

    /// Asks a service past network, journal and faults: to arrange a test and to look at its result.
    ///
    /// - Parameters:
    ///   - method: The method in capitals.
    ///   - target: The path with the service's prefix, and a query if wanted: `/load-balancer/v2.0/lbaas/pools?name=x`.
    ///   - body: The body.
    ///   - user: Who asks.
    /// - Returns: The answer's status and its body, where that is JSON.
    @discardableResult
    public func call(
        _ method: String,
        _ target: String,
        _ body: JSONValue? = nil,
        as user: SandboxUser = .k8s
    ) -> (status: Int, body: JSONValue?) {
        let request = IncomingRequest(method: method, target: target, body: body?.serialised() ?? [])
        let response = core.world.withLock { $0.answer(request, as: user, now: core.clock.now) }
        return (response.status, response.json)
    }
}

/// The world behind its lock, and the time.
private final class Core: Sendable {
    let world: Mutex<World>
    let clock: SandboxClock
    private let listeners = Mutex<[Int: AsyncStream<RecordedCall>.Continuation]>([:])

    init(world: World, clock: SandboxClock) {
        self.world = Mutex(world)
        self.clock = clock
    }

    func reply(to request: IncomingRequest) -> Reply {
        world.withLock { world in
            let before = world.journal.calls.count
            let reply = world.reply(to: request, now: clock.now)
            // Calls to the sandbox's own API are in no journal.
            if let call = world.journal.calls.dropFirst(before).first {
                for listener in listeners.withLock({ Array($0.values) }) { listener.yield(call) }
            }
            return reply
        }
    }

    func arrivals() -> AsyncStream<RecordedCall> {
        let (stream, listener) = AsyncStream.makeStream(of: RecordedCall.self)
        let key = listeners.withLock { listeners in
            let key = (listeners.keys.max() ?? 0) + 1
            listeners[key] = listener
            return key
        }
        listener.onTermination = { [weak self] _ in _ = self?.listeners.withLock { $0.removeValue(forKey: key) } }
        return stream
    }
}
