extension MetricCatalogue {
    static let reconciling = Group(
        title: "Passes over Services, as the Go OCCM counts them",
        introduction: """
            `operation` is `loadbalancer_ensure`, `loadbalancer_update` (members follow the nodes) or
            `loadbalancer_delete`. The metrics of the service controller keep their names; where the Go one measures a
            run over all Services, ours measures each Service.
            """,
        metrics: [
            reconciles, reconcileErrors, reconcileDuration, loadBalancerSyncs, nodeSyncErrors, nodeSyncLatency,
            hostUpdateLatency,
        ]
    )

    static let reconciles = MetricDefinition(
        .counter,
        "cloudprovider_openstack_reconcile_total",
        labels: ["operation"],
        "Passes over a Service that are over, well or not."
    )
    static let reconcileErrors = MetricDefinition(
        .counter,
        "cloudprovider_openstack_reconcile_errors_total",
        labels: ["operation"],
        "Passes over a Service that failed."
    )
    static let reconcileDuration = MetricDefinition(
        .histogram,
        "cloudprovider_openstack_reconcile_duration_seconds",
        labels: ["operation"],
        "How long passes over a Service took.",
        buckets: [
            0.01, 0.05, 0.1, 0.5, 1, 2.5, 5, 7.5, 10, 12.5, 15, 17.5, 20, 22.5, 25, 27.5, 30, 50, 75, 100, 1000,
        ]
    )
    static let loadBalancerSyncs = MetricDefinition(
        .counter,
        "service_controller_loadbalancer_sync_total",
        "Passes over a Service because nodes came, went or changed."
    )
    static let nodeSyncErrors = MetricDefinition(
        .counter,
        "service_controller_nodesync_error_total",
        "Passes over a Service because of nodes that failed."
    )
    static let nodeSyncLatency = MetricDefinition(
        .histogram,
        "service_controller_nodesync_latency_seconds",
        "How long it took from a change of nodes until a load balancer had followed.",
        buckets: powersOfTwo
    )
    static let hostUpdateLatency = MetricDefinition(
        .histogram,
        "service_controller_update_loadbalancer_host_latency_seconds",
        "How long passes over a Service because of nodes took.",
        buckets: powersOfTwo
    )

    private static let powersOfTwo = [Double].exponential(from: 1, times: 2, count: 15)

    static let services = Group(
        title: "Services and load balancers",
        introduction: "What an operator wants to be woken for.",
        metrics: [
            nodeChangeLatency, passes, serviceStates, managedLoadBalancers, pendingLoadBalancers, driftRepairs, orphans,
            heldRecreations,
        ]
    )

    static let nodeChangeLatency = MetricDefinition(
        .histogram,
        "occm_node_change_to_members_active_seconds",
        "How long it took from a change of nodes until a load balancer had it and was ACTIVE again.",
        stability: .beta,
        buckets: [0.5, 1, 2, 3, 5, 7.5, 10, 15, 20, 30, 45, 60, 90, 120, 300, 600]
    )
    static let passes = MetricDefinition(
        .counter,
        "occm_service_passes_total",
        labels: ["operation", "outcome"],
        "Passes over a Service: `ensure`, `update` or `delete`; `outcome` is `changed`, `unchanged`, `paused`, "
            + "`planned`, `interrupted` or the code of the failure."
    )
    static let serviceStates = MetricDefinition(
        .gauge,
        "occm_services",
        labels: ["state"],
        "Services by how their last pass ended: `ready`, `failing`, `paused`, `planned`, or `waiting` while the first is under way."
    )
    static let managedLoadBalancers = MetricDefinition(
        .gauge,
        "occm_managed_load_balancers",
        "Services that this process has given a load balancer, or found one that is as it should be."
    )
    static let pendingLoadBalancers = MetricDefinition(
        .gauge,
        "occm_pending_load_balancers",
        labels: ["age"],
        "Load balancers that the cloud is still changing, by how long already: `0-1m`, `1-5m`, `5-15m` or `15m+`."
    )
    static let driftRepairs = MetricDefinition(
        .counter,
        "occm_drift_repairs_total",
        "Load balancers that somebody else had changed, and that a resync put right."
    )
    static let orphans = MetricDefinition(
        .counter,
        "occm_orphaned_load_balancers_total",
        "Services that are gone while nobody proved that their load balancer is gone, too."
    )
    static let heldRecreations = MetricDefinition(
        .counter,
        "occm_recreations_held_total",
        "Times that a load balancer was not made anew because too many were gone at once (--allow-mass-recreation)."
    )
}
