import Kubernetes
import OpenStackAPI
import Sandbox
import Scenarios

extension ClusterScenario {
    static let routes = [
        ClusterScenario("pods have routes, which are repaired when somebody spoils them, and go with their Node") {
            stage in
            let (first, second) = (try await stage.createServer("first"), try await stage.createServer("second"))
            let foreign = try stage.routes(to: [stage.podNetworks.foreign], on: first)
            try await stage.addRoutes(foreign)
            try stage.start(.quick, "--controllers=cloud-node,route", "--cluster-cidr=\(stage.podNetworks.cluster)")

            let one = try await stage.join(first, 1)
            let two = try await stage.join(second, 2)
            try await stage.waitForRoutes(one.routes.union(two.routes))
            for pods in [one, two] { try await stage.waitUntilReachable(pods) }

            let unclaimed = try stage.routes(to: [stage.podNetworks.ofNode(3)[0]], on: second)
            let repair = try await stage.time {
                try await stage.spoil(one, by: two, adding: unclaimed)
                try await stage.waitForRoutes(one.routes.union(two.routes).union(unclaimed))
            }
            stage.note("the routes were repaired within \(repair.inSeconds)")
            if stage.isInSandbox { try require(repair <= .seconds(15), "it took \(repair.inSeconds)") }

            // It could be a Node's that the first list lacked. A minute of the watch tells, and a quiet cluster is heard of no
            // more than once a minute.
            try await stage.waitForRoutes(one.routes.union(two.routes), within: .seconds(180))

            try await stage.leave(two.node)
            try await stage.waitForRoutes(one.routes)
            try await stage.waitUntil("the port of the Node that is gone lets no pods through any more") {
                try expect("pairs", try await stage.port(of: second).allowedAddressPairs.map(\.address), [])
            }
            try await stage.waitUntilReachable(one)

            let left = try await stage.router().routes
            try require(left.contains { foreign.contains($0) }, "somebody else's route is gone; there is only \(left)")
            guard stage.isInSandbox else { return }
            let calls = try stage.sandbox().counts
            try expect("routers written as a whole", calls["PUT /networking/v2.0/routers/{id}"], nil)
            try expect("changes of ports", calls["PUT /networking/v2.0/ports/{id}"], 3)
        }
    ]
}

/// A Node with pods, and how they should be reached.
private struct Pods: Sendable {
    var node: Node
    var server: Server
    /// The networks of its pods, IPv4 first.
    var networks: [String]
    var routes: Set<ExtraRoute>
}

extension ClusterStage {
    /// A server's kubelet registers its Node, which gets pod networks by its number.
    fileprivate func join(_ server: Server, _ number: Int) async throws -> Pods {
        let networks = podNetworks.ofNode(number)
        let node = try await register(server, podCIDRs: networks)
        return Pods(node: node, server: server, networks: networks, routes: try routes(to: networks, on: server))
    }

    /// Waits until a Node says that its pods can be reached, and looks that its port lets them through.
    fileprivate func waitUntilReachable(_ pods: Pods) async throws {
        try await waitUntil("the pods of \(pods.node.key) can be reached") {
            let condition = try await present(pods.node).status.conditions.first { $0.type == "NetworkUnavailable" }
            try expect("NetworkUnavailable", condition?.status, "False")
        }
        let pairs = try await port(of: pods.server).allowedAddressPairs.map { IPNetwork($0.address) }
        try expect("address pairs", Set(pairs), Set(pods.networks.map { IPNetwork($0) }))
    }

    /// Somebody leads a Node's pods elsewhere, takes away a route of the other's, and adds some that nobody wants.
    fileprivate func spoil(_ one: Pods, by other: Pods, adding unclaimed: Set<ExtraRoute>) async throws {
        let (right, lost) = (
            one.routes.filter { !$0.nextHop.contains(":") }, other.routes.filter { $0.nextHop.contains(":") }
        )
        try await removeRoutes(right.union(lost))
        try await addRoutes(try routes(to: [one.networks[0]], on: other.server).union(unclaimed))
    }
}
