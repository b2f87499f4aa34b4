import CloudProvider
import KeystoneAuth
import OpenStackAPI
import Planning

/// Carries a route plan out.
///
/// Guarantees: what fails for some routes does not stop the others; a cloud in trouble is left alone after the first call that
/// shows it. Nothing is written over what somebody else wrote meanwhile.
actor RouteApplier {
    typealias Report = @Sendable (ApplyProgress) -> Void

    private let session: any OpenStackSession
    private let router: Router
    private let clock: SessionClock
    private var outcome = Outcome()
    /// Why nothing more is tried.
    private var trouble: OpenStackError?
    /// Neutron's word that the router has as many routes as it may.
    private var exhaustion: OpenStackError?

    /// How far a plan got.
    struct Outcome: Sendable {
        /// Why routes do not work, by route.
        var failures: [PodRoute: Reason] = [:]
        /// Why something that is not wanted any more could not be removed.
        var leftovers: [Reason] = []
        /// Ports as they were left.
        var ports: [Port] = []

        /// Whether everything was done.
        var isClean: Bool { failures.isEmpty && leftovers.isEmpty }
    }

    /// How many ports are changed at once.
    private static let width = 8
    /// How often a change is made anew because somebody else was faster.
    private static let patience = 5

    init(session: any OpenStackSession, router: Router, clock: SessionClock) {
        self.session = session
        self.router = router
        self.clock = clock
    }

    /// Carries the plan out.
    func apply(_ plan: RoutePlan, report: @escaping Report) async throws -> Outcome {
        let steps = plan.steps.enumerated().map { (number: $0 + 1, step: $1) }
        var rest = steps[...]
        while let next = rest.first {
            try Task.checkCancellation()
            let parallel = next.step.operation.changesPort ? Self.width : 1
            let group = rest.prefix(parallel).prefix { $0.step.operation.changesPort || parallel == 1 }
            rest = rest.dropFirst(group.count)
            await withTaskGroup { tasks in
                for (number, step) in group {
                    tasks.addTask { await self.carryOut(step, number, of: steps.count, report) }
                }
            }
        }
        if let trouble, [.cancelled, .withheld].contains(trouble.code) { throw trouble }
        return outcome
    }

    private func carryOut(_ step: RoutePlan.Step, _ number: Int, of total: Int, _ report: Report) async {
        if let trouble { return fail(step.operation.needed, trouble) }
        func tell(_ phase: ApplyProgress.Phase) {
            report(ApplyProgress(step: number, total: total, call: step.call, changes: step.changes, phase: phase))
        }
        let start = clock.uptime()
        tell(.started)
        do throws(OpenStackError) {
            switch step.operation {
            case .addRoutes(let routes): await add(routes)
            case .removeRoutes(let routes):
                _ = try await session.send(Router.removeRoutes(router.id, routes.map(\.extraRoute)))
            case .rewriteRoutes(let adding, let removing): try await rewrite(adding: adding, removing: removing)
            case .changePairs(let port, let adding, let removing):
                try await changePairs(port, adding: adding, removing: removing)
            }
            tell(.finished(clock.uptime() - start))
        } catch {
            fail(step.operation.needed, error)
        }
    }

    private func fail(_ routes: [PodRoute], _ error: OpenStackError) {
        if error.endsEverything { trouble = trouble ?? error }
        if routes.isEmpty { outcome.leftovers.append(Reason(error)) }
        for route in routes where outcome.failures[route] == nil { outcome.failures[route] = Reason(error) }
    }
}

extension RouteApplier {
    /// Adds routes in one call; where Neutron refuses, because of some of them, in halves, so that the others get in.
    private func add(_ routes: [PodRoute]) async {
        if let error = trouble ?? exhaustion { return fail(routes, error) }
        do throws(OpenStackError) {
            _ = try await session.send(Router.addRoutes(router.id, routes.map(\.extraRoute)))
        } catch {
            guard routes.count > 1, !error.endsEverything else {
                if error.saysRoutesAreExhausted { exhaustion = error }
                return fail(routes, error)
            }
            await add(Array(routes.prefix(routes.count / 2)))
            await add(Array(routes.dropFirst(routes.count / 2)))
        }
    }

    /// Writes all routes, as the difference makes them of those that are there.
    private func rewrite(adding: [PodRoute], removing: [PodRoute]) async throws(OpenStackError) {
        let gone = Set(removing)
        try await change(router, at: \.revision) { router throws(OpenStackError) in
            let kept = router.routes.filter { route in !(PodRoute(route).map(gone.contains) ?? false) }
            let there = Set(kept.compactMap(PodRoute.init))
            let routes = kept + adding.filter { !there.contains($0) }.map(\.extraRoute)
            guard routes != router.routes else { return }
            let request = Router.replaceRoutes(router.id, with: routes, ifRevision: router.revision)
            _ = try await self.session.send(request)
        }
    }

    /// Writes a port's pairs, as the difference makes them of those that are there.
    private func changePairs(_ port: Port, adding: [PodRoute], removing: [PodRoute]) async throws(OpenStackError) {
        try await change(port, at: \.revision) { port throws(OpenStackError) in
            let pairs = port.pairs(adding: adding, removing: removing)
            guard pairs != port.allowedAddressPairs else { return self.outcome.ports.append(port) }
            var update = Port.Update()
            update.allowedAddressPairs = pairs
            let request = Port.update(port.id, update, ifRevision: port.revision)
            self.outcome.ports.append(try await self.session.send(request))
        }
    }

    /// Makes a change to what was read, and to what is read anew whenever somebody else was faster (412). What has no revision
    /// is read anew at once, to be as fresh as can be.
    private func change<Object: AddressableResource>(
        _ read: Object,
        at revision: KeyPath<Object, Int?>,
        _ write: (Object) async throws(OpenStackError) -> Void
    ) async throws(OpenStackError) {
        var object = read[keyPath: revision] == nil ? try await session.send(Object.get(read.id)) : read
        for _ in 1..<Self.patience {
            do throws(OpenStackError) {
                return try await write(object)
            } catch {
                guard error.status == 412 else { throw error }
                object = try await session.send(Object.get(read.id))
            }
        }
        try await write(object)
    }
}

extension RouteOperation {
    /// Whether it changes a port; different ports can be changed at once, but a router can't.
    var changesPort: Bool {
        switch self {
        case .changePairs: true
        case .addRoutes, .removeRoutes, .rewriteRoutes: false
        }
    }
}

extension OpenStackError {
    /// Whether the next call would fail too, whatever it is about.
    fileprivate var endsEverything: Bool {
        switch code {
        case .unauthorized, .forbidden, .throttled, .server, .unreachable, .outcomeUnknown, .invalidResponse,
            .noEndpoint,
            .configuration, .cancelled, .withheld:
            true
        case .quotaExceeded, .notFound, .immutable, .conflict, .badRequest: false
        }
    }

    /// Whether the router has as many routes as it may: by the quota `router_route`, or in older Neutrons by the option
    /// `max_routes`, which a 400 tells (neutron-lib `RoutesExhausted`).
    fileprivate var saysRoutesAreExhausted: Bool {
        code == .quotaExceeded || fault?.contains("number of routes exceeds the maximum") ?? false
    }
}
