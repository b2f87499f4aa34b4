import CoreMetrics
public import FoundationEssentials
public import Kubernetes
public import Logging

/// Everything that the process says about itself. Its values plug into what they observe; nobody else needs to know what
/// a metric is called.
///
/// Guarantees: metrics are those of ``MetricCatalogue``. Messages are always the same text from the same place, with the
/// data beside them.
public struct Telemetry: Sendable {
    /// The numbers, as `/metrics` shows them.
    public let metrics: PrometheusRegistry
    /// For what has no observer of its own.
    public let logger: Logger
    /// Observes the session with OpenStack.
    public let session: SessionTelemetry
    /// Observes the service controller.
    public let services: ServiceTelemetry
    /// Observes the controllers of Nodes and routes.
    public let nodes: NodeTelemetry

    private let clock: ClientClock

    /// Creates telemetry with metrics of this process and its build.
    public init(
        logger: Logger,
        build: BuildInfo,
        clock: ClientClock = .system,
        process: ProcessStatistics = ProcessStatistics()
    ) {
        let metrics = PrometheusRegistry()
        let services = ServiceTelemetry(metrics: metrics, logger: logger, clock: clock)
        metrics.collect { services.samples() + process.samples() + build.samples }
        self.metrics = metrics
        self.logger = logger
        self.services = services
        nodes = NodeTelemetry(metrics: metrics, logger: logger)
        self.clock = clock
        session = SessionTelemetry(metrics: metrics, logger: logger)
    }
}

extension Telemetry {
    /// Observes the calls of a client: `KubernetesClient.observer`.
    ///
    /// - Parameter host: The API server's host and port.
    public func kubernetes(host: String) -> @Sendable (FinishedCall) -> Void {
        ClusterTelemetry(host: host, metrics: metrics, logger: logger).finished
    }

    /// Observes a reflector: `Reflector(report:)`.
    public func reflector<Object>(_: Object.Type = Object.self) -> @Sendable (Reflector<Object>.News) -> Void {
        ReflectorTelemetry<Object>(metrics: metrics, logger: logger).note
    }

    /// Observes an election: `LeaderElector(report:)`.
    ///
    /// - Parameter lease: The Lease's name.
    public func leader(_ lease: String) -> @Sendable (LeaderElector.News) -> Void {
        LeaderTelemetry(lease: lease, metrics: metrics, logger: logger).note
    }

    /// Observes the events that are recorded: `EventRecorder(log:)`.
    public var events: EventRecorder.Log {
        { [metrics, logger] event in
            metrics.count(MetricCatalogue.events, event.type.rawValue, event.reason)
            let object = event.involvedObject
            let key = ObjectKey(namespace: object.namespace ?? "", name: object.name ?? "")
            let fields = Logger.Metadata([
                .object: .string(key.description),
                .kind: object.kind.map { .string($0) },
                .apiVersion: object.apiVersion.map { .string($0) },
                .type: .string(event.type.rawValue),
                .reason: .string(event.reason),
                .message: .string(event.message),
            ])
            logger.info("Event occurred", metadata: fields)
        }
    }

    /// Says what becomes of a file that may change while the process runs.
    ///
    /// - Parameter name: What the file is for: `cloud-config`, `serving-certificate`.
    public func config(_ name: String) -> ConfigTelemetry {
        ConfigTelemetry(name: name, metrics: metrics, logger: logger, clock: clock)
    }

    /// Notes that a controller begins or ends.
    public func controller(_ name: String, isRunning: Bool) {
        metrics.set(MetricCatalogue.runningControllers, name, "cloud-controller-manager", to: isRunning ? 1 : 0)
    }
}

extension Telemetry {
    /// Shows how a queue stands whenever somebody looks.
    public func watch(
        queue name: String = "service",
        _ standing: @escaping @Sendable () async -> WorkQueueStanding
    ) {
        metrics.collect {
            let standing = await standing()
            return [
                MetricSample(MetricCatalogue.queueDepth, name, value: Double(standing.waiting)),
                MetricSample(MetricCatalogue.queueDelayed, name, value: Double(standing.delayed)),
                MetricSample(MetricCatalogue.longestWait, name, value: standing.longestWait.inSeconds),
                MetricSample(MetricCatalogue.longestWork, name, value: standing.longestWork.inSeconds),
                MetricSample(MetricCatalogue.unfinishedWork, name, value: standing.unfinishedWork.inSeconds),
            ]
        }
    }

    /// Shows when the token expires whenever somebody looks; `nil` while there is none.
    public func watchToken(_ expiry: @escaping @Sendable () async -> Date?) {
        metrics.collect {
            guard let date = await expiry() else { return [] }
            return [MetricSample(MetricCatalogue.tokenExpiry, value: date.timeIntervalSince1970)]
        }
    }

    /// Shows how many events a recorder had to drop whenever somebody looks.
    public func watch(_ recorder: EventRecorder, component: String) {
        metrics.collect {
            [MetricSample(MetricCatalogue.eventsDropped, component, value: Double(recorder.dropped))]
        }
    }

    /// Shows how many log lines were dropped whenever somebody looks.
    public func watch(_ log: LogWriter) {
        metrics.collect { [MetricSample(MetricCatalogue.logLinesDropped, value: Double(log.dropped))] }
    }
}
