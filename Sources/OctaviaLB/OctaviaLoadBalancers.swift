public import CloudProvider
public import KeystoneAuth
public import Kubernetes
public import LoadBalancerModel
import OpenStackAPI
public import Planning

/// OpenStack's load balancers for Services: the walk from Service to plan to changes.
///
/// Guarantees: planning writes nothing; converging makes only the plan's changes; what is not proven ours is never touched.
/// Assumptions: one pass a Service at a time.
/// Failure: ``LoadBalancerFailure``, ``InterruptedPlan`` or `OpenStackError`, each with a message for the user.
public struct OctaviaLoadBalancers: LoadBalancers {
    private let session: any OpenStackSession
    private let config: CloudConfig
    private let cluster: ClusterIdentity
    private let inventory: any Observing
    private let poller: SettlePoller
    private let applier: Applier

    /// How often a Service is planned anew because something moved meanwhile, before that is a failure.
    private static let patience = 5

    /// Serves Services from the cloud behind a session.
    ///
    /// - Parameters:
    ///   - settlingCap: How many load balancers may be settling from our changes at once.
    ///   - remembers: Whether what was read is shared by all Services and kept, for a controller that serves many for long.
    ///     Takes a cluster with a uid.
    public init(
        session: any OpenStackSession,
        config: CloudConfig,
        cluster: ClusterIdentity,
        settlingCap: Int = 30,
        clock: SessionClock = .system,
        remembers: Bool = false
    ) {
        self.session = session
        self.config = config
        self.cluster = cluster
        let marks = remembers ? OurMarks(cluster) : nil
        inventory =
            marks.map { BulkInventory(session: session, marks: $0, clock: clock) } ?? Inventory(session: session)
        poller = SettlePoller(
            session: session,
            clock: clock,
            sharedTag: cluster.uid.map { Identity.clusterTagPrefix + $0 }
        )
        applier = Applier(session: session, poller: poller, settling: SettlingPlaces(settlingCap), clock: clock)
    }

    /// The load balancers that are waited for, those first that are for longest.
    public var pending: [PendingLoadBalancer] { get async { await poller.pending } }

    /// What would have to change so that the wish is true. What is only unknown for a while is an error: ask again.
    public func plan(_ service: Service, _ wish: LoadBalancerWish) async throws -> LoadBalancerPlan {
        let pass = try await pass(service, wish, on: service.isUntouched ? .first : .change)
        if let rest = pass.observation.retryAfter,
            let obstacle = pass.plan.notes.first(where: { $0.severity == .blocked })
        {
            throw LoadBalancerFailure(.blocked, obstacle.message, retryAfter: rest)
        }
        return pass.plan
    }

    /// What is there for a Service.
    public func observe(_ service: Service, nodes: BackendSet?) async throws -> LoadBalancerObservation {
        try await inventory.observe(try await planning(service).sought(by: nodes))
    }

    /// One look at a Service and the cloud: a plan, and what it was made against.
    public func pass(
        _ service: Service,
        _ wish: LoadBalancerWish,
        on occasion: PassOccasion = .change
    ) async throws -> ServicePass {
        let planning = try await planning(service)
        let sought = planning.sought(by: wish.backends, on: occasion)
        let pass = try await pass(planning, wish, sought, try await inventory.observe(sought))
        let observation = try await inventory.completed(pass.observation, for: pass.plan, of: sought)
        return if let observation { try await self.pass(planning, wish, sought, observation) } else { pass }
    }

    private func pass(
        _ planning: ServicePlanning,
        _ wish: LoadBalancerWish,
        _ sought: Sought,
        _ observed: LoadBalancerObservation
    ) async throws -> ServicePass {
        let plan: LoadBalancerPlan
        switch wish {
        case .absent: plan = planning.planDeletion(observed: observed)
        case .served(let nodes, let removals):
            let facts = try await NetworkResolver(session: session)
                .facts(for: planning.settings, nodes: nodes, observed: observed)
            plan = planning.plan(nodes: nodes, facts: facts, observed: observed, removals: removals)
        }
        return ServicePass(plan: plan, observation: observed, sought: sought)
    }

