import Kubernetes
import Planning

/// Marks Nodes whose machines are shut down, and removes those whose machines are gone: the counterpart of cloud-provider's
/// node lifecycle controller.
///
/// Flow: every few seconds, Nodes that are ready lose the mark; those that are not are looked up in the cloud, all at once,
/// and get what ``FatePlanner`` says.
///
/// Guarantees: only what is proven gone is removed, and never more than a tenth of the Nodes, or one, in ten minutes (see
/// ``CircuitBreaker``): what is held back is told in events. A cloud that fails, refuses or lists nothing changes nothing.
/// While all Nodes are ready the cloud is not asked. Without leadership nothing is written.
///
/// Assumptions: a reflector keeps the store; the recorder runs.
public actor NodeLifecycle {
    private let instances: any Instances
    private let nodes: ObjectStore<Node>
    private let events: EventRecorder
    private let options: NodeControllerOptions
    private let clock: ClientClock
    private let report: @Sendable (NodeNews) -> Void
    private let planner: FatePlanner
    private let writer: NodeWriter
    private let breaker: CircuitBreaker
    private var schedule: LookSchedule
    private var doubts: NodeDoubts

    /// Creates a controller that does nothing until it runs.
    ///
    /// - Parameters:
    ///   - cluster: With a recorder whose component is `cloud-node-lifecycle-controller`.
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
        planner = FatePlanner(options.rules)
        writer = NodeWriter(client: cluster.client, mayWrite: options.mayWrite)
        breaker = CircuitBreaker(options.removals, clock: cluster.clock)
        schedule = LookSchedule(period: options.monitorPeriod)
        doubts = NodeDoubts(events: cluster.events, report: report)
    }

    /// Works until the task is cancelled.
    public func run() async {
        await nodes.waitForSync()
        repeat {
            await pass()
        } while (try? await clock.sleep(options.monitorPeriod)) != nil
    }

    /// One look at all Nodes.
    private func pass() async {
        let cluster = nodes.objects
        var work: [NodeWork] = cluster.map { ($0, planner.plan(unquestioned: $0)) }
        let suspects = schedule.due(of: cluster.filter(planner.isInQuestion), at: clock.uptime())
        if !suspects.isEmpty { work += await look(at: suspects, in: cluster) }
        await work.filter { !$0.plan.steps.isEmpty }.concurrently(options.concurrentSyncs) { node, plan in
            await self.apply(plan, to: node, of: cluster.count)
        }
    }

    /// What becomes of Nodes by what the cloud says; what is in doubt is told.
    private func look(at suspects: [Node], in cluster: [Node]) async -> [NodeWork] {
        let states = await instances.instances(of: suspects, in: cluster)
        report(.looked(nodes: states.count, unknown: states.values.count(where: \.isUnknown)))
        var work: [NodeWork] = []
        for node in suspects {
            schedule.note(node, at: clock.uptime())
            // It may have become ready, or another one, meanwhile.
            guard let state = states[node.metadata.name], let latest = nodes[node.key], planner.isInQuestion(latest),
                latest.metadata.uid == node.metadata.uid, latest.spec.providerID == node.spec.providerID
            else { continue }
            work.append((latest, planner.plan(latest, state)))
        }
        doubts.tell(work, at: clock.uptime())
        return work
    }

    private func apply(_ plan: NodePlan, to node: Node, of population: Int) async {
        let name = node.metadata.name
        guard !options.observesOnly else {
            return report(.planned(name, PlanSummary([plan]), text: PlanText(color: false).render([plan])))
        }
        guard options.mayWrite() else { return }
        do throws(KubernetesError) {
            if plan.steps.contains(where: \.isRemoval) {
                try await remove(node, plan, of: population)
            } else if try await writer.apply(plan, to: node) > 0 {
                report(.changed(name, calls: plan.steps.count))
            }
        } catch {
            guard error.code != .cancelled else { return }
            report(.failed(name, error))
        }
    }

    private func remove(_ node: Node, _ plan: NodePlan, of population: Int) async throws(KubernetesError) {
        let name = node.metadata.name
        do throws(CircuitOpen) {
            try breaker.admit(name, of: population)
        } catch {
            return holdBack(node, error)
        }
        let event = ObjectReference(to: node)
        let message = "Deleting node \(name) because it does not exist in the cloud provider"
        events.record(event, .normal, reason: "DeletingNode", message: message)
        do throws(KubernetesError) {
            if try await writer.apply(plan, to: node) > 0 { report(.removed(name)) }
        } catch {
            let message = "Failed deleting node \(name): \(error)"
            events.record(event, .warning, reason: "DeletingNodeFailed", message: message)
            throw error
        }
    }

    private func holdBack(_ node: Node, _ cause: CircuitOpen) {
        let name = node.metadata.name
        report(.heldBack(name, cause))
        events.record(
            ObjectReference(to: node),
            .warning,
            reason: "DeletingNodeHeldBack",
            message: "Node \(name) is not deleted although its machine is gone: \(cause)"
        )
    }
}

extension NodePlan.Step {
    /// Whether it removes the Node.
    fileprivate var isRemoval: Bool { operation == .delete }
}
