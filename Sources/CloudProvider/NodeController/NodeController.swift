import FoundationEssentials
public import Kubernetes
import Planning

/// Keeps Nodes true to their machines: the counterpart of cloud-provider's node controller.
///
/// Flow: new and changed Nodes, and all Nodes once in a while, become keys in a queue. Whatever waits there is looked up in
/// the cloud at once, however many Nodes that are; then each gets what its plan says (see ``NodePlanner``).
///
/// Guarantees: one look for a burst of Nodes. What the cloud can't tell for sure changes nothing, and delays no other Node.
/// An uninitialised Node that can't be initialised is tried again, with growing delays. Without leadership nothing is
/// written.
///
/// Assumptions: a reflector keeps the store; the recorder runs.
public actor NodeController {
    private let instances: any Instances
    private let nodes: ObjectStore<Node>
    private let events: EventRecorder
    private let options: NodeControllerOptions
    private let clock: ClientClock
    private let report: @Sendable (NodeNews) -> Void
    private let planner: NodePlanner
    private let writer: NodeWriter
    private let queue: WorkQueue<ObjectKey>
    private let turns: Turns
    private var doubts: NodeDoubts
    private var previews: [String: String] = [:]

    /// Creates a controller that does nothing until it runs.
    ///
    /// - Parameters:
    ///   - cluster: With a recorder whose component is `cloud-node-controller`.
    ///   - report: Is told what happens, on the task that does it; must return quickly.
    public init(
        of cluster: ClusterNodes,
        in instances: any Instances,
        options: NodeControllerOptions = NodeControllerOptions(),
        report: @escaping @Sendable (NodeNews) -> Void = { _ in }
    ) {
        (nodes, events, clock) = (cluster.store, cluster.events, cluster.clock)
        self.instances = instances
        self.options = options
        self.report = report
        planner = NodePlanner(options.rules)
        writer = NodeWriter(client: cluster.client, mayWrite: options.mayWrite)
        queue = WorkQueue(backoff: .nodes, clock: cluster.clock) { report(.queued($0)) }
        turns = Turns(options.concurrentSyncs)
        doubts = NodeDoubts(events: cluster.events, report: report)
    }

    /// How many Nodes wait for a pass and are in one, and for how long.
    public var backlog: WorkQueueStanding {
        get async { await queue.standing }
    }

    /// Works until the task is cancelled.
    public func run() async {
        await nodes.waitForSync()
        let changes = nodes.changes()
        // What is there is one look.
        var unread = changes.makeAsyncIterator()
        await queue.add(all: unread.unread().map(\.object.key), .startup)
        await withTaskGroup { group in
            group.addTask { await self.follow(changes) }
            group.addTask { await self.refresh() }
            await serve()
            group.cancelAll()
        }
    }

    /// Queues the Nodes that are new or changed.
    private func follow(_ changes: ObjectChanges<Node>) async {
        for await change in changes {
            switch change {
            case .added(let node): await queue.add(node.key)
            case .updated(let old, let new): if options.rules.concerns(old, new) { await queue.add(new.key) }
            case .deleted(let node, _): await forget(node)
            }
        }
    }

    private func forget(_ node: Node) async {
        doubts.forget(node.metadata.name)
        previews[node.metadata.name] = nil
        await queue.forget(node.key)
    }

    /// Queues all Nodes once in a while.
    private func refresh() async {
        while (try? await clock.sleep(options.refreshPeriod)) != nil {
            await queue.add(all: nodes.objects.map(\.key), .resync)
        }
    }

    /// Looks up whatever waits, and gives each Node its pass.
    private func serve() async {
        await withDiscardingTaskGroup { group in
            while let batch = await queue.nextBatch(within: options.window) {
                let work = await look(at: batch.compactMap { nodes[$0] })
                let worthy = Set(work.map(\.node.key))
                for key in batch where !worthy.contains(key) { await queue.done(key) }
                for (node, plan) in work { group.addTask { await self.takeTurn(node, plan) } }
            }
        }
    }

    /// What some Nodes have to become; what is in doubt about them is told.
    private func look(at batch: [Node]) async -> [NodeWork] {
        let states = await instances.instances(of: batch.filter(options.rules.concerns), in: nodes.objects)
        report(.looked(nodes: states.count, unknown: states.values.count(where: \.isUnknown)))
        let work: [NodeWork] = batch.compactMap { node in
            states[node.metadata.name].map { (node, planner.plan(node, $0)) }
        }
        doubts.tell(work, at: clock.uptime())
        return work
    }

    private func takeTurn(_ node: Node, _ plan: NodePlan) async {
        if let turn = try? await turns.take() {
            await pass(node, plan)
            turn.end()
        }
        await queue.done(node.key)
    }

    private func pass(_ node: Node, _ plan: NodePlan) async {
        guard !plan.isBlocked else {
            await queue.retry(node.key)
            return
        }
        guard !options.observesOnly else { return preview(plan, of: node) }
        do throws(KubernetesError) {
            let calls = try await writer.apply(plan, to: node)
            await queue.forget(node.key)
            if calls == plan.steps.count { conclude(plan, of: node) }
        } catch {
            guard error.code != .cancelled else { return }
            report(.failed(node.metadata.name, error))
            await queue.retry(node.key)
        }
    }

    private func conclude(_ plan: NodePlan, of node: Node) {
        guard !plan.steps.isEmpty else { return }
        report(.changed(node.metadata.name, calls: plan.steps.count))
        guard plan.initializes else { return }
        events.record(ObjectReference(to: node), .normal, reason: "Synced", message: "Node synced successfully")
        report(.initialized(node.metadata.name, waited: node.age(at: clock.now())))
    }

    private func preview(_ plan: NodePlan, of node: Node) {
        let text = PlanText(color: false).render([plan])
        guard !plan.steps.isEmpty, previews.updateValue(text, forKey: node.metadata.name) != text else { return }
        report(.planned(node.metadata.name, PlanSummary([plan]), text: text))
    }
}

extension Node {
    /// How long ago the Node was registered.
    fileprivate func age(at now: Date) -> Duration? {
        let created = metadata.creationTimestamp.flatMap { try? Date($0, strategy: .iso8601) }
        return created.map { .seconds(max(0, now.timeIntervalSince($0))) }
    }
}
