import OrderedCollections
import Testing

@testable import Sandbox

@Suite("Neutron's routers and ports")
struct RouterTests {
    private var cloud = SeededWorld()
    private var router: String { "/networking/v2.0/routers/\(cloud.facts.routerID)" }

    private static func route(_ destination: String, _ nextHop: String) -> JSONValue {
        ["destination": .string(destination), "nexthop": .string(nextHop)]
    }

    private static func body(_ routes: JSONValue...) -> JSONValue { ["router": ["routes": .array(routes)]] }

    private mutating func routes() -> JSONValue? { cloud.send("GET", router).json?["router"]?["routes"] }

    @Test("routes are added and removed one by one, twice like once, and written all at once")
    mutating func changes() {
        let first = Self.route("10.244.0.0/24", "10.10.0.11")
        let second = Self.route("fd00:244::/64", "fd00:10:10::2")
        #expect(cloud.send("PUT", "\(router)/add_extraroutes", Self.body(first, second)).status == 200)
        #expect(cloud.send("PUT", "\(router)/add_extraroutes", Self.body(first)).status == 200)
        #expect(routes() == [first, second])
        #expect(cloud.send("PUT", "\(router)/remove_extraroutes", Self.body(first)).status == 200)
        #expect(cloud.send("PUT", "\(router)/remove_extraroutes", Self.body(first)).status == 200)
        #expect(routes() == [second])
        #expect(cloud.send("PUT", router, Self.body(first)).status == 200)
        #expect(routes() == [first])
    }

    @Test(
        "a route that can't be is refused, and none of its call is made",
        arguments: [
            ("10.244.1.0/24", "172.16.0.1", "the nexthop is not connected with router."),
            ("10.244.1.1/24", "10.10.0.11", "'10.244.1.1/24' is not a valid CIDR."),
            ("10.244.1.0/24", "nobody", "Invalid data format for hostroute"),
            ("10.244.0.0/24", "10.10.0.11", "Duplicate hostroute"),
        ]
    )
    mutating func refused(destination: String, nextHop: String, message: String) {
        let good = Self.route("10.244.0.0/24", "10.10.0.11")
        let answer = cloud.send("PUT", "\(router)/add_extraroutes", Self.body(good, Self.route(destination, nextHop)))
        #expect(answer.status == 400 && answer.neutronError?.contains(message) == true)
        #expect(routes() == [])
    }

    @Test("a router takes as many routes as its quota says")
    mutating func limit() {
        cloud.world.settings.maxRoutes = 1
        let routes = [Self.route("10.244.0.0/24", "10.10.0.11"), Self.route("10.244.1.0/24", "10.10.0.11")]
        #expect(cloud.send("PUT", "\(router)/add_extraroutes", Self.body(routes[0])).status == 200)
        let answer = cloud.send("PUT", "\(router)/add_extraroutes", Self.body(routes[1]))
        #expect(answer.neutronError == "OverQuota: Quota exceeded for resources: ['router_route'].")
    }

    @Test("without the atomic extension the two actions are not there")
    mutating func notAtomic() {
        cloud.world.settings.missingExtensions = ["extraroute-atomic"]
        let body = Self.body(Self.route("10.244.0.0/24", "10.10.0.11"))
        #expect(cloud.send("PUT", "\(router)/add_extraroutes", body).status == 404)
        let extensions = cloud.send("GET", "/networking/v2.0/extensions").json?["extensions"]?.arrayValue ?? []
        let aliases = extensions.compactMap { $0["alias"]?.stringValue }
        #expect(aliases.contains("extraroute") && !aliases.contains("extraroute-atomic"))
    }

    @Test("a change on condition of a revision is made at that revision only")
    mutating func revisions() {
        let body = Self.body(Self.route("10.244.0.0/24", "10.10.0.11"))
        let revision = cloud.send("GET", router).json?["router"]?["revision_number"]?.intValue ?? 0
        func headers(_ number: Int) -> [(String, String)] { [("If-Match", "revision_number=\(number)")] }
        let late = cloud.send("PUT", router, body, headers: headers(revision + 1))
        #expect(late.status == 412 && late.neutronError?.hasPrefix("RevisionNumberConstraintFailed: ") == true)
        #expect(cloud.send("PUT", router, body, headers: headers(revision)).status == 200)
        #expect(cloud.send("PUT", router, body, headers: headers(revision)).status == 412)
        #expect(cloud.send("PUT", router, body, headers: [("If-Match", "x")]).status == 400)
    }

    @Test("a port takes ten address pairs, each with a MAC address, none twice")
    mutating func addressPairs() {
        let node = cloud.world.neutron.ports.values.first { $0.name == "node-1" }
        let port = "/networking/v2.0/ports/\(node?.id ?? "")"
        func pairs(_ addresses: [String]) -> JSONValue {
            ["port": ["allowed_address_pairs": .array(addresses.map { ["ip_address": .string($0)] })]]
        }
        let answer = cloud.send("PUT", port, pairs(["10.244.0.0/24"]))
        let shown = answer.json?["port"]
        #expect(shown?["allowed_address_pairs"]?.arrayValue?.first?["mac_address"] == shown?["mac_address"])
        #expect(cloud.send("PUT", port, pairs(["10.244.0.0/24", "10.244.0.0/24"])).status == 400)
        #expect(cloud.send("PUT", port, pairs(["everything"])).status == 400)
        let many = cloud.send("PUT", port, pairs((0...10).map { "10.244.\($0).0/24" }))
        #expect(many.neutronError?.hasPrefix("AllowedAddressPairExhausted: ") == true)
    }

    @Test("a trunk's parent port tells what it carries")
    mutating func trunk() {
        let made = (0..<2).map { _ in
            cloud.send("POST", "/networking/v2.0/ports", ["port": ["network_id": .string(cloud.facts.networkID)]])
                .madeID
        }
        let subport: JSONValue = ["port_id": .string(made[1]), "segmentation_type": "vlan", "segmentation_id": 7]
        let body: JSONValue = ["trunk": ["port_id": .string(made[0]), "sub_ports": [subport]]]
        let trunk = cloud.send("POST", "/networking/v2.0/trunks", body)
        #expect(trunk.status == 201)
        let details = cloud.send("GET", "/networking/v2.0/ports/\(made[0])").json?["port"]?["trunk_details"]
        #expect(details?["trunk_id"]?.stringValue == trunk.madeID)
        #expect(details?["sub_ports"]?.arrayValue?.map { $0["port_id"]?.stringValue } == [made[1]])
        let carried = cloud.send("GET", "/networking/v2.0/ports/\(made[1])").json?["port"]
        #expect(carried?["device_owner"] == "trunk:subport" && carried?["trunk_details"] == nil)
        #expect(cloud.send("DELETE", "/networking/v2.0/trunks/\(trunk.madeID)").status == 204)
    }
}
