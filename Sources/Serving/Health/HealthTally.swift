/// How often health checks passed and failed (k8s.io/component-base's metrics/slis, by its names).
struct HealthTally: Sendable {
    private struct Series: Sendable {
        var passed = 0
        var failed = 0
        var isPassing = true
    }

    /// By labels.
    private var series: [String: Series] = [:]

    mutating func count(_ name: String, _ probe: HealthProbe, _ result: HealthReport.Result) {
        var counted = series[#"name="\#(name)",type="\#(probe.rawValue)""#, default: Series()]
        switch result {
        case .excluded: return
        case .passed: (counted.passed, counted.isPassing) = (counted.passed + 1, true)
        case .failed: (counted.failed, counted.isPassing) = (counted.failed + 1, false)
        }
        series[#"name="\#(name)",type="\#(probe.rawValue)""#] = counted
    }

    /// In the Prometheus text format 0.0.4.
    var text: String {
        let sorted = series.sorted { $0.key < $1.key }
        var lines = [
            "# HELP kubernetes_healthcheck [STABLE] This metric records the result of a single healthcheck.",
            "# TYPE kubernetes_healthcheck gauge",
        ]
        lines += sorted.map { "kubernetes_healthcheck{\($0)} \($1.isPassing ? 1 : 0)" }
        lines += [
            "# HELP kubernetes_healthchecks_total [STABLE] This metric records the results of all healthcheck.",
            "# TYPE kubernetes_healthchecks_total counter",
        ]
        for (labels, counted) in sorted {
            for (status, count) in [("error", counted.failed), ("success", counted.passed)] where count > 0 {
                lines.append("kubernetes_healthchecks_total{\(labels),status=\"\(status)\"} \(count)")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
