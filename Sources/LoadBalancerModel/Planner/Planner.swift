public import Planning

/// Makes a plan from what should be and what is.
///
/// Guarantees: pure and deterministic; only resources that are proven ours are changed or deleted; every step needs a
/// settled load balancer and one API call; applying all steps and observing again gives an empty plan; a plan that is
/// blocked has no steps.
/// Assumptions: the observation is complete: every listener and pool of the load balancer is in it.
public struct Planner: Sendable {
    /// What the cloud and the provider can do.
    public var capabilities: ProviderCapabilities

    /// Creates a planner for a provider.
    public init(capabilities: ProviderCapabilities) {
        self.capabilities = capabilities
    }

    /// Whether taking away most of a pool's members is known to be meant.
    public enum MemberRemovals: Sendable, Hashable {
        /// The Service's own spec changed, each node's deletion was seen, or two node sets far enough apart agree.
        case confirmed
        /// Only one observation says so: a removal of all members, or of more than half of them and at least four, is
        /// held back and noted as `held-removals`; what is new is still added.
        case unconfirmed
    }

    /// Plans how the load balancer becomes what it should be.
    ///
    /// Notes of severity `blocked` say why nothing can be planned: `conflict`, `foreign-listener`, `floating-ip-in-use`, `unknown`,
    /// `error`, `being-deleted`, `unknown-status`. A warning `incomplete-input` means that the plan can be read but not applied.
    public func plan(
        _ spec: LoadBalancerSpec,
        against observation: LoadBalancerObservation,
        removals: MemberRemovals = .confirmed
    ) -> LoadBalancerPlan {
        var draft = PlanDraft(subject: spec.identity.subject)
        draft.noteIncompleteInput(spec)
        draft.block(observation.conflicts)
        if case .unknown(let why) = observation.loadBalancer { draft.blockUnknown(why) }
        if let loadBalancer = observation.loadBalancer.value { draft.noteState(of: loadBalancer) }
        var pass = PlanningPass(spec, observation, capabilities, removals, draft)
        pass.run()
        for duplicate in observation.duplicates {
            let reason = "a create whose answer was lost made it; nothing refers to it"
            delete(duplicate, of: pass.ownership, reason: reason, in: &pass.draft)
        }
        return pass.draft.finished
    }
}

extension PlanDraft {
    fileprivate mutating func noteIncompleteInput(_ spec: LoadBalancerSpec) {
        for listener in spec.listeners {
            guard let missing = listener.pool.members.missing, let remedy = listener.pool.members.remedy else {
                continue
            }
            let members = "The members of listener \(listener.key) are not known (\(missing))"
            note(.warning, "incomplete-input", "\(members): this plan can't be applied; \(remedy).")
        }
    }

    /// Notes each object that looks like ours but can't be proven so.
    mutating func block(_ conflicts: [Conflict]) {
        for conflict in conflicts {
            let name = "The \(conflict.kind) \(conflict.name) (\(conflict.id))"
            note(.blocked, "conflict", "\(name) can't be proven to be \(subject)'s: \(conflict.reason).")
        }
    }

    mutating func blockUnknown(_ why: String) {
        note(.blocked, "unknown", "Whether \(subject) has a load balancer is unknown, so nothing is planned: \(why)")
    }

    /// Notes what the load balancer's provisioning status means for a plan.
    fileprivate mutating func noteState(of loadBalancer: ObservedLoadBalancer) {
        let name = "The load balancer \(loadBalancer.name) (\(loadBalancer.id))"
        let state = loadBalancer.provisioning
        if state == .error {
            blockError(loadBalancer)
        } else if state.rawValue == "PENDING_DELETE" || state == .deleted {
            note(.blocked, "being-deleted", "\(name) is being deleted; run again once it is gone.")
        } else if state.isPending {
            note(.info, "pending", "\(name) is \(state.rawValue); changes wait until it has settled.")
        } else if !state.isMutable {
            note(.blocked, "unknown-status", "\(name) is \(state.rawValue), a status that occm does not know.")
        }
    }

    mutating func blockError(_ loadBalancer: ObservedLoadBalancer) {
        let remedy = "run `openstack loadbalancer failover \(loadBalancer.id)`, or delete it"
        let name = "The load balancer \(loadBalancer.name) (\(loadBalancer.id))"
        note(.blocked, "error", "\(name) is in ERROR, and Octavia refuses every change: \(remedy).")
    }
}
