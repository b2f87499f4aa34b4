/// docs/reference/metrics.md, written from the declarations.
public enum MetricReference {
    /// The whole page.
    public static var markdown: String {
        ([introduction] + MetricCatalogue.groups.map(section)).joined(separator: "\n")
    }

    private static let introduction = """
        # Metrics

        What `/metrics` shows, in Prometheus' text format. This page is written from the declarations in
        `Sources/Telemetry/Catalogue`; `make docs` renews it.

        Names that do not begin with `occm_` are those of the Go OCCM, of Kubernetes' components and of Prometheus'
        clients, with the same labels, so that dashboards and alerts keep working. A metric whose labels have had no
        value yet is not shown. No metric has more than \(limit) series: what comes after them is counted under the
        label value `other`.

        """

    private static var limit: Int { MetricCatalogue.all.map(\.maximumSeries).max() ?? 0 }

    private static func section(_ group: MetricCatalogue.Group) -> String {
        let introduction = group.introduction.isEmpty ? "" : "\(group.introduction)\n\n"
        return "## \(group.title)\n\n\(introduction)\(group.metrics.map(entry).joined(separator: "\n"))"
    }

    private static func entry(_ metric: MetricDefinition) -> String {
        let labels = metric.labels.map { "`\($0)`" }.joined(separator: ", ")
        let facts = [
            ("kind", metric.kind.rawValue),
            ("labels", labels),
            ("stability", metric.stability?.rawValue.lowercased() ?? ""),
            ("buckets", metric.buckets.map(Exposition.text).joined(separator: " ")),
        ]
        let rows = facts.filter { !$0.1.isEmpty }.map { "| \($0) | \($1) |\n" }.joined()
        return "### `\(metric.name)`\n\n\(metric.help)\n\n| | |\n|---|---|\n\(rows)"
    }
}
