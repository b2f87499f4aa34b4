public import Kubernetes
import Planning

/// Keeps load balancers what Services want: the counterpart of cloud-provider's service controller.
///
/// Flow: changes of Services and Nodes become keys in a queue with the reasons why; each key is one pass, which makes the
/// cloud and the Service's status true (see `ServicePasses`) or puts the failure on the Service and comes back later.
///
/// Guarantees: one pass a Service at a time. Nodes go before what users change, that before what was there at the start,
/// that before looks without a reason. A Service whose load balancer is slow, stuck or failing delays no other. Without
/// leadership nothing is written. A load balancer is removed only for a Service that still has our finalizer; a Service
/// that vanished without it is reported as an orphan.
///
/// Assumptions: reflectors keep the stores; the recorder runs; the cloud asks the same gate before it changes anything.
public actor ServiceController<Balancers: LoadBalancers> {
    let services: ObjectStore<Service>
    let nodes: ObjectStore<Node>
    let options: ServiceControllerOptions
    let observer: any ServiceControllerObserver
    let clock: ClientClock
    let balancers: Balancers
    let passes: ServicePasses<Balancers>
    let queue: WorkQueue<ObjectKey>

    var records: [ObjectKey: ServiceRecord] = [:]
    /// Why the keys in the queue are there. A key without a reason comes from a delay that something overtook.
    var reasons: [ObjectKey: PassReasons] = [:]
    /// The Nodes that take traffic.
    var backends = Backends()

    /// The passes that are under way.
    var running: [ObjectKey: RunningPass] = [:]

    let breaker: CircuitBreaker
    private let turns: Turns
    private var isStopping = false
    private let stopSignal = AsyncStream.makeStream(of: Never.self)

    /// Creates a controller that does nothing until it runs.
    ///
    /// - Parameter events: A recorder whose component is `service-controller`.
    public init(
        balancers: Balancers,
        client: KubernetesClient,
        services: ObjectStore<Service>,
        nodes: ObjectStore<Node>,
        events: EventRecorder,
        observer: any ServiceControllerObserver,
        options: ServiceControllerOptions = ServiceControllerOptions(),
        clock: ClientClock = .system
    ) {
        self.services = services
        self.nodes = nodes
        self.options = options
        self.observer = observer
        self.clock = clock
        self.balancers = balancers
        passes = ServicePasses(
            balancers: balancers,
            client: client,
            events: events,
            clock: clock,
            mayWrite: options.mayWrite
        )
        queue = WorkQueue(backoff: .services, clock: clock) { observer.note(.queued($0)) }
        breaker = CircuitBreaker(options.recreations, clock: clock)
        turns = Turns(options.concurrentSyncs)
    }

    /// Works until ``stop()`` was called and passes under way are over, or the task is cancelled.
    public func run() async {
        await withTaskGroup { group in
            group.addTask { await self.work() }
            group.addTask { await self.patience() }
            await group.next()
            group.cancelAll()
        }
    }

    /// Begins no more passes. Those under way are awaited for a while by ``run()``, then cancelled.
    public func stop() async {
        isStopping = true
        stopSignal.continuation.finish()
        await queue.shutDown()
    }

    /// How many Services wait for a pass and are in one, and for how long.
    public var backlog: WorkQueueStanding {
        get async { await queue.standing }
    }

    private func work() async {
        await services.waitForSync()
        await nodes.waitForSync()
        backends = Backends(first: BackendSet(of: nodes.objects), at: clock.uptime())
        await withTaskGroup { group in
            group.addTask { await self.followServices() }
            group.addTask { await self.followNodes() }
            await dispatch()
            group.cancelAll()
        }
    }

    /// Returns when passes under way were awaited for long enough after the controller was stopped.
    private func patience() async {
        for await _ in stopSignal.stream {}
        await withTaskGroup { group in
            // Cancelled or not, there is nothing left to wait for.
            group.addTask { [clock, options] in try? await clock.sleep(options.stopLimit) }
            if let changesEnd = options.changesEnd { group.addTask { await changesEnd() } }
            await group.next()
            group.cancelAll()
        }
    }

    /// Gives every key its pass, and returns when the last one is over.
    private func dispatch() async {
        await withDiscardingTaskGroup { group in
            while true {
                guard let turn = try? await turns.take() else { return }
                guard let key = await queue.next(), !isStopping else { return turn.end() }
                group.addTask { await self.takeTurn(key, RunningPass(turn)) }
            }
        }
    }

    /// A pass keeps its turn until it waits for the cloud, or has had it for long enough.
    private func takeTurn(_ key: ObjectKey, _ running: RunningPass) async {
        self.running[key] = running
        await withTaskGroup { group in
            group.addTask { [clock, options] in
                // Cancelled or not, the turn is over.
                try? await clock.sleep(options.longestTurn)
                running.turn.end()
            }
            await pass(key, running)
            group.cancelAll()
        }
        self.running[key] = nil
        await queue.done(key)
    }
}
