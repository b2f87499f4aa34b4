import CloudProvider
import Kubernetes

/// What a wish asks of a router: a route for each pod network, and why some can't be.
struct WantedRoutes: Sendable {
    /// The routes, in the order of the wish; each destination only once.
    private(set) var routes: [PodRoute] = []
    /// The Node of each destination.
    private(set) var nodes: [IPNetwork: String] = [:]
    /// Why Nodes can't have all of their routes, by Node name.
    private(set) var failures: [String: Reason] = [:]
    /// Pod networks of Nodes in trouble: what is there for them stays.
    private(set) var untouched: Set<IPNetwork> = []

    private struct Claim: Hashable {
        var node: String
        var route: PodRoute
    }

    /// Reads a wish.
    init(_ wish: RouteWish) {
        var claims: [Claim] = []
        for node in wish.nodes {
            for text in node.podCIDRs {
                guard let route = route(to: text, of: node, within: wish.clusterCIDRs) else { continue }
                claims.append(Claim(node: node.name, route: route))
            }
        }
        claims = unshared(claims, by: \.destination, "duplicate-pod-cidr", "pod network")
        claims = unshared(claims, by: \.nextHop, "shared-address", "address")
        for claim in claims where nodes.updateValue(claim.node, forKey: claim.route.destination) == nil {
            routes.append(claim.route)
        }
    }

    private mutating func route(to text: String, of node: RoutedNode, within cluster: [IPNetwork]) -> PodRoute? {
        guard let network = IPNetwork(text) else {
            fail(node.name, "invalid-pod-cidr", "its pod network \"\(text)\" is no CIDR")
            return nil
        }
        guard cluster.contains(where: { $0.contains(network) }) else {
            let list = cluster.map(\.description).joined(separator: ", ")
            fail(node.name, "outside-cluster-cidr", "its pod network \(network) is not in --cluster-cidr (\(list))")
            return nil
        }
        let family = network.address.family
        guard let nextHop = node.nextHop(family) else {
            untouched.insert(network)
            fail(node.name, "no-next-hop", "it has no InternalIP of family \(family) to route \(network) to")
            return nil
        }
        return PodRoute(destination: network, nextHop: nextHop)
    }

    /// The claims without those of different Nodes to something that only one of them can have.
    private mutating func unshared<Key: Hashable & CustomStringConvertible>(
        _ claims: [Claim],
        by key: (PodRoute) -> Key,
        _ code: String,
        _ what: String
    ) -> [Claim] {
        var claimants: [Key: Set<String>] = [:]
        for claim in claims { claimants[key(claim.route), default: []].insert(claim.node) }
        return claims.filter { claim in
            let key = key(claim.route)
            guard let names = claimants[key], names.count > 1 else { return true }
            let list = names.sorted().joined(separator: ", ")
            fail(claim.node, code, "the \(what) \(key) belongs to more than one Node (\(list))")
            untouched.insert(claim.route.destination)
            return false
        }
    }

    private mutating func fail(_ node: String, _ code: String, _ problem: String) {
        guard failures[node] == nil else { return }
        failures[node] = Reason(code, "Node \(node) can't have all of its routes: \(problem)")
    }
}
