import ArgumentParser
import Kubernetes
import OctaviaLB

/// `occm tree`: what is there.
struct TreeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tree",
        abstract: "Print the load balancer of each Service as it is: statuses, addresses, ids.",
        discussion: "Services and nodes are read from files (-f), or from a cluster (SERVICE…, -n or --all)."
    )

    @OptionGroup var services: ServiceOptions
    @OptionGroup(title: "CLOUD") var cloud: CloudOptions

    func run() async throws {
        let input = try await services.read(clusterUID: cloud.clusterUid)
        let trees = try await CloudConnection.with(cloud.identified(by: input)) { connection in
            try await input.items.concurrently(CloudConnection.width) { item in
                LoadBalancerTree(
                    subject: "Service \(item.service.key)",
                    try await connection.loadBalancers.observe(item.service, nodes: input.nodes)
                )
            }
        }
        for line in trees.flatMap(\.lines) { StandardStreams.print(line) }
    }
}
