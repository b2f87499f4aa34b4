import ArgumentParser
import LoadBalancerModel
import OctaviaLB
import Planning

/// `occm apply`: the plan, then the changes.
struct ApplyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply",
        abstract: "Print the plan and, once confirmed, make its changes.",
        discussion: "Exit codes: 0 everything is as planned, 1 an error; running it again goes on from what is there."
    )

    @OptionGroup var services: ServiceOptions
    @OptionGroup var cloud: CloudOptions

    @Flag(help: "Remove everything that the Services have.")
    var destroy = false

    @Flag(help: "Do not ask before the changes are made.")
    var yes = false

    func run() async throws {
        let input = try services.read()
        try await CloudConnection.with(cloud) { connection in
            let passes = try await connection.passes(for: input, destroy: destroy)
            let plans = passes.map(\.plan)
            try PlanReport(plans: plans, format: .text).print()
            try Self.refuseBlocked(plans)
            guard plans.contains(where: { !$0.steps.isEmpty }) else { return }
            try confirm()
            for (service, pass) in zip(input.services, passes) where !pass.plan.steps.isEmpty {
                let printer = ProgressPrinter(subject: pass.plan.subject)
                _ = try await connection.loadBalancers
                    .converge(service, input.wish(destroy: destroy), from: pass) { printer.print($0) }
            }
            StandardStreams.print(destroy ? "Done: nothing is left." : "Done: everything is as planned.")
        }
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
