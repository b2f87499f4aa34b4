public import CloudProvider
import CoreMetrics
import Kubernetes
import Logging
import Planning

/// Counts and logs what the node, node lifecycle and route controllers do.
public struct NodeTelemetry: Sendable {
    let metrics: any MetricsFactory
    let logger: Logger

    /// Takes what the node and the node lifecycle controller tell.
    public func note(_ news: NodeNews) {
        switch news {
        case .looked(let nodes, let unknown):
            metrics.count(MetricCatalogue.nodeLooks)
            metrics.set(MetricCatalogue.nodesInDoubt, to: Double(unknown))
            logger.debug("The cloud was asked about Nodes", metadata: Logger.Metadata([.nodes: .number(nodes)]))
        case .initialized(let name, let waited):
            if let waited {
                metrics.observe(waited, MetricCatalogue.taintRemovalDelay)
                metrics.observe(waited, MetricCatalogue.initialSyncDelay)
            }
            logger.info("A Node is initialised", metadata: fields(name, [.waited: waited.map { .seconds($0) }]))
        case .changed(let name, let calls):
            metrics.count(MetricCatalogue.nodeChanges)
            logger.info("A Node was made true to its machine", metadata: fields(name, [.calls: .number(calls)]))
        case .removed(let name):
            metrics.count(MetricCatalogue.nodeRemovals)
            logger.warning("A Node was removed, since its machine is gone", metadata: fields(name))
        case .heldBack(let name, let cause):
            metrics.count(MetricCatalogue.heldRemovals)
            logger.error("A Node is not removed", metadata: fields(name, [.err: .string(cause.description)]))
        case .doubted(let name, let note):
            let more: [LogKey: Logger.MetadataValue?] = [.code: .string(note.code), .message: .string(note.message)]
            logger.warning("A Node is not as it should be", metadata: fields(name, more))
        case .failed(let name, let error):
            logger.error("A Node could not be changed", metadata: fields(name, [.err: .string(error.description)]))
        case .planned(let name, let plan, let text):
            let more: [LogKey: Logger.MetadataValue?] = [.calls: .number(plan.calls), .plan: .string(text)]
            logger.info("Would change a Node", metadata: fields(name, more))
        case .queued(let news):
            metrics.count(news, queue: "Nodes")
        }
    }

    /// Takes what the route controller tells.
    public func note(_ news: RouteNews) {
        switch news {
        case .progressed(let progress): log(progress)
        case .ended(let outcome, let nodes, let duration):
            metrics.count(MetricCatalogue.routeSyncs, outcome.leftovers.first?.code ?? "success")
            metrics.set(MetricCatalogue.nodesWithoutRoutes, to: Double(outcome.failures.count))
            let more: [LogKey: Logger.MetadataValue?] = [.nodes: .number(nodes), .duration: .seconds(duration)]
            logger.debug("Routes were compared with Nodes", metadata: Logger.Metadata(more))
            for reason in outcome.leftovers {
                logger.warning("A route is left over", metadata: Logger.Metadata([.err: .string(reason.message)]))
            }
        case .failed(let reason):
            metrics.count(MetricCatalogue.routeSyncs, reason.code)
            logger.error("Routes could not be looked at", metadata: Logger.Metadata([.err: .string(reason.message)]))
        case .conditionFailed(let name, let error):
            let more: [LogKey: Logger.MetadataValue?] = [.err: .string(error.description)]
            logger.error("A Node's condition could not be written", metadata: fields(name, more))
        case .planned(let plan, let text):
            let more: [LogKey: Logger.MetadataValue?] = [.calls: .number(plan.calls), .plan: .string(text)]
            logger.info("Would change routes", metadata: Logger.Metadata(more))
        }
    }

    private func log(_ progress: ApplyProgress) {
        guard case .finished(let duration) = progress.phase else { return }
        let more: [LogKey: Logger.MetadataValue?] = [.call: .string(progress.call), .duration: .seconds(duration)]
        logger.info("Routes were changed", metadata: Logger.Metadata(more))
    }

    private func fields(_ node: String, _ more: [LogKey: Logger.MetadataValue?] = [:]) -> Logger.Metadata {
        Logger.Metadata(more.merging([.node: .string(node)]) { $1 })
    }
}

extension MetricsFactory {
    /// Counts what goes into and out of a controller's queue.
    func count(_ news: WorkQueueNews, queue: String) {
        switch news {
        case .added: count(MetricCatalogue.queueAdds, queue)
        case .delayed: count(MetricCatalogue.queueRetries, queue)
        case .taken(let waited): observe(waited, MetricCatalogue.queueDuration, queue)
        case .finished(let worked): observe(worked, MetricCatalogue.workDuration, queue)
        }
    }
}
