import CoreMetrics
import Kubernetes
import Logging

/// Counts and logs how well a store follows the cluster.
struct ReflectorTelemetry<Object: KubernetesObject>: Sendable {
    let metrics: any MetricsFactory
    let logger: Logger

    private var resource: String { Object.resource.plural }

    func note(_ news: Reflector<Object>.News) {
        switch news {
        case .listed(let count, let version):
            metrics.count(MetricCatalogue.lists, resource, "success")
            logger.info("Listed", metadata: fields([.count: .number(count), .resourceVersion: .string(version)]))
        case .listFailed(let error, let pause):
            metrics.count(MetricCatalogue.lists, resource, error.code.rawValue)
            logger.warning("Listing failed", error: error, metadata: fields([.pause: .seconds(pause)]))
        case .watchFailed(let error, let pause):
            metrics.count(MetricCatalogue.watchFailures, resource, error.code.rawValue)
            // That a version is gone is the way of every long watch.
            let level: Logger.Level = error.code == .expired ? .info : .warning
            logger.log(level: level, "A watch ended", error: error, metadata: fields([.pause: .seconds(pause)]))
        case .unreadable(let object):
            metrics.count(MetricCatalogue.unreadableObjects, resource)
            let name = object.metadata.map { Logger.MetadataValue.string($0.key.description) }
            let fields = fields([.err: .string(object.problem), .object: name])
            logger.error("An object can't be read; its last state is kept", metadata: fields)
        }
    }

    private func fields(_ more: [LogKey: Logger.MetadataValue?]) -> Logger.Metadata {
        Logger.Metadata(more.merging([.resource: .string(resource)]) { $1 })
    }
}
