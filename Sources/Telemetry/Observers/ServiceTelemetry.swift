public import CloudProvider
import CoreMetrics
import Kubernetes
import Logging
import Planning
import Synchronization

/// Counts and logs what the service controller does: one line a change of state.
public final class ServiceTelemetry: ServiceControllerObserver {
    /// What the controller's work queue is called (client-go's metrics).
    private static let queue = "service"

    private let metrics: any MetricsFactory
    private let logger: Logger
    private let clock: ClientClock
    private let book = Mutex(ServiceBook())

    init(metrics: any MetricsFactory, logger: Logger, clock: ClientClock) {
        self.metrics = metrics
        self.logger = logger
        self.clock = clock
    }

    /// Takes what the controller tells.
    public func note(_ news: ServiceNews) {
        switch news {
        case .began(let key, let reasons):
            book.withLock { $0.began(key) }
            logger.debug("A pass begins", metadata: fields(key, [.reasons: .string(reasons.text)]))
        case .progressed(let key, let progress):
            book.withLock { $0.progressed(key, progress.phase, at: clock.uptime()) }
            log(key, progress)
        case .ended(let key, let pass):
            count(pass)
            log(key, pass, after: book.withLock { $0.ended(key, pass) })
        case .backendsChanged(let nodes, let services):
            let fields = Logger.Metadata([.nodes: .number(nodes), .services: .number(services)])
            logger.info("The nodes that take traffic changed", metadata: fields)
        case .planned(let key, let plan, let text):
            log(key, plan, text)
        case .recreationHeld(let key):
            metrics.count(MetricCatalogue.heldRecreations)
            logger.error(
                "Too many load balancers are gone at once; one is not made anew yet",
                metadata: fields(key, [:])
            )
        case .orphaned(let service):
            metrics.count(MetricCatalogue.orphans)
            let fields = fields(service.key, [.uid: .string(service.metadata.uid)])
            logger.warning("A Service is gone and its load balancer may be left in the cloud", metadata: fields)
        case .forgotten(let key):
            book.withLock { $0.forgot(key) }
        case .queued(let news):
            metrics.count(news, queue: Self.queue)
        }
    }

    /// How the Services stand now.
    func samples() -> [MetricSample] {
        let (states, pending, served) = book.withLock { ($0.states, $0.pending(at: clock.uptime()), $0.served) }
        return states.map { MetricSample(MetricCatalogue.serviceStates, $0.rawValue, value: Double($1)) }
            + pending.map { MetricSample(MetricCatalogue.pendingLoadBalancers, $0.rawValue, value: Double($1)) }
            + [MetricSample(MetricCatalogue.managedLoadBalancers, value: Double(served))]
    }
}

extension ServiceTelemetry {
    private func count(_ pass: FinishedPass) {
        metrics.count(MetricCatalogue.passes, pass.operation.rawValue, pass.label)
        switch pass.outcome {
        case .paused, .planned, .superseded, .interrupted: return
        case .done, .failed: break
        }
        let operation = "loadbalancer_\(pass.operation.rawValue)"
        metrics.count(MetricCatalogue.reconciles, operation)
        metrics.observe(pass.duration, MetricCatalogue.reconcileDuration, operation)
        if pass.hasFailed { metrics.count(MetricCatalogue.reconcileErrors, operation) }
        if pass.operation == .update {
            metrics.count(MetricCatalogue.loadBalancerSyncs)
            metrics.observe(pass.duration, MetricCatalogue.hostUpdateLatency)
            if pass.hasFailed { metrics.count(MetricCatalogue.nodeSyncErrors) }
        }
        if let waited = pass.nodesWaited {
            metrics.observe(waited, MetricCatalogue.nodeSyncLatency)
            metrics.observe(waited, MetricCatalogue.nodeChangeLatency)
        }
        if pass.isRepair { metrics.count(MetricCatalogue.driftRepairs) }
    }
}