    /// Makes the wish true, as far as it may be.
    public func converge(
        _ service: Service,
        _ wish: LoadBalancerWish,
        under supervision: Supervision
    ) async throws -> Convergence {
        let pass = try await pass(service, wish, on: supervision.occasion)
        return try await converge(service, wish, from: pass, under: supervision)
    }

    /// Makes the wish true, beginning with a pass that was shown to somebody.
    public func converge(
        _ service: Service,
        _ wish: LoadBalancerWish,
        from shown: ServicePass,
        report: @escaping @Sendable (ApplyProgress) -> Void
    ) async throws -> LoadBalancerStatus {
        try await converge(service, wish, from: shown, under: Supervision(report: report)).status
    }

    private func converge(
        _ service: Service,
        _ wish: LoadBalancerWish,
        from shown: ServicePass,
        under supervision: Supervision
    ) async throws -> Convergence {
        var pass = shown
        for _ in 0..<Self.patience {
            if pass.plan.makesLoadBalancer, !service.status.loadBalancer.ingress.isEmpty {
                try supervision.requireRecreation()
            }
            if let applied = try await carryOut(pass, supervision) {
                let status = try await planning(service).status(applied)
                return Convergence(status: status, heldBack: pass.plan.heldBack, warnings: pass.plan.warnings)
            }
            guard supervision.mayGoOn() else { throw SupersededPass() }
            pass = try await self.pass(service, wish)
        }
        throw LoadBalancerFailure(
            .unstable,
            "\(shown.plan.subject): the load balancer was changed \(Self.patience) times while it was worked on; "
                + "find out who else changes it, and try again"
        )
    }

    /// Carries a pass out; `nil` if it has to be made anew, because something moved.
    private func carryOut(_ pass: ServicePass, _ supervision: Supervision) async throws -> AppliedLoadBalancer? {
        let (plan, observation) = (pass.plan, pass.observation)
        do {
            let applied = try await applier.apply(plan, to: observation, under: supervision)
            await inventory.applied(plan, of: pass.sought, to: observation, applied)
            return applied
        } catch {
            await inventory.interrupted(plan, of: pass.sought, to: observation, error)
            guard var failure = error as? LoadBalancerFailure else { throw error }
            if failure.code == .changed { return nil }
            failure.retryAfter = failure.retryAfter ?? observation.retryAfter
            throw failure
        }
    }

    private func planning(_ service: Service) async throws -> ServicePlanning {
        let features = try OctaviaFeatures(versions: try await session.versions(of: .loadBalancer))
        let capabilities = ProviderCapabilities(features: features, config: config.loadBalancer)
        return ServicePlanning(service: service, config: config, cluster: cluster, capabilities: capabilities)
    }
}

extension ServicePlanning {
    /// What the inventory is to look for.
    fileprivate func sought(by nodes: BackendSet?, on occasion: PassOccasion = .change) -> Sought {
        let corroboration = Corroboration(
            statusAddresses: Set(service.status.loadBalancer.ingress.compactMap(\.ip)),
            nodeAddresses: Set((nodes.map(selected(from:)) ?? []).compactMap { $0.address(settings.family) })
        )
        return Sought(
            identity: identity,
            corroboration: corroboration,
            floatingAddress: settings.wantsFloatingIP ? settings.networks.address : nil,
            occasion: occasion
        )
    }
}

/// One look at a Service and the cloud: a plan, and what it was made against.
public struct ServicePass: Sendable {
    /// What would have to change.
    public var plan: LoadBalancerPlan
    /// What was there.
    public var observation: LoadBalancerObservation
    let sought: Sought
}

extension LoadBalancerPlan {
    /// Whether there is no load balancer yet, and it makes one.
    fileprivate var makesLoadBalancer: Bool {
        steps.contains { if case .createLoadBalancer = $0.operation { true } else { false } }
    }

    /// Which removals wait until they are confirmed, a sentence each.
    fileprivate var heldBack: [String] { notes.filter(\.isHeldRemoval).map(\.message) }

    /// What is probably not as its author meant it; the first ten say enough.
    fileprivate var warnings: [String] {
        notes.filter { $0.severity == .warning && !$0.isHeldRemoval }.prefix(10).map(\.message)
    }
}

extension Note {
    fileprivate var isHeldRemoval: Bool { code == "held-removals" }
}
