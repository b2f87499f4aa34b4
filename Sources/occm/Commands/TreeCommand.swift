import ArgumentParser
import Kubernetes
import OctaviaLB

/// `occm tree`: what is there.
struct TreeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tree",
        abstract: "Print the load balancer of each Service as it is: statuses, addresses, ids."
    )

    @OptionGroup var services: ServiceOptions
    @OptionGroup var cloud: CloudOptions

    func run() async throws {
        let input = try services.read()
        try await CloudConnection.with(cloud) { connection in
            for service in input.services {
                let observation = try await connection.loadBalancers.observe(service, nodes: input.nodes)
                let subject = "Service \(service.metadata.namespace)/\(service.metadata.name)"
                for line in LoadBalancerTree(subject: subject, observation).lines { StandardStreams.print(line) }
            }
        }
    }
}
