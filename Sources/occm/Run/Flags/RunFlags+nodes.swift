import CloudProvider

/// What Nodes are kept true to, and how.
extension RunFlags {
    static let nodes = RunFlagGroup(
        title: "Nodes and routes",
        flags: [
            RunFlag(
                "concurrent-node-syncs",
                \.nodes.concurrentSyncs,
                "How many Nodes are written at once. The Go OCCM's default is 1.",
                where: FlagChecks.atLeastOne
            ),
            RunFlag(
                "node-status-update-frequency",
                \.nodes.refreshPeriod,
                "How often all Nodes are compared with their servers, in one look at all of them.",
                where: FlagChecks.positive
            ),
            RunFlag(
                "node-monitor-period",
                \.nodes.monitorPeriod,
                """
                How often Nodes that are not ready are looked at; their servers less and less often, down to once a \
                minute.
                """,
                where: FlagChecks.positive
            ),
            RunFlag(
                "allow-mass-node-removal",
                \.allowsMassNodeRemoval,
                """
                Remove however many Nodes whose servers are gone. Without it, a tenth of them in 10 minutes, and at \
                least one: when many are gone at once, it may be OpenStack's answer that is wrong.
                """
            ),
            RunFlag(
                "configure-cloud-routes",
                \.routes.isEnabled,
                "Keep routes to the pods of Nodes, if cloud.conf names a router."
            ),
            RunFlag(
                "cluster-cidr",
                \.routes.clusterCIDR,
                as: "networks",
                """
                The networks of all pods, one or one of each family with a comma between. Routes elsewhere are not \
                touched. Needed for routes.
                """,
                where: clusterCIDR
            ),
            RunFlag(
                "route-reconciliation-period",
                \.routes.period,
                "How often routes are looked at although no Node changed.",
                where: FlagChecks.positive
            ),
        ]
    )

    private static let clusterCIDR: FlagCheck<String> = { value throws(FlagMismatch) in
        guard !value.isEmpty, (try? ClusterCIDRs(value)) == nil else { return }
        throw .expected("the network of all pods such as 10.244.0.0/16, or one of each family with a comma between")
    }
}
