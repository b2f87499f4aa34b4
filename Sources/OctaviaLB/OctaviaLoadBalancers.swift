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
    private let applier: Applier

    /// How often a Service is planned anew because something moved meanwhile, before that is a failure.
    private static let patience = 5

    /// Serves Services from the cloud behind a session.
    ///
    /// - Parameter remembers: whether what was read is shared by all Services and kept, for a controller that serves many for
    ///   long. Takes a cluster with a uid.
    public init(
        session: any OpenStackSession,
        config: CloudConfig,
        cluster: ClusterIdentity,
        clock: SessionClock = .system,
        remembers: Bool = false
    ) {
        self.session = session
        self.config = config
        self.cluster = cluster
        let marks = remembers ? OurMarks(cluster) : nil
        inventory =
            marks.map { BulkInventory(session: session, marks: $0, clock: clock) } ?? Inventory(session: session)
        let poller = SettlePoller(
            session: session,
            clock: clock,
            sharedTag: cluster.uid.map { Identity.clusterTagPrefix + $0 }
        )
        applier = Applier(session: session, poller: poller, clock: clock)
    }

    /// What would have to change so that the wish is true.
    public func plan(_ service: Service, _ wish: LoadBalancerWish) async throws -> LoadBalancerPlan {
        try await pass(service, wish).plan
    }

    /// What is there for a Service.
    public func observe(_ service: Service, nodes: [Node]?) async throws -> LoadBalancerObservation {
        try await inventory.observe(try await planning(service).sought(nodes: nodes))
    }

    /// One look at a Service and the cloud: a plan, and what it was made against.
    public func pass(
        _ service: Service,
        _ wish: LoadBalancerWish,
        on occasion: PassOccasion = .change
    ) async throws -> ServicePass {
        let planning = try await planning(service)
        let sought = planning.sought(nodes: wish.nodes, on: occasion)
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
        case .served(let nodes):
            let facts = try await NetworkResolver(session: session)
                .facts(for: planning.settings, nodes: nodes, observed: observed)
            plan = planning.plan(nodes: nodes, facts: facts, observed: observed)
        }
        return ServicePass(plan: plan, observation: observed, sought: sought)
    }

    /// Makes the wish true, telling of each step.
    public func converge(
        _ service: Service,
        _ wish: LoadBalancerWish,
        report: @escaping Applier.Report
    ) async throws -> LoadBalancerStatus {
        try await converge(service, wish, on: .change, report: report)
    }

    /// Makes the wish true, with what the caller knows of the occasion.
    public func converge(
        _ service: Service,
        _ wish: LoadBalancerWish,
        on occasion: PassOccasion,
        report: @escaping Applier.Report
    ) async throws -> LoadBalancerStatus {
        try await converge(service, wish, from: try await pass(service, wish, on: occasion), report: report)
    }

    /// Makes the wish true, beginning with a pass that was shown to somebody.
    public func converge(
        _ service: Service,
        _ wish: LoadBalancerWish,
        from shown: ServicePass,
        report: @escaping Applier.Report
    ) async throws -> LoadBalancerStatus {
        var pass = shown
        for _ in 0..<Self.patience {
            if let applied = try await carryOut(pass, report) {
                return try await planning(service).status(applied)
            }
            pass = try await self.pass(service, wish)
        }
        throw LoadBalancerFailure(
            .unstable,
            "\(shown.plan.subject): the load balancer was changed \(Self.patience) times while it was worked on; "
                + "find out who else changes it, and try again"
        )
    }

    /// Carries a pass out; `nil` if it has to be made anew, because something moved.
    private func carryOut(_ pass: ServicePass, _ report: @escaping Applier.Report) async throws -> AppliedLoadBalancer?
    {
        let (plan, observation) = (pass.plan, pass.observation)
        do {
            let applied = try await applier.apply(plan, to: observation, report: report)
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
    fileprivate func sought(nodes: [Node]?, on occasion: PassOccasion = .change) -> Sought {
        let corroboration = Corroboration(
            statusAddresses: Set(service.status.loadBalancer.ingress.compactMap(\.ip)),
            nodeAddresses: Set((nodes ?? []).compactMap { $0.memberAddress(settings.family) })
        )
        return Sought(
            identity: identity,
            corroboration: corroboration,
            floatingAddress: settings.wantsFloatingIP ? settings.networks.address : nil,
            occasion: occasion
        )
    }
}

extension LoadBalancerWish {
    /// The nodes, if it is to be served by some.
    fileprivate var nodes: [Node]? {
        if case .served(let nodes) = self { nodes } else { nil }
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
