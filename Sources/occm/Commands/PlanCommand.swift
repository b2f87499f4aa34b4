import ArgumentParser
import CloudProvider
import LoadBalancerModel
import OctaviaLB
import Planning

/// `occm plan`: what would change, without changing it.
struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Print the exact changes that Services need in OpenStack, without making them.",
        discussion: """
            Without --cloud-config it plans against an empty cloud.
            Exit codes: 0 the plan was made, 1 an error or a plan that can't be applied, \
            2 changes are pending (only with --detailed-exitcode).
            """
    )

    @OptionGroup var services: ServiceOptions
    @OptionGroup var cloud: CloudOptions

    @Flag(help: "Plan the removal of everything that the Services have.")
    var destroy = false

    @Option(name: .shortAndLong, help: "How to print the plan.")
    var output: OutputFormat = .text

    @Flag(name: .customLong("detailed-exitcode"), help: "Exit with 2 when changes are pending.")
    var detailedExitCode = false

    func run() async throws {
        let input = try services.read()
        let plans = try await plans(for: input)
        try PlanReport(plans: plans, format: output).print()
        if plans.contains(where: \.isBlocked) { throw ExitCode(1) }
        if detailedExitCode, plans.contains(where: { !$0.steps.isEmpty }) { throw ExitCode(2) }
    }

    private func plans(for input: ServiceInput) async throws -> [LoadBalancerPlan] {
        guard cloud.cloudConfig == nil else {
            return try await CloudConnection.with(cloud) { connection in
                try await connection.passes(for: input, destroy: destroy).map(\.plan)
            }
        }
        StandardStreams.report("No --cloud-config is given: this plans against an empty cloud.")
        let empty = OfflineCloud(cluster: cloud.cluster)
        return input.services.map { destroy ? empty.planDeletion($0) : empty.plan($0, nodes: input.nodes) }
    }
}

extension ServiceInput {
    /// What should be true of each Service's load balancer.
    func wish(destroy: Bool) -> LoadBalancerWish { destroy ? .absent : .served(by: nodes) }
}

extension CloudConnection {
    /// One look at each Service, in the input's order.
    func passes(for input: ServiceInput, destroy: Bool) async throws -> [ServicePass] {
        var passes: [ServicePass] = []
        for service in input.services {
            passes.append(try await loadBalancers.pass(service, input.wish(destroy: destroy)))
        }
        return passes
    }
}
