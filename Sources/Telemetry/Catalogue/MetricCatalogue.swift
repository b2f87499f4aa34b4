/// Every metric of occm, declared once.
public enum MetricCatalogue {
    /// Metrics that belong together.
    struct Group: Sendable {
        var title: String
        var introduction: String
        var metrics: [MetricDefinition]
    }

    static let groups = [openStack, reconciling, services, nodes, cluster, queues, process]

    /// All of them.
    public static let all: [MetricDefinition] = groups.flatMap(\.metrics)
}
