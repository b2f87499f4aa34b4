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
            Services and nodes are read from files (-f), or from a cluster (SERVICE…, -n or --all).
            Without --cloud-config it plans against an empty cloud.
            Exit codes: 0 the plan was made, 1 an error or a plan that can't be applied, \
            2 changes are pending (only with --detailed-exitcode).
            """
    )

    @OptionGroup var services: ServiceOptions
    @OptionGroup(title: "CLOUD") var cloud: CloudOptions

    @Flag(help: "Plan the removal of everything that the Services have.")
    var destroy = false

    @Option(name: .shortAndLong, help: "How to print the plan.")
    var output: OutputFormat = .text

    @Flag(name: .customLong("detailed-exitcode"), help: "Exit with 2 when changes are pending.")
    var detailedExitCode = false

    func run() async throws {
        let input = try await services.read(clusterUID: cloud.clusterUid, destroy: destroy)
        let plans = try await plans(for: input)
        try PlanReport(plans: plans, format: output).print()
        if plans.contains(where: \.isBlocked) { throw ExitCode(1) }
        if detailedExitCode, plans.contains(where: { !$0.steps.isEmpty }) { throw ExitCode(2) }
    }

    private func plans(for input: ServiceInput) async throws -> [LoadBalancerPlan] {
        let cloud = cloud.identified(by: input)
        guard cloud.cloudConfig == nil else {
            return try await CloudConnection.with(cloud) { try await $0.passes(for: input).map(\.plan) }
        }
        StandardStreams.report("No --cloud-config is given: this plans against an empty cloud.")
        let empty = OfflineCloud(cluster: cloud.cluster)
        return input.items.map { item in
            switch item.wish {
            case .absent: empty.planDeletion(item.service)
            case .served(by: let nodes, removals: _): empty.plan(item.service, nodes: nodes)
            }
        }
    }
}

extension CloudConnection {
    /// How many Services are looked at at once.
    static let width = 10

    /// One look at each Service, in the input's order.
    func passes(for input: ServiceInput) async throws -> [ServicePass] {
        try await input.items.concurrently(Self.width) { try await loadBalancers.pass($0.service, $0.wish) }
    }
}
