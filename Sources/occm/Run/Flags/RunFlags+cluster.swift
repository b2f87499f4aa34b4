import Kubernetes

/// How the cluster is reached, and who of several replicas works.
extension RunFlags {
    static let kubernetes = RunFlagGroup(
        title: "Kubernetes",
        flags: [
            RunFlag(
                "kubeconfig",
                \.cluster.kubeconfig,
                as: "file",
                "How the API server is reached; without it, as a Pod does."
            ),
            RunFlag("master", \.cluster.master, as: "url", "The API server; wins over the kubeconfig's."),
            RunFlag(
                "kube-api-qps",
                \.cluster.requestsPerSecond,
                "Requests to the API server a second; leases and events have their own share. 0 or less is no limit."
            ),
            RunFlag(
                "kube-api-burst",
                \.cluster.burst,
                "Requests to the API server at once, after a rest.",
                where: FlagChecks.atLeastOne
            ),
        ]
    )

    static let election = RunFlagGroup(
        title: "Leader election",
        flags: [
            RunFlag(
                "leader-elect",
                \.election.isEnabled,
                "Work only while a lease is held, so that of several replicas one works."
            ),
            RunFlag(
                "leader-elect-lease-duration",
                \.election.times.leaseDuration,
                "How long after a leader's last renewal another one may take over."
            ),
            RunFlag(
                "leader-elect-renew-deadline",
                \.election.times.renewDeadline,
                "How long a leader tries to renew before it stops. Shorter than the lease."
            ),
            RunFlag(
                "leader-elect-retry-period",
                \.election.times.retryPeriod,
                "How long is waited between two tries. The deadline is more than 1.2 times as long."
            ),
            RunFlag(
                "leader-elect-resource-lock",
                forgotten: "leases",
                as: "kind",
                "What is held; there is nothing else.",
                where: FlagChecks.only("leases", because: "Kubernetes has no other lock any more")
            ),
            RunFlag(
                leaseNameFlag,
                \.election.leaseName,
                as: "name",
                "The lease's name. With --observe-only: \(RunSettings.Election.observerLease).",
                where: isNotEmpty
            ),
            RunFlag(
                "leader-elect-resource-namespace",
                \.election.leaseNamespace,
                as: "namespace",
                "The lease's namespace.",
                where: isNotEmpty
            ),
        ]
    )

    /// The flag whose default depends on another one.
    static let leaseNameFlag = "leader-elect-resource-name"

    private static let isNotEmpty: FlagCheck<String> = { value throws(FlagMismatch) in
        if value.isEmpty { throw .expected("a name") }
    }
}