extension ServiceTelemetry {
    private func log(_ key: ObjectKey, _ progress: ApplyProgress) {
        var metadata = fields(
            key,
            [.call: .string(progress.call), .step: .string("\(progress.step)/\(progress.total)")]
        )
        switch progress.phase {
        case .started:
            logger.debug("A load balancer is being changed", metadata: metadata)
        case .settling(let age):
            metadata[LogKey.duration.rawValue] = .seconds(age)
            logger.trace("A load balancer has not settled yet", metadata: metadata)
        case .finished(let duration):
            metadata[LogKey.duration.rawValue] = .seconds(duration)
            logger.info("A load balancer was changed", metadata: metadata)
        }
    }

    private func log(_ key: ObjectKey, _ pass: FinishedPass, after before: ServiceBook.State) {
        var metadata = fields(
            key,
            [
                .operation: .string(pass.operation.rawValue),
                .reasons: .string(pass.reasons.text),
                .duration: .seconds(pass.duration),
                .waited: pass.nodesWaited.map { .seconds($0) },
            ]
        )
        switch pass.outcome {
        case .done(let steps):
            metadata[LogKey.steps.rawValue] = .number(steps)
            let isNews = steps > 0 || before == .failing || pass.operation == .delete
            logger.log(level: isNews ? .info : .debug, pass.success, metadata: metadata)
        case .paused:
            logger.log(level: before == .paused ? .debug : .info, "A Service is paused", metadata: metadata)
        case .planned:
            logger.debug("A plan was made", metadata: metadata)
        case .failed(let code, let text, let delay):
            metadata[LogKey.err.rawValue] = .string(text)
            metadata[LogKey.code.rawValue] = .string(code)
            metadata[LogKey.retryIn.rawValue] = .seconds(delay)
            logger.error("A pass failed", metadata: metadata)
        case .superseded:
            logger.debug("A pass makes way for a newer one", metadata: metadata)
        case .interrupted:
            logger.debug("A pass was interrupted", metadata: metadata)
        }
    }

    private func log(_ key: ObjectKey, _ plan: PlanSummary, _ text: String) {
        let fields = fields(
            key,
            [
                .add: .number(plan.add), .change: .number(plan.change), .destroy: .number(plan.destroy),
                .calls: .number(plan.calls), .plan: .string(text),
            ]
        )
        let message: Logger.Message = plan.calls == 0 ? "Would change nothing" : "Would change a load balancer"
        logger.info(message, metadata: fields)
    }

    private func fields(_ key: ObjectKey, _ more: [LogKey: Logger.MetadataValue?]) -> Logger.Metadata {
        Logger.Metadata(more.merging([.service: .string(key.description)]) { $1 })
    }
}

extension FinishedPass {
    /// How it went, as a label: `changed`, `unchanged`, or the code of what went wrong.
    fileprivate var label: String {
        switch outcome {
        case .done(let steps): steps > 0 ? "changed" : "unchanged"
        case .paused: "paused"
        case .planned: "planned"
        case .failed(let code, _, _): code
        case .superseded: "superseded"
        case .interrupted: "interrupted"
        }
    }

    fileprivate var hasFailed: Bool {
        if case .failed = outcome { true } else { false }
    }

    /// What is told of a pass that went well.
    fileprivate var success: Logger.Message {
        if operation == .delete { return "A load balancer is gone, as its Service wants it" }
        return isRepair
            ? "A load balancer that somebody else had changed was repaired"
            : "A load balancer is as its Service wants it"
    }

    /// Nobody had asked for a change, and yet one was needed.
    fileprivate var isRepair: Bool {
        if case .done(let steps) = outcome { reasons == .resync && operation == .ensure && steps > 0 } else { false }
    }
}

extension PassReasons {
    /// The most urgent first: `nodes,service`.
    fileprivate var text: String {
        let names: [(PassReasons, String)] = [
            (.nodes, "nodes"), (.service, "service"), (.spec, "spec"), (.secondLook, "second look"), (.retry, "retry"),
            (.startup, "startup"), (.resync, "resync"),
        ]
        return names.filter { contains($0.0) }.map(\.1).joined(separator: ",")
    }
}
