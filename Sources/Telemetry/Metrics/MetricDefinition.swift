/// A metric that occm has: what it is called, and what it means.
///
/// Guarantees: it has at most `maximumSeries` series; what comes after them is counted under the label value `other`.
public struct MetricDefinition: Sendable, Hashable {
    /// What kind of number it is (Prometheus exposition format, `# TYPE`).
    public enum Kind: String, Sendable, Hashable {
        /// It only grows, from 0 at the start of the process.
        case counter
        /// It goes up and down.
        case gauge
        /// Values are counted by size.
        case histogram
    }

    /// What is promised about name and labels (Kubernetes metric stability levels).
    public enum Stability: String, Sendable, Hashable {
        /// May change.
        case alpha = "ALPHA"
        /// Changes only with notice.
        case beta = "BETA"
        /// Does not change.
        case stable = "STABLE"
    }

    /// Its name.
    public let name: String
    /// What kind of number it is.
    public let kind: Kind
    /// Its labels, in the order of its values.
    public let labels: [String]
    /// What it means, as one sentence.
    public let help: String
    /// What is promised; `nil` for the metrics of a process, which every Prometheus client has.
    public let stability: Stability?
    /// The upper bounds of a histogram's buckets, growing, without infinity.
    public let buckets: [Double]
    /// How many series it may have.
    public let maximumSeries: Int

    /// Declares a metric.
    public init(
        _ kind: Kind,
        _ name: String,
        labels: [String] = [],
        _ help: String,
        stability: Stability? = .alpha,
        buckets: [Double] = [],
        maximumSeries: Int = 1000
    ) {
        self.name = name
        self.kind = kind
        self.labels = labels
        self.help = help
        self.stability = stability
        self.buckets = buckets
        self.maximumSeries = maximumSeries
    }

    /// The text of `# HELP`.
    var fullHelp: String { stability.map { "[\($0.rawValue)] \(help)" } ?? help }
}

/// One value of a metric that is asked for when somebody looks.
public struct MetricSample: Sendable, Hashable {
    /// The metric.
    public var definition: MetricDefinition
    /// The values of its labels.
    public var labels: [String]
    /// The value.
    public var value: Double

    /// Creates a sample.
    public init(_ definition: MetricDefinition, _ labels: String..., value: Double) {
        self.definition = definition
        self.labels = labels
        self.value = value
    }
}

extension [Double] {
    /// Bounds of which each is the last one times a factor, multiplied one by one as Prometheus' Go client does, so that
    /// the bounds are the same texts.
    static func exponential(from start: Double, times factor: Double, count: Int) -> [Double] {
        (1..<count).reduce(into: [start]) { bounds, _ in bounds.append(bounds[bounds.count - 1] * factor) }
    }
}
