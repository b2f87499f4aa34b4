import CoreMetrics
import CurlTransport
import Kubernetes
import Logging
import Synchronization

/// Counts and logs what is asked of the Kubernetes API.
final class ClusterTelemetry: Sendable {
    /// How many warnings are remembered, so that each is logged once.
    private static let rememberedWarnings = 1000
    /// A request that occm's own rate limit held back for longer is worth a line.
    private static let longHold = Duration.seconds(1)

    private let host: String
    private let metrics: any MetricsFactory
    private let logger: Logger
    private let warnings = Mutex<Set<String>>([])

    init(host: String, metrics: any MetricsFactory, logger: Logger) {
        self.host = host
        self.metrics = metrics
        self.logger = logger
    }

    func finished(_ call: FinishedCall) {
        let (code, method) = (call.status.map(String.init) ?? "<error>", call.method.rawValue)
        metrics.count(MetricCatalogue.restRequests, code, method, host)
        metrics.observe(call.duration, MetricCatalogue.restDuration, method, host)
        metrics.observe(call.heldBack, MetricCatalogue.restRateLimit, method, host)
        metrics.count(MetricCatalogue.clusterRequests, call.resource, call.verb, code)
        countReview(call, code)
        log(call, code)
    }

    private func countReview(_ call: FinishedCall, _ code: String) {
        switch call.resource {
        case "tokenreviews":
            metrics.count(MetricCatalogue.authentications, code)
            metrics.observe(call.duration, MetricCatalogue.authenticationDuration, code)
        case "subjectaccessreviews":
            metrics.count(MetricCatalogue.authorizations, code)
            metrics.observe(call.duration, MetricCatalogue.authorizationDuration, code)
        default:
            break
        }
    }

    private func log(_ call: FinishedCall, _ code: String) {
        let metadata = Logger.Metadata([
            .verb: .string(call.verb),
            .resource: .string(call.resource),
            .status: .string(call.failure?.rawValue ?? code),
            .duration: .seconds(call.duration),
            .heldBack: call.heldBack >= .milliseconds(50) ? .seconds(call.heldBack) : nil,
        ])
        if call.heldBack >= Self.longHold {
            logger.info("A request waited for occm's own rate limit", metadata: metadata)
        }
        let isError = call.status.map { $0 >= 400 } ?? (call.failure != .cancelled)
        logger.log(
            level: isError ? .debug : .trace,
            isError ? "A request to the API server failed" : "A request to the API server was answered",
            metadata: metadata
        )
        if let warning = call.warning, isNew(warning) {
            logger.warning("The API server warns", metadata: Logger.Metadata([.warning: .string(warning)]))
        }
    }

    private func isNew(_ warning: String) -> Bool {
        warnings.withLock { $0.count < Self.rememberedWarnings && $0.insert(warning).inserted }
    }
}
