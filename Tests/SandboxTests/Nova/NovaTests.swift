import OrderedCollections
import Testing

@testable import Sandbox

@Suite("Nova")
struct NovaTests {
    private static let servers = "/compute/v2.1/servers"
    private var cloud = SeededWorld(nodes: 3)

    private func path(_ node: Int) -> String { "\(Self.servers)/\(cloud.facts.serverIDs[node - 1])" }

    @Test("servers come newest first, with the addresses of their ports")
    mutating func servers() throws {
        let list = try #require(cloud.send("GET", "\(Self.servers)/detail").json?["servers"]?.arrayValue)
        #expect(list.compactMap { $0["name"]?.stringValue } == ["node-3", "node-2", "node-1"])
        let addresses = list[2]["addresses"]?["k8s-net"]?.arrayValue?.compactMap { $0["addr"]?.stringValue }
        #expect(addresses == ["10.10.0.11", "fd00:10:10::2"])
    }

    @Test("a name is matched anywhere, and a marker goes on after it")
    mutating func filters() {
        let byName = cloud.send("GET", "\(Self.servers)?name=ode-2").json?["servers"]?.arrayValue
        #expect(byName?.map { $0["id"]?.stringValue } == [cloud.facts.serverIDs[1]])
        let after = "\(Self.servers)?limit=1&marker=\(cloud.facts.serverIDs[2])"
        let byMarker = cloud.send("GET", after).json?["servers"]?.arrayValue
        #expect(byMarker?.map { $0["name"] } == ["node-2"])
        #expect(cloud.send("GET", "\(Self.servers)?marker=x").json?["badRequest"]?["code"] == 400)
        #expect(cloud.send("GET", "\(Self.servers)?limit=x").status == 400)
    }

    @Test("a full page has a link to the next, even if nothing is left")
    mutating func pages() {
        cloud.world.settings.pageSize = 3
        let first = cloud.send("GET", "\(Self.servers)?limit=9&status=ACTIVE")
        let link = first.json?["servers_links"]?.arrayValue?.first?["href"]?.stringValue ?? ""
        #expect(link == "http://cloud\(Self.servers)?limit=9&status=ACTIVE&marker=\(cloud.facts.serverIDs[0])")
        let second = cloud.send("GET", String(link.dropFirst("http://cloud".count)))
        #expect(second.json == ["servers": []])
    }

    @Test("a server is read by id, by its own project only")
    mutating func server() {
        #expect(cloud.send("GET", path(1)).json?["server"]?["name"] == "node-1")
        let foreign = cloud.send("GET", path(1), as: .stranger)
        #expect(foreign.status == 404 && foreign.json?["itemNotFound"]?["code"] == 404)
        #expect(cloud.send("GET", Self.servers, as: .admin).json == ["servers": []])
        #expect(cloud.send("GET", "\(Self.servers)?all_tenants=1", as: .admin).json?["servers"]?.arrayValue?.count == 3)
    }

    @Test("the flavor of a server can be looked up")
    mutating func flavor() {
        let id = cloud.world.nova.flavorID
        #expect(cloud.send("GET", "/compute/v2.1/flavors/\(id)").json?["flavor"]?["name"] == "m1.tiny")
        #expect(cloud.send("GET", "/compute/v2.1/flavors").json?["flavors"]?.arrayValue?.count == 1)
        #expect(cloud.send("GET", "/compute/v2.1/flavors/x").status == 404)
    }

    @Test("administrators make and delete flavors, and servers outlive theirs")
    mutating func flavors() throws {
        let path = "/compute/v2.1/flavors"
        let wish: JSONValue = ["flavor": ["name": "m1.short-lived", "ram": 64, "vcpus": 1, "disk": 1]]
        #expect(cloud.send("POST", path, wish).json?["forbidden"]?["code"] == 403)
        #expect(cloud.send("POST", path, ["flavor": ["ram": 64]], as: .admin).status == 400)
        let made = cloud.send("POST", path, wish, as: .admin)
        let id = try #require(made.json?["flavor"]?["id"]?.stringValue)
        #expect(made.status == 200)
        #expect(cloud.send("POST", path, wish, as: .admin).json?["conflictingRequest"]?["code"] == 409)
        let body: JSONValue = ["server": ["name": "node-4", "flavorRef": .string(id)]]
        let server = try #require(cloud.send("POST", Self.servers, body).json?["server"]?["id"]?.stringValue)
        #expect(cloud.send("DELETE", "\(path)/\(id)").status == 403)
        #expect(cloud.send("DELETE", "\(path)/\(id)", as: .admin).status == 202)
        #expect(cloud.send("DELETE", "\(path)/\(id)", as: .admin).status == 404)
        let flavor = cloud.send("GET", "\(Self.servers)/\(server)").json?["server"]?["flavor"]
        #expect(flavor?["id"] == .string(id))
    }

