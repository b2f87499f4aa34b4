extension MetricCatalogue {
    static let queues = Group(
        title: "Work queues",
        introduction: """
            `name` is `service` for the service controller, `Nodes` for the node controller. Names and buckets are
            client-go's.
            """,
        metrics: [
            queueDepth, queueAdds, queueRetries, queueDuration, workDuration, unfinishedWork, longestWork, longestWait,
            queueDelayed,
        ]
    )

    private static let queueBuckets = [Double].exponential(from: 1e-8, times: 10, count: 10)

    static let queueDepth = MetricDefinition(
        .gauge,
        "workqueue_depth",
        labels: ["name"],
        "Keys that wait."
    )
    static let queueAdds = MetricDefinition(
        .counter,
        "workqueue_adds_total",
        labels: ["name"],
        "Keys that began to wait."
    )
    static let queueRetries = MetricDefinition(
        .counter,
        "workqueue_retries_total",
        labels: ["name"],
        "Keys that were added for later: after a failure, or for the next resync."
    )
    static let queueDuration = MetricDefinition(
        .histogram,
        "workqueue_queue_duration_seconds",
        labels: ["name"],
        "How long keys waited.",
        buckets: queueBuckets
    )
    static let workDuration = MetricDefinition(
        .histogram,
        "workqueue_work_duration_seconds",
        labels: ["name"],
        "How long keys were worked on.",
        buckets: queueBuckets
    )
    static let unfinishedWork = MetricDefinition(
        .gauge,
        "workqueue_unfinished_work_seconds",
        labels: ["name"],
        "How long all keys that are worked on have been, together."
    )
    static let longestWork = MetricDefinition(
        .gauge,
        "workqueue_longest_running_processor_seconds",
        labels: ["name"],
        "How long the key that is worked on longest has been."
    )
    static let longestWait = MetricDefinition(
        .gauge,
        "occm_workqueue_longest_wait_seconds",
        labels: ["name"],
        "How long the key that waits longest has waited."
    )
    static let queueDelayed = MetricDefinition(
        .gauge,
        "occm_workqueue_delayed",
        labels: ["name"],
        "Keys that will wait later: after a failure, or for the next resync."
    )
}
