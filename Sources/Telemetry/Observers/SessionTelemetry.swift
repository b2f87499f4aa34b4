import CoreMetrics
import CurlTransport
public import KeystoneAuth
import Logging

/// Counts and logs what is asked of OpenStack.
public struct SessionTelemetry: SessionObserver {
    let metrics: any MetricsFactory
    let logger: Logger

    /// Counts an exchange; what failed is logged with `-v 4`, everything with `-v 6`.
    public func finished(_ exchange: FinishedExchange) {
        metrics.count(MetricCatalogue.openStackRequests, exchange.operation)
        metrics.observe(exchange.duration, MetricCatalogue.openStackDuration, exchange.operation)
        metrics.count(MetricCatalogue.openStackResponses, exchange.service, exchange.operation, exchange.code)
        if exchange.isError { metrics.count(MetricCatalogue.openStackErrors, exchange.operation) }
        if exchange.status == 429 { metrics.count(MetricCatalogue.openStackThrottled, exchange.service) }
        if exchange.retries > 0 {
            metrics.count(MetricCatalogue.openStackRetries, exchange.service, exchange.operation)
        }
        if exchange.operation == "token_create" {
            metrics.count(MetricCatalogue.tokenRenewals, exchange.isError ? "failure" : "success")
        }
        log(exchange)
    }

    private func log(_ exchange: FinishedExchange) {
        logger.log(
            level: exchange.isError ? .debug : .trace,
            exchange.isError ? "A request to OpenStack failed" : "A request to OpenStack was answered",
            metadata: Logger.Metadata([
                .request: .string(exchange.operation),
                .call: .string("\(exchange.method.rawValue) \(exchange.pathTemplate)"),
                .status: .string(exchange.code),
                .duration: .seconds(exchange.duration),
                .retries: exchange.retries > 0 ? .number(exchange.retries) : nil,
                .requestID: exchange.requestID.map { .string($0) },
            ])
        )
    }
}

extension FinishedExchange {
    /// The status, or why there is none.
    fileprivate var code: String { status.map(String.init) ?? failure?.rawValue ?? "unknown" }

    /// Whether it failed, as the Go OCCM counts it: what was to be deleted and is not there is deleted.
    fileprivate var isError: Bool {
        guard let status else { return failure != .cancelled }
        return status >= 400 && !(method == .delete && status == 404)
    }
}
