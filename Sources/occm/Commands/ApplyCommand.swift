import ArgumentParser
import KeystoneAuth
import LoadBalancerModel
import OctaviaLB
import Planning

/// `occm apply`: the plan, then the changes.
struct ApplyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply",
        abstract: "Print the plan and, once confirmed, make its changes.",
        discussion: """
            Services and nodes are read from files (-f), or from a cluster (SERVICE…, -n or --all). A cluster's \
            controller is kept away meanwhile: apply holds the Lease kube-system/cloud-controller-manager, and refuses \
            to work if a running controller has it.
            Exit codes: 0 everything is as planned, 1 an error; running it again goes on from what is there.
            """
    )

    @OptionGroup var services: ServiceOptions
    @OptionGroup(title: "CLOUD") var cloud: CloudOptions

    @Flag(help: "Remove everything that the Services have.")
    var destroy = false

    @Flag(help: "Do not ask before the changes are made.")
    var yes = false

    @Flag(help: "Do not take the Lease of the cluster's controllers: none of them runs.")
    var controllerIsStopped = false

    func run() async throws {
        let input = try await services.read(clusterUID: cloud.clusterUid, destroy: destroy)
        let lease = try await controllerLease(in: input.cluster)
        let gate = MutationGate { lease?.isHeld ?? true }
        try await CloudConnection.with(cloud.identified(by: input), gate: gate) { connection in
            let passes = try await connection.passes(for: input)
            let plans = passes.map(\.plan)
            try PlanReport(plans: plans, format: .text).print()
            try Self.refuseBlocked(plans)
            guard plans.contains(where: { !$0.steps.isEmpty }) else { return }
            try confirm()
            let work = { @Sendable in
                for (item, pass) in zip(input.items, passes) where !pass.plan.steps.isEmpty {
                    try await Self.carryOut(item, pass, connection, input.cluster)
                }
            }
            if let lease { try await lease.hold(work) } else { try await work() }
            StandardStreams.print(destroy ? "Done: nothing is left." : "Done: everything is as planned.")
        }
    }

    /// What keeps the cluster's controllers away meanwhile; `nil` if there are none.
    private func controllerLease(in cluster: ClusterConnection?) async throws -> ControllerLease? {
        guard let cluster, !controllerIsStopped else { return nil }
        return ControllerLease(client: try await cluster.separateClient())
    }

    private static func carryOut(
        _ item: ServiceInput.Item,
        _ pass: ServicePass,
        _ connection: CloudConnection,
        _ cluster: ClusterConnection?
    ) async throws {
        try await cluster?.keep(item)
        let printer = ProgressPrinter(subject: pass.plan.subject)
        _ = try await connection.loadBalancers
            .converge(item.service, item.wish, from: pass) { printer.print($0) }
    }

    private static func refuseBlocked(_ plans: [LoadBalancerPlan]) throws {
        let refused = plans.flatMap { plan in
            plan.notes
                .filter { $0.severity == .blocked || $0.code == "incomplete-input" }
                .map { "\(plan.subject): \($0.message)" }
        }
        guard refused.isEmpty else { throw Failure(["nothing was changed:"] + refused) }
    }

    private func confirm() throws {
        if yes { return }
        guard StandardStreams.isInteractive else {
            throw Failure("nothing was changed: without a terminal to ask on, apply needs --yes")
        }
        StandardStreams.report("Make these changes? Only \"yes\" goes on.")
        guard StandardStreams.line() == "yes" else { throw Failure("nothing was changed") }
    }
}
