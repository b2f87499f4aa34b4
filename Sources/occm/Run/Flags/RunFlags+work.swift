import CloudProvider

/// What is worked on: the cloud, the Services, their load balancers.
extension RunFlags {
    static let openStack = RunFlagGroup(
        title: "OpenStack",
        flags: [
            RunFlag(
                "cloud-config",
                \.cloud.configFile,
                as: "file",
                "cloud.conf. Its changes are taken in while occm runs."
            ),
            RunFlag(
                "cloud-provider",
                forgotten: "openstack",
                as: "name",
                "The cloud, which may be left out: occm knows no other.",
                where: isOpenStack
            ),
            RunFlag(
                "cluster-name",
                \.cloud.clusterName,
                as: "name",
                "The cluster's name, which is part of every name in OpenStack."
            ),
            RunFlag(
                "cluster-uid",
                \.cloud.clusterUID,
                as: "uid",
                """
                What proves in OpenStack what is this cluster's, in place of the uid of the namespace kube-system. Not to \
                be changed later.
                """,
                where: FlagChecks.tagText
            ),
            RunFlag(
                "user-agent",
                \.cloud.userAgents,
                "Put in front of the User-Agent of requests to OpenStack; repeated, the last one comes first."
            ),
        ]
    )

    static let services = RunFlagGroup(
        title: "Services",
        flags: [
            RunFlag(
                "observe-only",
                \.services.observesOnly,
                """
                Change nothing, neither in OpenStack nor on Services and Nodes: what would be done goes to log, events and \
                metrics. Runs beside the controller that acts, with a lease of its own.
                """
            ),
            RunFlag(
                "controllers",
                \.controllers,
                """
                Which controllers run: * for all that are not named otherwise, a name for one that does, -name for one \
                that doesn't.
                """
            ),
            RunFlag(
                "load-balancer-class",
                \.services.rules.loadBalancerClass,
                as: "class",
                "Also serve Services with this spec.loadBalancerClass.",
                where: FlagChecks.className
            ),
            RunFlag(
                "serve-default-class",
                \.services.rules.servesDefaultClass,
                "Serve Services without a spec.loadBalancerClass."
            ),
            RunFlag(
                "concurrent-service-syncs",
                \.services.concurrentSyncs,
                """
                How many Services are worked on at once, not counting those that wait for OpenStack. The Go OCCM's \
                default is 1.
                """,
                where: FlagChecks.atLeastOne
            ),
            RunFlag(
                "service-resync-period",
                \.services.resyncInterval,
                """
                How often each load balancer is looked at although nothing changed, and repaired; up to a tenth sooner \
                or later. 0 is never.
                """
            ),
            RunFlag(
                "node-change-window",
                \.services.nodeWindow,
                "How long more changes of Nodes are waited for after one, to send them together."
            ),
            RunFlag(
                "max-settling-load-balancers",
                \.loadBalancers.maximumSettling,
                "How many load balancers may be changing in OpenStack at once.",
                where: FlagChecks.atLeastOne
            ),
            RunFlag(
                "allow-mass-recreation",
                \.loadBalancers.allowsMassRecreation,
                """
                Make anew however many load balancers are gone. Without it, a tenth of them in 10 minutes, and at least \
                one: when many are gone at once, it may be OpenStack's answer that is wrong.
                """
            ),
        ]
    )

    private static let isOpenStack: FlagCheck<String> = { value throws(FlagMismatch) in
        switch value {
        case "", "openstack": return
        case "external":
            throw .expected("openstack, or no such flag: external is what the kubelet is told")
        default:
            throw .expected("openstack, or no such flag: occm knows no other cloud")
        }
    }
}