    @Test(
        "a server tells its flavor's id before microversion 2.47, and its name from then on",
        arguments: [
            (nil, "id", "2.1"), ("compute 2.46", "id", "2.46"), ("compute 2.47", "original_name", "2.47"),
            ("compute latest", "original_name", "2.104"), ("volume 3.1", "id", "2.1"),
        ]
    )
    mutating func microversions(header: String?, key: String, answered: String) {
        let response = cloud.send("GET", path(1), headers: header.map { [("OpenStack-API-Version", $0)] } ?? [])
        #expect(response.json?["server"]?["flavor"]?[key] != nil)
        #expect(response.headers.contains { $0 == ("OpenStack-API-Version", "compute \(answered)") })
    }

    @Test("a microversion that Nova does not have is refused", arguments: ["2.105", "3.1", "2.0"])
    mutating func unknownMicroversion(version: String) {
        let response = cloud.send("GET", path(1), headers: [("X-OpenStack-Nova-API-Version", version)])
        #expect(response.status == 406 && response.json?["notAcceptable"]?["code"] == 406)
    }

    @Test("a server stops, starts and is put away, and its ports with it")
    mutating func power() {
        func state() -> (status: JSONValue?, port: String?) {
            var copy = cloud
            let status = copy.send("GET", path(1)).json?["server"]?["status"]
            return (status, copy.world.neutron.ports.values.first { $0.deviceID == cloud.facts.serverIDs[0] }?.status)
        }
        #expect(cloud.send("POST", "\(path(1))/action", ["os-stop": nil]).status == 202)
        #expect(state() == ("SHUTOFF", "DOWN"))
        #expect(cloud.send("POST", "\(path(1))/action", ["os-stop": nil]).status == 409)
        #expect(cloud.send("POST", "\(path(1))/action", ["os-start": nil]).status == 202)
        #expect(state() == ("ACTIVE", "ACTIVE"))
        #expect(cloud.send("POST", "\(path(1))/action", ["shelve": nil]).status == 202)
        #expect(state().status == "SHELVED_OFFLOADED")
        #expect(cloud.send("POST", "\(path(1))/action", ["explode": nil]).status == 400)
    }

    @Test("a server is made with a port for each network, and both go together; a port of its own stays")
    mutating func lifetime() throws {
        let port: JSONValue = ["port": ["network_id": .string(cloud.facts.networkID)]]
        let own = cloud.send("POST", "/networking/v2.0/ports", port).madeID
        let server: JSONValue = [
            "name": "extra", "flavorRef": .string(cloud.world.nova.flavorID),
            "networks": [["uuid": .string(cloud.facts.networkID)], ["port": .string(own)]],
            "metadata": ["hostname": "extra.local"],
        ]
        let made = cloud.send("POST", Self.servers, ["server": server])
        #expect(made.status == 202)
        let path = "\(Self.servers)/\(made.madeID)"
        let shown = cloud.send("GET", path).json?["server"]
        #expect(shown?["addresses"]?["k8s-net"]?.arrayValue?.count == 4)
        #expect(shown?["metadata"] == ["hostname": "extra.local"])
        #expect(cloud.send("PUT", path, ["server": ["name": "renamed"]]).json?["server"]?["name"] == "renamed")
        #expect(cloud.send("POST", Self.servers, ["server": server]).status == 409)
        #expect(cloud.send("DELETE", path).status == 204)
        #expect(cloud.send("GET", path).status == 404)
        let left = cloud.world.neutron.ports.values.filter { $0.id == own || $0.deviceID == made.madeID }
        #expect(left.map(\.id) == [own] && left[0].deviceID.isEmpty && left[0].status == "DOWN")
    }

    @Test(
        "a server that can't be made is refused",
        arguments: [
            (["name": "x"], 400), (["flavorRef": "x", "name": "x"], 400), (["flavorRef": "f"], 400),
            ([:], 400),
        ] as [(JSONValue, Int)]
    )
    mutating func refused(server: JSONValue, status: Int) {
        #expect(cloud.send("POST", Self.servers, ["server": server]).status == status)
    }

    @Test("a floating IP follows the address that it leads to")
    mutating func floating() {
        let port = cloud.world.neutron.ports.values.first { $0.deviceID == cloud.facts.serverIDs[0] }?.id ?? ""
        let body: JSONValue = [
            "floating_network_id": .string(cloud.facts.floatingNetworkID), "port_id": .string(port),
        ]
        #expect(cloud.send("POST", "/networking/v2.0/floatingips", ["floatingip": body]).status == 201)
        let list = cloud.send("GET", path(1)).json?["server"]?["addresses"]?["k8s-net"]?.arrayValue ?? []
        #expect(list.map { $0["OS-EXT-IPS:type"] } == ["fixed", "floating", "fixed"])
        #expect(list[1]["addr"] == "203.0.113.10")
    }
}
