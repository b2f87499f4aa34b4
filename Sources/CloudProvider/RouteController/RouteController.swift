import FoundationEssentials
import Kubernetes
import Planning

/// Keeps the cloud's routes true to the pod networks of Nodes: the counterpart of cloud-provider's route controller.
///
/// Flow: a Node that comes, goes, moves or gets a pod network is followed at once, whatever else changes within seconds. Each
/// pass makes the wish of all Nodes true (see ``Routes``), and then says on each Node whether its pods can be reached.
///
/// Guarantees: one pass at a time. A router that can't be read changes no Node's condition. Routes of Nodes that are merely
/// missing in a list stay, be it the first (see `RoutedNodes`). Without leadership nothing is written.
///
/// Assumptions: a reflector keeps the store; the recorder runs; the cloud asks the same gate before it changes anything.
public actor RouteController<Cloud: Routes> {
    private let routes: Cloud
    private let client: KubernetesClient
    private let nodes: ObjectStore<Node>
    private let events: EventRecorder
    private let options: RouteControllerOptions
    private let clock: ClientClock
    private let report: @Sendable (RouteNews) -> Void
    private let queue: WorkQueue<ObjectKey>
    private var routed = RoutedNodes()
    private var told = ToldNotes()
    private var preview = ""

    /// All routes are one piece of work.
    private static var key: ObjectKey { ObjectKey(name: "routes") }

    /// Creates a controller that does nothing until it runs.
    ///
    /// - Parameters:
    ///   - cluster: With a recorder whose component is `route_controller`.
    ///   - report: Is told what happens, on the task that does it; must return quickly.
    public init(
        of cluster: ClusterNodes,
        in routes: Cloud,
        options: RouteControllerOptions,
        report: @escaping @Sendable (RouteNews) -> Void = { _ in }
    ) {
        (nodes, client, events, clock) = (cluster.store, cluster.client, cluster.events, cluster.clock)
        self.routes = routes
        self.options = options
        self.report = report
        queue = WorkQueue(clock: cluster.clock)
    }

    /// Works until the task is cancelled.
    public func run() async {
        await nodes.waitForSync()
        routed.begin(at: clock.uptime())
        let changes = nodes.changes()
        // What is there is in the first pass.
        var unread = changes.makeAsyncIterator()
        _ = unread.unread()
        await queue.add(Self.key)
        await withTaskGroup { group in
            group.addTask { await self.follow(changes) }
            while let key = await queue.next() {
                await pass()
                await queue.done(key)
                await queue.add(key, .resync, after: options.period)
            }
            group.cancelAll()
        }
    }

    /// Queues a pass soon after Nodes changed.
    private func follow(_ changes: ObjectChanges<Node>) async {
        for await change in changes where routed.note(change, at: clock.uptime()) {
            await queue.add(Self.key, .urgent, after: options.nodeWindow)
        }
    }

    private func pass() async {
        let wish = wish()
        do {
            guard !options.observesOnly else { return try await tellPlan(wish) }
            guard options.mayWrite() else { return }
            let begun = clock.uptime()
            let outcome = try await routes.converge(wish) { [report] in report(.progressed($0)) }
            report(.ended(outcome, nodes: wish.nodes.count, duration: clock.uptime() - begun))
            tell(outcome.failures, of: wish)
            await writeConditions(outcome, of: wish)
        } catch {
            // Once nothing may be written any more, a failure says nothing about the routes.
            guard !Task.isCancelled, options.mayWrite() || options.observesOnly else { return }
            let code = (error as? any CloudFailure)?.failureCode ?? "error"
            let reason = Reason(code, "The routes can't be looked at: \(error)")
            report(.failed(reason))
            let waiting = wish.nodes.map(\.name).filter { nodes[ObjectKey(name: $0)]?.hasRoutes == false }
            tell(Dictionary(waiting.map { ($0, reason) }) { first, _ in first }, of: wish)
        }
    }

    /// What should be true, as far as the API server was heard.
    private func wish() -> RouteWish {
        let now = nodes.heardAt ?? clock.uptime()
        return RouteWish(
            routed.wanted(among: nodes.objects, at: now),
            clusterCIDRs: options.clusterCIDRs,
            isComplete: routed.areAll(at: now)
        )
    }

    private func tellPlan(_ wish: RouteWish) async throws {
        let plan = try await routes.plan(wish)
        let text = PlanText(color: false).render([plan])
        guard text != preview else { return }
        preview = text
        report(.planned(PlanSummary([plan]), text: text))
    }

    /// Tells why Nodes do not have their routes, those aside whose machines are still to be seen.
    private func tell(_ failures: [String: Reason], of wish: RouteWish) {
        var notes: [String: [Note]] = [:]
        for node in wish.nodes {
            let failure = node.isEarly ? nil : failures[node.name]
            notes[node.name] = failure.map { [Note(.warning, $0.code, $0.message)] } ?? []
        }
        for (name, note) in told.news(of: notes, at: clock.uptime()) {
            guard let node = nodes[ObjectKey(name: name)] else { continue }
            events.record(ObjectReference(to: node), .warning, reason: "FailedToCreateRoute", message: note.message)
        }
    }

    /// Says on each Node whether its pods can be reached.
    private func writeConditions(_ outcome: RouteOutcome, of wish: RouteWish) async {
        let date = clock.now()
        let changes: [(ObjectKey, Condition)] = wish.nodes.compactMap { routed in
            let key = ObjectKey(name: routed.name)
            let hasRoutes = outcome.failures[routed.name] == nil
            return nodes[key].flatMap { RouteCondition.missing(on: $0, hasRoutes: hasRoutes, at: date) }.map {
                (key, $0)
            }
        }
        await changes.concurrently(options.concurrentWrites) { [client, options, report] key, condition in
            guard options.mayWrite() else { return }
            do throws(KubernetesError) {
                try await client.patch(Node.self, key, .status, with: .conditions([condition]))
            } catch {
                if error.code != .cancelled { report(.conditionFailed(key.name, error)) }
            }
        }
    }
}

extension Node {
    /// Whether its pods were last said to be reachable.
    fileprivate var hasRoutes: Bool { status.conditions.first { $0.type == RouteCondition.type }?.status == "False" }
}
