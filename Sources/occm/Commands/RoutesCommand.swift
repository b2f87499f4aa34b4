import ArgumentParser
import CloudProvider
import Kubernetes
import OpenStackNodes
import Planning

/// `occm routes`: the ways to pods, as they are and as they should be.
struct RoutesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "routes",
        abstract: "Print the routes to the pods of each Node, wanted and present, and what would change.",
        discussion: """
            Nodes are read from a cluster, routes from the router that router-id in [Route] of cloud.conf names.
            Exit codes: 0 the plan was made, 1 an error, 2 changes are pending (only with --detailed-exitcode).
            """
    )

    @Option(
        name: .customLong("cluster-cidr"),
        help: "The networks of all pods, one or one of each family, with a comma between; as occm run is told."
    )
    var clusterCIDR: String

    @OptionGroup var nodes: NodeOptions

    @Option(name: .shortAndLong, help: "How to print the plan.")
    var output: OutputFormat = .text

    @Flag(name: .customLong("detailed-exitcode"), help: "Exit with 2 when changes are pending.")
    var detailedExitCode = false

    mutating func validate() throws {
        do throws(Reason) { _ = try ClusterCIDRs(clusterCIDR) } catch { throw ValidationError(error.message) }
    }

    func run() async throws {
        let networks = try ClusterCIDRs(clusterCIDR).networks
        let cluster = try await nodes.connection().nodes().sorted { $0.metadata.name < $1.metadata.name }
        let pass = try await CloudConnection.with(cloudConfig: nodes.cloudConfig) { connection in
            guard let routes = connection.routes else {
                throw Failure(
                    "cloud.conf names no router; set router-id in [Route] to the one that the Nodes' subnets use"
                )
            }
            return try await routes.pass(RouteWish(cluster, clusterCIDRs: networks))
        }
        try RouteReport(pass: pass, format: output).print()
        if detailedExitCode, !pass.plan.steps.isEmpty { throw ExitCode(2) }
    }
}
