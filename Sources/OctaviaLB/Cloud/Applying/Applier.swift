public import KeystoneAuth
public import LoadBalancerModel
import OpenStackAPI
public import Planning

/// Carries out a plan: the only place in occm from which load balancers and floating IPs are changed.
///
/// Flow: each step is sent to a settled load balancer and waited for; ids of what a step makes are bound to the
/// references by which later steps name it. Before the first change the load balancer's stamp must be the observed one.
///
/// Guarantees: one plan at a time for a load balancer. A call whose answer was lost is never sent again before it was
/// looked up what became of it. A load balancer that this plan made and that went to ERROR before anyone could use it
/// is deleted and made anew, a few times.
///
/// Failure: ``LoadBalancerFailure`` `changed` asks to observe and plan again: nothing is wrong, but the plan is out of
/// date. Everything else comes as an ``InterruptedPlan`` if some steps were done, else as it is.
public struct Applier: Sendable {
    /// Told what happens, for a person who watches.
    public typealias Report = @Sendable (ApplyProgress) -> Void

    let session: any OpenStackSession
    let poller: SettlePoller
    let clock: SessionClock
    private let lanes: Lanes

    /// How often a load balancer that went to ERROR while it was made is made, in all.
    static let creations = 3
    /// How long to wait before it is made again; twice as long the next time.
    static let creationBackoff = Duration.seconds(5)

    /// Creates an applier. Appliers of one process share `poller` and `lanes`.
    public init(
        session: any OpenStackSession,
        poller: SettlePoller,
        lanes: Lanes = Lanes(),
        clock: SessionClock = .system
    ) {
        self.session = session
        self.poller = poller
        self.lanes = lanes
        self.clock = clock
    }

    /// Applies a plan that was made against that observation, and says what is there afterwards.
    public func apply(
        _ plan: LoadBalancerPlan,
        to observation: LoadBalancerObservation,
        report: @escaping Report = { _ in }
    ) async throws -> AppliedLoadBalancer {
        try requireApplicable(plan)
        let lane = observation.loadBalancer.value?.id ?? plan.subject
        return try await lanes.withLane(lane) {
            var backoff = Self.creationBackoff
            for _ in 1..<Self.creations {
                do {
                    return try await run(plan, on: observation, report)
                } catch is FailedCreation {
                    try await clock.sleep(backoff)
                    backoff = backoff * 2
                }
            }
            do {
                return try await run(plan, on: observation, report)
            } catch let failed as FailedCreation {
                throw LoadBalancerFailure(
                    .failed,
                    """
                    Octavia put the new load balancer of \(plan.subject) into ERROR \(Self.creations) times; each was \
                    deleted again, the last one was \(failed.loadBalancer). Ask the cloud's operator, or try again later.
                    """
                )
            }
        }
    }

    /// Waits until the load balancer is gone whose deletion somebody, or an earlier run, has begun.
    public func waitUntilGone(_ id: String, report: @escaping SettlePoller.Report = { _ in }) async throws {
        try await poller.waitUntilGone(LoadBalancerID(id), report: report)
    }

    /// Waits until a load balancer has settled that was observed while it was pending, so that it can be observed again.
    public func waitUntilSettled(_ id: String, report: @escaping SettlePoller.Report = { _ in }) async throws {
        _ = try await poller.outcome(of: Settlement(of: LoadBalancerID(id)), immediately: true, report: report)
    }

    private func requireApplicable(_ plan: LoadBalancerPlan) throws(LoadBalancerFailure) {
        let obstacle = plan.notes.first { $0.severity == .blocked || $0.code == "incomplete-input" }
        if let obstacle { throw LoadBalancerFailure(.blocked, obstacle.message) }
    }

    private func run(
        _ plan: LoadBalancerPlan,
        on observation: LoadBalancerObservation,
        _ report: @escaping Report
    ) async throws -> AppliedLoadBalancer {
        var run = PlanRun(self, observation)
        for (index, step) in plan.steps.enumerated() {
            let begin = clock.uptime()
            @Sendable func tell(_ phase: ApplyProgress.Phase) {
                let (number, total) = (index + 1, plan.steps.count)
                report(.init(step: number, total: total, call: step.call, changes: step.changes, phase: phase))
            }
            tell(.started)
            do {
                run.report = { tell(.settling($0)) }
                try await run.perform(step.operation)
            } catch {
                throw InterruptedPlan.wrapping(error, done: index, of: plan.steps.count, run.result)
            }
            tell(.finished(clock.uptime() - begin))
        }
        return run.result
    }
}
