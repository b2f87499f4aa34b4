/// A metric and its series.
struct MetricFamily: Sendable {
    let definition: MetricDefinition
    private var series: [[String]: (labels: SeriesLabels, series: any Series)] = [:]

    /// Counters and histograms without labels are there from the start.
    init(_ definition: MetricDefinition) {
        self.definition = definition
        if definition.labels.isEmpty, definition.kind != .gauge { _ = series(of: []) }
    }

    /// The series with these values of the labels; the one of all `other` values when there are too many.
    mutating func series(of values: [String]) -> any Series {
        if let present = series[values] { return present.series }
        if series.count >= definition.maximumSeries {
            let others = values.map { _ in "other" }
            if others != values { return series(of: others) }
        }
        let new: any Series =
            definition.kind == .histogram ? HistogramSeries(bounds: definition.buckets) : NumberSeries()
        series[values] = (SeriesLabels(definition.labels, values), new)
        return new
    }

    /// Writes what was counted and what was asked for; nothing if there is neither.
    func write(_ samples: [MetricSample], to text: inout String) {
        guard !series.isEmpty || !samples.isEmpty else { return }
        Exposition.writeHead(of: definition, to: &text)
        let collected = Dictionary(samples.map { (SeriesLabels(definition.labels, $0.labels), $0.value) }) { $1 }
        for (labels, series) in series.values.sorted(by: { $0.labels < $1.labels }) {
            // What is asked for is newer than what was counted.
            if collected[labels] == nil { series.write(definition.name, labels, to: &text) }
        }
        for (labels, value) in collected.sorted(by: { $0.key < $1.key }) {
            Exposition.write(definition.name, labels.text, value, to: &text)
        }
    }
}

extension MetricDefinition {
    /// The values of its labels; `nil` if the labels are others.
    func values(of dimensions: [(String, String)]) -> [String]? {
        guard dimensions.count == labels.count else { return nil }
        let values = labels.compactMap { label in dimensions.first { $0.0 == label }?.1 }
        return values.count == labels.count ? values : nil
    }
}
