public import CloudProvider
public import KeystoneAuth
import OpenStackAPI
public import Planning

/// Extra routes of a Neutron router as ways to pods: the walk from wish to plan to changes.
///
/// Guarantees: as ``CloudProvider/Routes`` says; ports are compared with the wish whenever it or the router changed, and
/// every five minutes, since somebody may change them too. A change is made from what was read, or not at all: where Neutron
/// can't add a single route, the router's revision guards it.
/// Failure: ``RouteFailure``, or `OpenStackError` if the router can't be read.
public actor OpenStackRoutes: Routes {
    private let cloud: OpenStackServers
    private let routerID: ID<Router>
    private var features: (value: RouteFeatures, until: Duration)?
    private var settled: Settled?

    /// A wish that was found or made true, ports included.
    private struct Settled {
        var wish: RouteWish
        var until: Duration
    }

    private static let featureAge = Duration.seconds(3600)
    private static let portAge = Duration.seconds(300)

    /// The routes of the router that cloud.conf names; `nil` if it names none, since there are no routes to care for then.
    public init?(_ cloud: OpenStackServers, config: CloudConfig) {
        guard let router = config.route.routerID, !router.isEmpty else { return nil }
        self.cloud = cloud
        routerID = ID(router)
    }

    /// What would have to change so that the wish is true.
    public func plan(_ wish: RouteWish) async throws -> RoutePlan {
        try await pass(wish).plan
    }

    /// One look at a wish, the router and the Nodes' ports.
    public func pass(_ wish: RouteWish) async throws -> RoutePass {
        let planner = try await planner()
        guard planner.features.hasAddressPairs else { return planner.pass(wish, servers: nil) }
        return planner.pass(wish, servers: try await cloud.shared.recent())
    }

    /// Makes the wish true, telling of each step.
    public func converge(
        _ wish: RouteWish,
        report: @escaping @Sendable (ApplyProgress) -> Void
    ) async throws -> RouteOutcome {
        let planner = try await planner()
        let glance = planner.pass(wish, servers: nil)
        if glance.plan.steps.isEmpty, let settled, settled.wish == wish, cloud.clock.uptime() < settled.until {
            return RouteOutcome(failures: glance.failures)
        }
        settled = nil
        let pass = await complete(glance, wish, planner)
        let applier = RouteApplier(session: cloud.session, router: planner.router, clock: cloud.clock)
        let result = try await applier.apply(pass.plan, report: report)
        await cloud.shared.note(result.ports)
        if pass.portFailures.isEmpty, result.isClean {
            settled = Settled(wish: wish, until: cloud.clock.uptime() + Self.portAge)
        }
        return outcome(of: pass, result)
    }

    /// The pass with the ports; where those can't be read every Node's are in doubt, and the routes are made all the same.
    private func complete(_ glance: RoutePass, _ wish: RouteWish, _ planner: RoutePlanner) async -> RoutePass {
        guard planner.features.hasAddressPairs, !glance.wanted.isEmpty || !glance.plan.steps.isEmpty else {
            return glance
        }
        do throws(OpenStackError) {
            return planner.pass(wish, servers: try await cloud.shared.recent())
        } catch {
            var pass = glance
            for wanted in glance.wanted { pass.portFailures[wanted.node] = Reason(error) }
            return pass
        }
    }

    private func outcome(of pass: RoutePass, _ result: RouteApplier.Outcome) -> RouteOutcome {
        var failures = pass.failures.merging(pass.portFailures) { first, _ in first }
        for wanted in pass.wanted where failures[wanted.node] == nil {
            failures[wanted.node] = result.failures[wanted.route]
        }
        return RouteOutcome(failures: failures, leftovers: result.leftovers)
    }
}

extension OpenStackRoutes {
    /// The router as it is, and what can be done with it.
    private func planner() async throws -> RoutePlanner {
        let features = try await currentFeatures()
        guard features.hasRoutes else {
            let remedy = "Ask the cloud's operator for it, or leave router-id in [Route] out."
            throw RouteFailure(.unsupported, "This Neutron does not have the extension extraroute. \(remedy)")
        }
        guard let router = try await cloud.session.sendIfPresent(Router.get(routerID)) else {
            throw RouteFailure(.noRouter, "Neutron knows no router \(routerID). Correct router-id in [Route].")
        }
        return RoutePlanner(router: router, features: features)
    }

    private func currentFeatures() async throws(OpenStackError) -> RouteFeatures {
        if let features, features.until > cloud.clock.uptime() { return features.value }
        let read = RouteFeatures(try await cloud.session.list(NetworkExtension.list()))
        features = (read, cloud.clock.uptime() + Self.featureAge)
        return read
    }
}
