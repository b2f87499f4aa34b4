public import CoreMetrics
import Synchronization

/// The numbers that `/metrics` shows: a backend of swift-metrics that knows its metrics beforehand.
///
/// Guarantees: every series belongs to a metric that is declared, with the labels that are declared, in text that
/// Prometheus can parse. Memory is bounded: see ``MetricDefinition/maximumSeries``. Counting never waits for rendering.
/// Failure: what is not declared goes nowhere, and is counted in ``rejected``.
public final class PrometheusRegistry: MetricsFactory {
    /// Tells values that are only known by asking, when somebody looks.
    public typealias Collector = @Sendable () async -> [MetricSample]

    private struct State {
        var families: [String: MetricFamily]
        var collectors: [Collector] = []
        var rejected = 0
    }

    /// The media type of what ``render()`` returns.
    public static let contentType = Exposition.contentType

    private let names: [String]
    private let state: Mutex<State>

    /// Creates a registry of these metrics. Counters and histograms without labels are there from the start.
    public init(_ definitions: [MetricDefinition] = MetricCatalogue.all) {
        names = definitions.map(\.name).sorted()
        let families = definitions.map { ($0.name, MetricFamily($0)) }
        state = Mutex(State(families: Dictionary(families) { first, _ in first }))
    }

    /// How often something was counted that is not declared like that. It is always 0 unless the program is wrong.
    public var rejected: Int { state.withLock { $0.rejected } }

    /// Has the collector asked whenever ``render()`` is called.
    public func collect(_ collector: @escaping Collector) {
        state.withLock { $0.collectors.append(collector) }
    }

    /// All metrics that have a value, by name, in Prometheus' text format.
    public func render() async -> String {
        var samples: [String: [MetricSample]] = [:]
        for collector in state.withLock({ $0.collectors }) {
            for sample in await collector() { samples[sample.definition.name, default: []].append(sample) }
        }
        let families = state.withLock { $0.families }
        var text = ""
        for name in names {
            guard let family = families[name] else { continue }
            family.write(samples[name] ?? [], to: &text)
        }
        return text
    }
}

extension PrometheusRegistry {
    /// The counter of that name with these labels.
    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        number(label, dimensions, .counter)
    }

    /// The counter of that name with these labels.
    public func makeFloatingPointCounter(
        label: String,
        dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        number(label, dimensions, .counter)
    }

    /// The gauge of that name with these labels.
    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        number(label, dimensions, .gauge)
    }

    /// The histogram of that name with these labels.
    public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        histogram(label, dimensions)
    }

    /// The histogram of that name with these labels; it counts seconds.
    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        histogram(label, dimensions)
    }

    /// Nothing: a series that was shown once stays, or rates over it would be wrong.
    public func destroyCounter(_ handler: any CounterHandler) {}
    /// Nothing, as ``destroyCounter(_:)``.
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    /// Nothing, as ``destroyCounter(_:)``.
    public func destroyMeter(_ handler: any MeterHandler) {}
    /// Nothing, as ``destroyCounter(_:)``.
    public func destroyRecorder(_ handler: any RecorderHandler) {}
    /// Nothing, as ``destroyCounter(_:)``.
    public func destroyTimer(_ handler: any TimerHandler) {}

    private func number(_ name: String, _ labels: [(String, String)], _ kind: MetricDefinition.Kind) -> NumberSeries {
        series(name, labels, kind) as? NumberSeries ?? NumberSeries()
    }

    private func histogram(_ name: String, _ labels: [(String, String)]) -> HistogramSeries {
        series(name, labels, .histogram) as? HistogramSeries ?? HistogramSeries(bounds: [])
    }

    /// The series of a metric that is declared; `nil` if it is not, or not like that.
    private func series(_ name: String, _ labels: [(String, String)], _ kind: MetricDefinition.Kind) -> (any Series)? {
        state.withLock { state -> (any Series)? in
            guard let definition = state.families[name]?.definition, definition.kind == kind,
                let values = definition.values(of: labels)
            else {
                state.rejected += 1
                return nil
            }
            return state.families[name]?.series(of: values)
        }
    }
}
