import CoreMetrics
import Kubernetes
import Logging
import Synchronization

/// Counts and logs who leads.
final class LeaderTelemetry: Sendable {
    private let lease: String
    private let metrics: any MetricsFactory
    private let logger: Logger
    /// Who led when it was logged last; every try tells it again.
    private let holder = Mutex<String?>(nil)

    init(lease: String, metrics: any MetricsFactory, logger: Logger) {
        self.lease = lease
        self.metrics = metrics
        self.logger = logger
        metrics.set(MetricCatalogue.leaderStatus, lease, to: 0)
    }

    func note(_ news: LeaderElector.News) {
        switch news {
        case .became:
            metrics.set(MetricCatalogue.leaderStatus, lease, to: 1)
            holder.withLock { $0 = nil }
            logger.info("Became leader", metadata: fields([:]))
        case .follows(let leader):
            let isNew = holder.withLock { holder in
                defer { holder = leader }
                return holder != leader
            }
            if isNew { logger.info("Somebody else leads", metadata: fields([.holder: .string(leader)])) }
        case .failed(let error):
            metrics.count(MetricCatalogue.leaderFailures, lease, error?.code.rawValue ?? "unknown")
            let fields = fields([.err: error.map { .string($0.description) }])
            logger.warning("A try to get or to keep the lease failed", metadata: fields)
        case .stopped:
            metrics.set(MetricCatalogue.leaderStatus, lease, to: 0)
            logger.error("Lost the lease", metadata: fields([:]))
        case .released:
            metrics.set(MetricCatalogue.leaderStatus, lease, to: 0)
            logger.info("Gave the lease up", metadata: fields([:]))
        }
    }

    private func fields(_ more: [LogKey: Logger.MetadataValue?]) -> Logger.Metadata {
        Logger.Metadata(more.merging([.lease: .string(lease)]) { $1 })
    }
}
