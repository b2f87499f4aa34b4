import CoreMetrics
import Synchronization

/// One line, or one histogram, of what `/metrics` shows.
protocol Series: AnyObject, Sendable {
    /// Writes its current value.
    func write(_ name: String, _ labels: SeriesLabels, to text: inout String)
}

/// A number that goes up, or up and down.
final class NumberSeries: Series, CounterHandler, FloatingPointCounterHandler, MeterHandler {
    private let value = Mutex(0.0)

    func increment(by amount: Int64) { increment(by: Double(amount)) }
    func increment(by amount: Double) { value.withLock { $0 += amount } }
    func decrement(by amount: Double) { value.withLock { $0 -= amount } }
    func set(_ amount: Int64) { set(Double(amount)) }
    func set(_ amount: Double) { value.withLock { $0 = amount } }
    func reset() { set(0.0) }

    func write(_ name: String, _ labels: SeriesLabels, to text: inout String) {
        Exposition.write(name, labels.text, value.withLock { $0 }, to: &text)
    }
}

/// Values counted by size. Durations are counted in seconds.
final class HistogramSeries: Series, TimerHandler, RecorderHandler {
    private struct Counts {
        /// How many values were in each bucket and in none before; the last one has no bound.
        var buckets: [UInt64]
        var sum = 0.0
    }

    private let bounds: [Double]
    private let counts: Mutex<Counts>

    init(bounds: [Double]) {
        self.bounds = bounds
        counts = Mutex(Counts(buckets: Array(repeating: 0, count: bounds.count + 1)))
    }

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        guard !value.isNaN else { return }
        let index = bounds.firstIndex { value <= $0 } ?? bounds.count
        counts.withLock { counts in
            counts.buckets[index] += 1
            counts.sum += value
        }
    }

    func write(_ name: String, _ labels: SeriesLabels, to text: inout String) {
        let (buckets, sum) = counts.withLock { ($0.buckets, $0.sum) }
        var total: UInt64 = 0
        for (index, count) in buckets.enumerated() {
            total += count
            let bound = index < bounds.count ? Exposition.text(bounds[index]) : "+Inf"
            Exposition.write("\(name)_bucket", labels.adding("le", bound), Double(total), to: &text)
        }
        Exposition.write("\(name)_sum", labels.text, sum, to: &text)
        Exposition.write("\(name)_count", labels.text, Double(total), to: &text)
    }
}

/// The labels of a series, as text that is written once.
struct SeriesLabels: Sendable, Hashable, Comparable {
    private let pairs: String

    init(_ names: [String], _ values: [String]) {
        pairs = zip(names, values).map { "\($0)=\"\(Exposition.escaped($1, quotes: true))\"" }.joined(separator: ",")
    }

    /// `{a="1",b="2"}`; empty without labels.
    var text: String { pairs.isEmpty ? "" : "{\(pairs)}" }

    /// With one more label, whose value needs no escaping.
    func adding(_ name: String, _ value: String) -> String {
        pairs.isEmpty ? "{\(name)=\"\(value)\"}" : "{\(pairs),\(name)=\"\(value)\"}"
    }

    static func < (one: SeriesLabels, other: SeriesLabels) -> Bool { one.pairs < other.pairs }
}
