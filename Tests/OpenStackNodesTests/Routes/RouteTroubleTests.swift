import CloudProvider
import KeystoneAuth
import Kubernetes
import Sandbox
import Testing

@testable import OpenStackNodes

@Suite("Pod routes in trouble")
struct RouteTroubleTests {
    @Test("a Neutron without the atomic extension has all routes written, from what was read or not at all")
    func rewritten() async throws {
        var settings = SandboxSettings()
        settings.missingExtensions = ["extraroute-atomic"]
        try await NodeCloud.run(settings: settings) { cloud in
            let foreign: CloudJSON = ["destination": "192.168.7.0/24", "nexthop": "10.10.0.13"]
            let body: CloudJSON = ["router": ["routes": [foreign]]]
            let session = InterferingSession(cloud.servers.session, times: 1) {
                cloud.sandbox.call("PUT", cloud.routerPath, body)
            }
            var config = cloud.config
            config.route.routerID = cloud.sandbox.facts.routerID
            let routes = try cloud.routes(through: session)
            for index in 1...3 { cloud.changePort(of: index, ["port_security_enabled": false]) }
            #expect(try await routes.converge(cloud.wish(cloud.nodes)) == RouteOutcome())
            #expect(cloud.spelledRoutes.count == 4 && cloud.spelledRoutes.last == "192.168.7.0/24 via 10.10.0.13")
            #expect(cloud.writes == ["PUT routers/{id}", "PUT routers/{id}"])
        }
    }

    @Test("pairs that somebody else adds at the same moment are kept")
    func pairRace() async throws {
        try await NodeCloud.run(nodes: 1) { cloud in
            cloud.tamper("add", [("10.244.0.0/24", "10.10.0.11")])
            let session = InterferingSession(cloud.servers.session, times: 1) {
                cloud.changePort(of: 1, ["allowed_address_pairs": [["ip_address": "10.10.9.9"]]])
            }
            let routes = try cloud.routes(through: session)
            #expect(try await routes.converge(cloud.wish(cloud.nodes)) == RouteOutcome())
            #expect(cloud.pairs(of: 1) == ["10.10.9.9", "10.244.0.0/24"])
        }
    }

    @Test("a next hop that the router does not reach fails its Node only")
    func unreachableHop() async throws {
        try await NodeCloud.run(nodes: 5) { cloud in
            var nodes = cloud.nodes
            nodes[2].status.addresses = [NodeAddress(type: .internalIP, address: "172.16.0.9")]
            let outcome = try await cloud.routes().converge(cloud.wish(nodes))
            #expect(Array(outcome.failures.keys) == ["node-3"])
            #expect(cloud.spelledRoutes.count == 4)
        }
    }

    @Test("a router that is full takes what fits, and is not asked for each of the others")
    func exhausted() async throws {
        var settings = SandboxSettings()
        settings.maxRoutes = 5
        try await NodeCloud.run(nodes: 20, settings: settings) { cloud in
            let outcome = try await cloud.routes().converge(cloud.wish(cloud.nodes))
            #expect(outcome.failures.count == 15 && cloud.spelledRoutes.count == 5)
            #expect(outcome.failures["node-20"]?.message.contains("router_route") == true)
            #expect(cloud.writes.count { $0.hasSuffix("add_extraroutes") } < 12)
        }
    }

    @Test("a router that is full in an older Neutron's words is not asked for each route either")
    func exhaustedLongAgo() async throws {
        try await NodeCloud.run(nodes: 20) { cloud in
            let text = "Unable to complete operation for r. The number of routes exceeds the maximum 30."
            let body = #"{"NeutronError": {"type": "RoutesExhausted", "message": "\#(text)", "detail": ""}}"#
            let rule = FaultRule("PUT", "\(cloud.routerPath)/*", times: nil, .respond(status: 400, body: body))
            cloud.sandbox.inject(rule)
            let outcome = try await cloud.routes().converge(cloud.wish(cloud.nodes))
            #expect(outcome.failures.count == 20)
            #expect(cloud.writes.count { $0.hasSuffix("add_extraroutes") } < 7)
        }
    }

    @Test("a Neutron that fails is left alone, and every Node's reason says so", arguments: [503, 500, 403])
    func failing(status: Int) async throws {
        try await NodeCloud.run { cloud in
            let path = "\(cloud.routerPath)/*"
            cloud.sandbox.inject(FaultRule("PUT", path, times: nil, .respond(status: status)))
            let routes = try cloud.routes()
            let outcome = try await routes.converge(cloud.wish(cloud.nodes))
            #expect(outcome.failures.count == 3 && cloud.spelledRoutes.isEmpty)
            #expect(cloud.writes.allSatisfy { $0.hasPrefix("PUT routers") })
            cloud.sandbox.clearFaults()
            #expect(try await routes.converge(cloud.wish(cloud.nodes)) == RouteOutcome())
            #expect(cloud.spelledRoutes.count == 3)
        }
    }

