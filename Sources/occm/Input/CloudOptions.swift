import ArgumentParser
import OctaviaLB

/// Which cloud and which cluster a command is about.
struct CloudOptions: ParsableArguments {
    @Option(help: "cloud.conf, as the cloud-controller-manager reads it.")
    var cloudConfig: String?

    @Option(help: "The cluster's name, which is part of every name in OpenStack.")
    var clusterName = "kubernetes"

    @Option(
        help: """
            The uid of the namespace kube-system, which proves in OpenStack what is this cluster's; read from the \
            cluster if there is one.
            """
    )
    var clusterUid: String?
}

extension CloudOptions {
    /// The cluster by name and uid.
    var cluster: ClusterIdentity { ClusterIdentity(name: clusterName, uid: clusterUid) }

    /// The same options with the uid that was given or read.
    func identified(by input: ServiceInput) -> CloudOptions {
        var options = self
        options.clusterUid = input.clusterUID
        return options
    }
}
