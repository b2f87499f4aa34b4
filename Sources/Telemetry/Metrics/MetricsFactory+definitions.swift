import CoreMetrics

/// The metrics of the catalogue, by their declaration.
extension MetricsFactory {
    /// Counts once.
    func count(_ metric: MetricDefinition, _ values: String...) {
        Counter(label: metric.name, dimensions: metric.dimensions(values), factory: self).increment()
    }

    /// Adds a duration to a histogram of seconds.
    func observe(_ duration: Duration, _ metric: MetricDefinition, _ values: String...) {
        Timer(label: metric.name, dimensions: metric.dimensions(values), factory: self)
            .recordNanoseconds(duration.inNanoseconds)
    }

    /// Sets a gauge.
    func set(_ metric: MetricDefinition, _ values: String..., to value: Double) {
        Meter(label: metric.name, dimensions: metric.dimensions(values), factory: self).set(value)
    }
}

extension MetricDefinition {
    fileprivate func dimensions(_ values: [String]) -> [(String, String)] {
        Array(zip(labels, values))
    }
}
