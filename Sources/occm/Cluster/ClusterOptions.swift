import ArgumentParser
import CloudProvider

/// Which cluster, and which of its Services.
struct ClusterOptions: ParsableArguments {
    @Option(help: "How to reach the cluster; else KUBECONFIG, ~/.kube/config, or the Pod's service account says it.")
    var kubeconfig: String?

    @Option(help: "The context of the kubeconfig, if not its current one.")
    var context: String?

    @Option(name: .shortAndLong, help: "The namespace; without names, every Service of type LoadBalancer in it.")
    var namespace: String?

    @Flag(name: [.customShort("A"), .long], help: "Every Service of type LoadBalancer, in all namespaces.")
    var all = false

    @Option(help: "The load-balancer class that is occm's beside none, as occm run is told.")
    var loadBalancerClass: String?

    @Option(help: "Whether Services without a class are occm's, as occm run is told.")
    var serveDefaultClass = true
}

extension ClusterOptions {
    /// Which Services are ours.
    var rules: ServiceRules {
        ServiceRules(loadBalancerClass: loadBalancerClass, servesDefaultClass: serveDefaultClass)
    }

    /// The options that were given, as they are written.
    var given: [String] {
        let options: [(String, Bool)] = [
            ("--kubeconfig", kubeconfig != nil), ("--context", context != nil), ("-n", namespace != nil),
            ("--all", all), ("--load-balancer-class", loadBalancerClass != nil),
            ("--serve-default-class", !serveDefaultClass),
        ]
        return options.filter(\.1).map(\.0)
    }
}