    @Test("a router that can't be read is an error, and nothing is written")
    func unreadable() async throws {
        try await NodeCloud.run { cloud in
            cloud.fail("networking")
            await #expect(throws: OpenStackError.self) { try await cloud.routes().converge(cloud.wish(cloud.nodes)) }
            #expect(cloud.writes.isEmpty)
        }
    }

    @Test("while Nova fails routes are made, every Node is in doubt, and its port is seen to afterwards")
    func novaDown() async throws {
        try await NodeCloud.run { cloud in
            cloud.fail("compute")
            let routes = try cloud.routes()
            let outcome = try await routes.converge(cloud.wish(cloud.nodes))
            #expect(
                outcome.failures.mapValues(\.code).values.allSatisfy { $0 == "openstack_server" }
                    && outcome.failures.count == 3
            )
            #expect(cloud.spelledRoutes.count == 3)
            cloud.sandbox.clearFaults()
            cloud.wait()
            #expect(try await routes.converge(cloud.wish(cloud.nodes)) == RouteOutcome())
            #expect(cloud.pairs(of: 2) == ["10.244.1.0/24"])
        }
    }

    @Test("what can't be routed has one reason a Node, and the others go on")
    func badWishes() async throws {
        try await NodeCloud.run(nodes: 6) { cloud in
            var nodes = cloud.nodes
            nodes[1].spec.podCIDRs = ["10.244.300.0/24"]
            nodes[2].spec.podCIDRs = ["10.9.0.0/24"]
            nodes[3].spec.podCIDRs = nodes[4].spec.podCIDRs
            nodes[5].status.addresses = nodes[0].status.addresses
            let outcome = try await cloud.routes().converge(cloud.wish(nodes))
            #expect(
                outcome.failures.mapValues(\.code) == [
                    "node-1": "shared-address", "node-2": "invalid-pod-cidr", "node-3": "outside-cluster-cidr",
                    "node-4": "duplicate-pod-cidr", "node-5": "duplicate-pod-cidr", "node-6": "shared-address",
                ]
            )
            #expect(cloud.spelledRoutes.isEmpty)
        }
    }

    @Test("a Node whose server is not known, or has no port there, has its route and a reason")
    func noPort() async throws {
        try await NodeCloud.run { cloud in
            var nodes = cloud.nodes
            nodes[0].spec.providerID = ""
            nodes[1].status.addresses = [NodeAddress(type: .internalIP, address: "10.10.0.200")]
            let outcome = try await cloud.routes().converge(cloud.wish(nodes))
            #expect(outcome.failures.mapValues(\.code) == ["node-1": "no-server", "node-2": "no-port"])
            #expect(cloud.spelledRoutes.count == 3)
        }
    }

    @Test("a Neutron without routes, and a router that is not there, are named")
    func unsupported() async throws {
        var settings = SandboxSettings()
        settings.missingExtensions = ["extraroute-atomic", "extraroute"]
        try await NodeCloud.run(settings: settings) { cloud in
            let error = await #expect(throws: RouteFailure.self) { try await cloud.routes().plan(cloud.wish([])) }
            #expect(error?.code == .unsupported)
        }
        try await NodeCloud.run(configure: { config, _ in config.route.routerID = "nowhere" }) { cloud in
            let error = await #expect(throws: RouteFailure.self) { try await cloud.routes().plan(cloud.wish([])) }
            #expect(error?.code == .noRouter && error?.message.contains("nowhere") == true)
        }
    }

    @Test("without router-id there are no routes")
    func unconfigured() async throws {
        try await NodeCloud.run(configure: { config, _ in config.route.routerID = nil }) { cloud in
            #expect(OpenStackRoutes(cloud.servers, config: cloud.config) == nil)
        }
    }
}

@Suite("Next hops")
struct NextHopTests {
    private static let first = [
        "InternalIP 2001:4800:790e::82a8", "InternalIP 1.2.3.4", "InternalIP 2001:4800:790e::82a9",
    ]
    private static let second = [
        "InternalIP 1.2.3.5", "InternalIP 2001:4800:790e::82a8", "InternalIP 1.2.3.4",
        "InternalIP 2001:4800:790e::82a9",
    ]

    @Test(
        "are the first internal address of the family (B5)",
        arguments: [
            (IPFamily.ipv4, first, "1.2.3.4"), (.ipv6, second, "2001:4800:790e::82a8"),
            (.ipv4, ["ExternalIP 1.2.3.4", "Hostname node"], "none"),
        ]
    )
    func nextHop(family: IPFamily, addresses: [String], expected: String) {
        let node = RoutedNode(name: "n", podCIDRs: [], addresses: addresses.compactMap(NodeAddress.init(spelled:)))
        #expect(node.nextHop(family)?.description ?? "none" == expected)
    }
}
