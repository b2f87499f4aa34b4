import CoreMetrics
import FoundationEssentials
import Kubernetes
import Logging

/// Counts and logs what becomes of a file that may change while the process runs.
public struct ConfigTelemetry: Sendable {
    let name: String
    let metrics: any MetricsFactory
    let logger: Logger
    let clock: ClientClock

    /// The file was read and is in use.
    public func loaded() {
        metrics.set(MetricCatalogue.reloadTime, name, to: clock.now().timeIntervalSince1970)
        metrics.set(MetricCatalogue.reloadState, name, to: 1)
        logger.info("A configuration is in use", metadata: Logger.Metadata([.config: .string(name)]))
    }

    /// The file changed and can't be used; what it said before stays in use.
    public func failed(_ error: any Error) {
        metrics.count(MetricCatalogue.reloadFailures, name)
        metrics.set(MetricCatalogue.reloadState, name, to: 0)
        logger.error(
            "A changed configuration can't be used; the old one stays in use",
            error: error,
            metadata: Logger.Metadata([.config: .string(name)])
        )
    }
}
