import CloudProvider
import Kubernetes
import OpenStackAPI
import Planning

/// Finds out what separates a router from a wish. Pure.
///
/// Guarantees: only routes whose whole destination lies in the cluster's CIDRs are removed, never those of a Node in trouble,
/// none at all while no Node has pods, and none to a network of no Node before all Nodes are known; new routes come before old ones go.
struct RoutePlanner: Sendable {
    let router: Router
    let features: RouteFeatures

    /// How many routes go in one call.
    private static let batch = 100

    /// The pass over a wish.
    /// - Parameter servers: Servers and ports, for their allowed address pairs; `nil` leaves them out.
    func pass(_ wish: RouteWish, servers: ServerSnapshot?) -> RoutePass {
        let wanted = WantedRoutes(wish)
        let all = router.routes.compactMap(PodRoute.init)
        let present = all.filter { route in wish.clusterCIDRs.contains { $0.contains(route.destination) } }
        let there = Set(present)
        let missing = wanted.routes.filter { !there.contains($0) }
        let unwanted = wish.nodes.isEmpty ? [] : self.unwanted(present, wanted)
        let stale = unwanted.filter { wish.isComplete || wanted.nodes[$0.destination] != nil }
        var pairs = AddressPairPlanner(wish: wish, wanted: wanted)
        if features.hasAddressPairs, let servers { pairs.plan(stale: stale, servers: servers) }
        return RoutePass(
            wanted: wanted.routes.map { RoutePass.NodeRoute(node: wanted.nodes[$0.destination] ?? "", route: $0) },
            present: present,
            plan: RoutePlan(
                subject: "router \(router.name ?? router.id.rawValue)",
                steps: steps(adding: missing, removing: stale, pairs: pairs.steps, nodes: wanted.nodes),
                notes: notes(
                    wish,
                    wanted.failures.merging(pairs.failures) { first, _ in first },
                    unclaimed: unwanted.count - stale.count,
                    foreign: router.routes.count - present.count
                )
            ),
            failures: wanted.failures,
            portFailures: pairs.failures
        )
    }

    private func unwanted(_ present: [PodRoute], _ wanted: WantedRoutes) -> [PodRoute] {
        let kept = Set(wanted.routes)
        return present.filter { !kept.contains($0) && !wanted.untouched.contains($0.destination) }
    }

    private func notes(_ wish: RouteWish, _ failures: [String: Reason], unclaimed: Int, foreign: Int) -> [Note] {
        var notes = failures.sorted { $0.key < $1.key }.map { Note(.warning, $0.value.code, $0.value.message) }
        if wish.nodes.isEmpty {
            notes.append(Note(.warning, "no-pod-networks", "no Node has a pod network, so no route is removed"))
        }
        if unclaimed > 0 {
            let fate = "to a pod network of no Node, and kept until all Nodes are known for sure"
            notes.append(Note(.info, "unclaimed-routes", "\(Self.routesAre(unclaimed)) \(fate)"))
        }
        if foreign > 0 {
            let fate = "outside of --cluster-cidr and left alone"
            notes.append(Note(.info, "foreign-routes", "\(Self.routesAre(foreign)) \(fate)"))
        }
        return notes
    }

    private static func routesAre(_ count: Int) -> String { count == 1 ? "1 route is" : "\(count) routes are" }
}

extension RoutePlanner {
    private typealias Step = RoutePlan.Step

    private func steps(
        adding missing: [PodRoute],
        removing stale: [PodRoute],
        pairs: [RoutePlan.Step],
        nodes: [IPNetwork: String]
    ) -> [RoutePlan.Step] {
        let old = Dictionary(stale.map { ($0.destination, $0) }) { first, _ in first }
        let added = missing.map { addition(of: $0, insteadOf: old[$0.destination], for: nodes[$0.destination] ?? "") }
        let replaced = Set(missing.map(\.destination))
        let removed = stale.map { replaced.contains($0.destination) ? nil : removal(of: $0) }
        let path = "PUT /v2.0/routers/\(router.id)"
        guard features.isAtomic else {
            guard !missing.isEmpty || !stale.isEmpty else { return pairs }
            let changes = added + removed.compactMap(\.self)
            return pairs + [Step(changes, call: path, .rewriteRoutes(adding: missing, removing: stale))]
        }
        let additions = batches(missing).map { range in
            Step(Array(added[range]), call: "\(path)/add_extraroutes", .addRoutes(Array(missing[range])))
        }
        let removals = batches(stale).map { range in
            let changes = removed[range].compactMap(\.self)
            return Step(changes, call: "\(path)/remove_extraroutes", .removeRoutes(Array(stale[range])))
        }
        return additions + pairs + removals
    }

    private func batches(_ routes: [PodRoute]) -> [Range<Int>] {
        stride(from: 0, to: routes.count, by: Self.batch).map { $0..<min($0 + Self.batch, routes.count) }
    }

    private func addition(of route: PodRoute, insteadOf old: PodRoute?, for node: String) -> Change {
        let key = ResourceKey("route", "\(route.destination)")
        let hop = FieldChange("nexthop", from: old.map { "\($0.nextHop)" }, to: "\(route.nextHop)")
        guard old != nil else { return Change(.create, key, fields: [hop], reason: "pod network of Node \(node)") }
        return Change(.update, key, fields: [hop], reason: "the way to Node \(node)")
    }

    private func removal(of route: PodRoute) -> Change {
        let hop = FieldChange("nexthop", from: "\(route.nextHop)")
        return Change(
            .delete,
            ResourceKey("route", "\(route.destination)"),
            fields: [hop],
            reason: "no Node with this pod network has this address"
        )
    }
}
