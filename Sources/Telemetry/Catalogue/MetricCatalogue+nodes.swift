extension MetricCatalogue {
    static let nodes = Group(
        title: "Nodes and routes",
        introduction: "The names of the Go node controllers' metrics are kept, and their buckets.",
        metrics: [
            taintRemovalDelay, initialSyncDelay, nodeLooks, nodesInDoubt, nodeChanges, nodeRemovals, heldRemovals,
            routeSyncs,
            nodesWithoutRoutes,
        ]
    )

    private static let waits: [Double] = [1, 4, 16, 64, 256, 1024]

    static let taintRemovalDelay = MetricDefinition(
        .histogram,
        "node_controller_cloud_provider_taint_removal_delay_seconds",
        "How long it took from a Node's registration until its wait for the cloud provider was over.",
        buckets: waits
    )
    static let initialSyncDelay = MetricDefinition(
        .histogram,
        "node_controller_initial_node_sync_delay_seconds",
        "How long it took from a Node's registration until it had all that the cloud knows of it.",
        buckets: waits
    )
    static let nodeLooks = MetricDefinition(
        .counter,
        "occm_node_looks_total",
        "How often the cloud was asked about Nodes, any number of them at once."
    )
    static let nodesInDoubt = MetricDefinition(
        .gauge,
        "occm_nodes_unknown",
        "Nodes of the last look about which the cloud could not tell for sure."
    )
    static let nodeChanges = MetricDefinition(
        .counter,
        "occm_node_changes_total",
        "Nodes that were made true to their machines."
    )
    static let nodeRemovals = MetricDefinition(
        .counter,
        "occm_node_removals_total",
        "Nodes that were removed, because their machines were proven gone."
    )
    static let heldRemovals = MetricDefinition(
        .counter,
        "occm_held_node_removals_total",
        "How often a Node was not removed, because too many were within ten minutes."
    )
    static let routeSyncs = MetricDefinition(
        .counter,
        "route_controller_route_sync_total",
        labels: ["outcome"],
        "Looks at the routes: `success`, or the code of what went wrong."
    )
    static let nodesWithoutRoutes = MetricDefinition(
        .gauge,
        "occm_nodes_without_routes",
        "Nodes of the last look at the routes that do not have all of theirs."
    )
}
