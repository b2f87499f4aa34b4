public import CloudProvider
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
/// is deleted and made anew, a few times. Only so many load balancers settle at once; one that others keep busy takes no
/// place among them, and one that is slow does not keep it: whatever gets stuck, the others go on.
///
/// Assumptions: one pass a Service at a time. Two plans that both make a Service's first load balancer would make two.
///
/// Failure: `SupersededPass` if the wish did not stand any more; ``LoadBalancerFailure`` `changed` asks to observe and plan again: nothing is wrong, but the plan is out of
/// date. Everything else comes as an ``InterruptedPlan`` if some steps were done, else as it is.
public struct Applier: Sendable {
    let session: any OpenStackSession
    let poller: SettlePoller
    let clock: SessionClock
    private let lanes: Lanes
    private let settling: SettlingPlaces

    /// How often a load balancer that went to ERROR while it was made is made, in all.
    static let creations = 3
    /// How long to wait before it is made again; twice as long before the third time.
    static let creationBackoff = Duration.seconds(5)

    /// Creates an applier. Appliers of one process share `poller`, `lanes` and `settling`.
    ///
    /// - Parameter settling: Places for the load balancers that settle from our changes.
    public init(
        session: any OpenStackSession,
        poller: SettlePoller,
        lanes: Lanes = Lanes(),
        settling: SettlingPlaces = SettlingPlaces(30),
        clock: SessionClock = .system
    ) {
        self.session = session
        self.poller = poller
        self.lanes = lanes
        self.settling = settling
        self.clock = clock
    }

    /// Applies a plan that was made against that observation, and says what is there afterwards.
    public func apply(
        _ plan: LoadBalancerPlan,
        to observation: LoadBalancerObservation,
        under supervision: Supervision = Supervision()
    ) async throws -> AppliedLoadBalancer {
        try await requireSettled(observation, supervision)
        try requireApplicable(plan)
        let lane = observation.loadBalancer.value?.id ?? plan.subject
        return try await lanes.withLane(lane) {
            var attempt = 1
            while true {
                do {
                    return try await run(plan, on: observation, supervision)
                } catch let failed as FailedCreation {
                    guard attempt < Self.creations else { throw failed.failure(of: plan.subject, attempts: attempt) }
                    try await clock.sleep(Self.creationBackoff * attempt)
                    attempt += 1
                }
            }
        }
    }

    /// What was observed while a change was under way is out of date once it is done, so it is waited for first.
    private func requireSettled(_ observation: LoadBalancerObservation, _ supervision: Supervision) async throws {
        guard let observed = observation.loadBalancer.value, observed.provisioning.isPending else { return }
        let id = LoadBalancerID(observed.id)
        _ = try await poller.outcome(of: Settlement(of: id), immediately: true) { _ in supervision.waits() }
        let status = observed.provisioning.rawValue
        throw LoadBalancerFailure(.changed, "The load balancer \(id) was \(status) when it was observed: plan again.")
    }

    private func requireApplicable(_ plan: LoadBalancerPlan) throws(LoadBalancerFailure) {
        let obstacle = plan.notes.first { $0.severity == .blocked || $0.code == "incomplete-input" }
        if let obstacle { throw LoadBalancerFailure(.blocked, obstacle.message) }
    }

    private func run(
        _ plan: LoadBalancerPlan,
        on observation: LoadBalancerObservation,
        _ supervision: Supervision
    ) async throws -> AppliedLoadBalancer {
        var run = PlanRun(self, observation, supervision)
        for (index, step) in plan.steps.enumerated() {
            let begin = clock.uptime()
            @Sendable func tell(_ phase: ApplyProgress.Phase) {
                let (number, total) = (index + 1, plan.steps.count)
                supervision.report(
                    .init(step: number, total: total, call: step.call, changes: step.changes, phase: phase)
                )
            }
            do {
                let place = try await settling.take(for: step.operation.kind)
                defer { place.giveUp() }
                try run.requireCurrent()
                tell(.started)
                run.place = place
                run.report = { age in
                    supervision.waits()
                    place.pends(for: age)
                    tell(.settling(age))
                }
                try await run.perform(step.operation)
            } catch {
                throw InterruptedPlan.wrapping(error, done: index, of: plan.steps.count, run.result)
            }
            tell(.finished(clock.uptime() - begin))
        }
        return run.result
    }
}

extension LoadBalancerOperation {
    /// What Octavia has to do for it.
    fileprivate var kind: SettlingPlaces.Kind {
        switch self {
        case .createLoadBalancer: .creation
        case .deleteLoadBalancer: .deletion
        default: .change
        }
    }
}
