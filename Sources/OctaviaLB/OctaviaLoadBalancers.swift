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
    private let inventory: Inventory
    private let poller: SettlePoller
    private let applier: Applier

    /// How often a Service is planned anew because something moved meanwhile, before that is a failure.
    private static let patience = 5

    /// Serves Services from the cloud behind a session.
    /// - Parameter settlingCap: How many load balancers may be settling from our changes at once.
    public init(
        session: any OpenStackSession,
        config: CloudConfig,
        cluster: ClusterIdentity,
        settlingCap: Int = 30,
        clock: SessionClock = .system
    ) {
        self.session = session
        self.config = config
        self.cluster = cluster
        inventory = Inventory(session: session)
        poller = SettlePoller(
            session: session,
            clock: clock,
            sharedTag: cluster.uid.map { Identity.clusterTagPrefix + $0 }
        )
        applier = Applier(session: session, poller: poller, settling: Turns(settlingCap), clock: clock)
    }

    /// The load balancers that are waited for, those first that are for longest.
    public var pending: [PendingLoadBalancer] { get async { await poller.pending } }

    /// What would have to change so that the wish is true.
    public func plan(_ service: Service, _ wish: LoadBalancerWish) async throws -> LoadBalancerPlan {
        try await pass(service, wish).plan
    }

    /// What is there for a Service.
    public func observe(_ service: Service, nodes: [Node]?) async throws -> LoadBalancerObservation {
        try await observe(try await planning(service), nodes: nodes)
    }

    /// One look at a Service and the cloud: a plan, and what it was made against.
    public func pass(_ service: Service, _ wish: LoadBalancerWish) async throws -> ServicePass {
        let planning = try await planning(service)
        switch wish {
        case .absent:
            let observed = try await observe(planning, nodes: nil)
            return ServicePass(plan: planning.planDeletion(observed: observed), observation: observed)
        case .served(let nodes, let removals):
            let observed = try await observe(planning, nodes: nodes)
            let facts = try await NetworkResolver(session: session)
                .facts(for: planning.settings, nodes: nodes, observed: observed)
            let plan = planning.plan(nodes: nodes, facts: facts, observed: observed, removals: removals)
            return ServicePass(plan: plan, observation: observed)
        }
    }

    /// Makes the wish true, as far as it may be.
    public func converge(
        _ service: Service,
        _ wish: LoadBalancerWish,
        under supervision: Supervision
    ) async throws -> Convergence {
        try await converge(service, wish, from: try await pass(service, wish), under: supervision)
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
                return Convergence(status: status, heldBack: pass.plan.heldBack)
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
        do {
            return try await applier.apply(pass.plan, to: pass.observation, under: supervision)
        } catch let failure as LoadBalancerFailure where failure.code == .changed {
            return nil
        }
    }

    private func planning(_ service: Service) async throws -> ServicePlanning {
        let features = try OctaviaFeatures(versions: try await session.versions(of: .loadBalancer))
        let capabilities = ProviderCapabilities(features: features, config: config.loadBalancer)
        return ServicePlanning(service: service, config: config, cluster: cluster, capabilities: capabilities)
    }

    private func observe(_ planning: ServicePlanning, nodes: [Node]?) async throws -> LoadBalancerObservation {
        let settings = planning.settings
        let corroboration = Corroboration(
            statusAddresses: Set(planning.service.status.loadBalancer.ingress.compactMap(\.ip)),
            nodeAddresses: Set((nodes ?? []).compactMap { $0.memberAddress(settings.family) })
        )
        return try await inventory.observe(
            planning.identity,
            corroboration: corroboration,
            floatingAddress: settings.wantsFloatingIP ? settings.networks.address : nil
        )
    }
}

/// One look at a Service and the cloud: a plan, and what it was made against.
public struct ServicePass: Sendable {
    /// What would have to change.
    public var plan: LoadBalancerPlan
    /// What was there.
    public var observation: LoadBalancerObservation
}

extension LoadBalancerPlan {
    /// Whether there is no load balancer yet, and it makes one.
    fileprivate var makesLoadBalancer: Bool {
        steps.contains { if case .createLoadBalancer = $0.operation { true } else { false } }
    }

    /// Which removals wait until they are confirmed, a sentence each.
    fileprivate var heldBack: [String] { notes.filter { $0.code == "held-removals" }.map(\.message) }
}
