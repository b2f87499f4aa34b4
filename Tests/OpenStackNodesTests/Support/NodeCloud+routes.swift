import CloudProvider
import KeystoneAuth
import Kubernetes
import Sandbox
import Testing

@testable import OpenStackNodes

extension NodeCloud {
    /// The routes of the sandbox's router.
    func routes(through session: (any OpenStackSession)? = nil) throws -> OpenStackRoutes {
        let shared = if let session { OpenStackServers(session: session, clock: servers.clock) } else { servers }
        let routes = OpenStackRoutes(shared, config: config)
        return try #require(routes)
    }

    /// Routes to the pods of some Nodes in 10.244.0.0/16 and fd00:244::/32.
    func wish(_ nodes: [Node]) -> RouteWish {
        RouteWish(nodes, clusterCIDRs: ["10.244.0.0/16", "fd00:244::/32"].compactMap { IPNetwork($0) })
    }

    /// The router's routes, spelled and sorted: `10.244.0.0/24 via 10.10.0.11`.
    var spelledRoutes: [String] {
        let router = sandbox.call("GET", routerPath).body?["router"]
        let routes = router?["routes"]?.arrayValue ?? []
        return routes.map { "\($0["destination"]?.stringValue ?? "") via \($0["nexthop"]?.stringValue ?? "")" }.sorted()
    }

    /// Changes the router's routes behind occm's back.
    func tamper(_ action: String, _ routes: [(destination: String, nextHop: String)]) {
        let list = routes.map { route -> CloudJSON in
            ["destination": .string(route.destination), "nexthop": .string(route.nextHop)]
        }
        let body: CloudJSON = ["router": ["routes": .array(list)]]
        #expect(sandbox.call("PUT", "\(routerPath)/\(action)_extraroutes", body).status == 200)
    }

    /// The networks that a Node's port lets pods send from.
    func pairs(of node: Int) -> [String] {
        port(of: node)["allowed_address_pairs"]?.arrayValue?.compactMap { $0["ip_address"]?.stringValue } ?? []
    }

    /// Changes a Node's port behind occm's back.
    func changePort(of node: Int, _ fields: CloudJSON) {
        let path = "/networking/v2.0/ports/\(port(of: node)["id"]?.stringValue ?? "")"
        #expect(sandbox.call("PUT", path, ["port": fields]).status == 200)
    }

    var routerPath: String { "/networking/v2.0/routers/\(sandbox.facts.routerID)" }
}

extension OpenStackRoutes {
    /// Makes the wish true, telling nobody.
    func converge(_ wish: RouteWish) async throws -> RouteOutcome {
        try await converge(wish, report: { _ in })
    }
}
