import Testing

@testable import Sandbox

@Suite("Nova")
struct NovaTests {
    private var cloud = SeededWorld(nodes: 3)

    @Test("servers come newest first, with the addresses of their ports")
    mutating func servers() throws {
        let list = try #require(cloud.send("GET", "/compute/v2.1/servers/detail").json?["servers"]?.arrayValue)
        #expect(list.compactMap { $0["name"]?.stringValue } == ["node-3", "node-2", "node-1"])
        let addresses = list[2]["addresses"]?["k8s-net"]?.arrayValue?.compactMap { $0["addr"]?.stringValue }
        #expect(addresses == ["10.10.0.11", "fd00:10:10::2"])
    }

    @Test("a name is matched anywhere, and a marker goes on after it")
    mutating func filters() {
        let byName = cloud.send("GET", "/compute/v2.1/servers?name=ode-2").json?["servers"]?.arrayValue
        #expect(byName?.map { $0["id"]?.stringValue } == [cloud.facts.serverIDs[1]])
        let after = "/compute/v2.1/servers?limit=1&marker=\(cloud.facts.serverIDs[2])"
        let byMarker = cloud.send("GET", after).json?["servers"]?.arrayValue
        #expect(byMarker?.map { $0["name"] } == ["node-2"])
        #expect(cloud.send("GET", "/compute/v2.1/servers?marker=x").json?["badRequest"]?["code"] == 400)
    }

    @Test("a server is read by id, by its own project only")
    mutating func server() {
        let path = "/compute/v2.1/servers/\(cloud.facts.serverIDs[0])"
        #expect(cloud.send("GET", path).json?["server"]?["name"] == "node-1")
        let foreign = cloud.send("GET", path, as: .stranger)
        #expect(foreign.status == 404 && foreign.json?["itemNotFound"]?["code"] == 404)
    }

    @Test("the flavor of a server can be looked up")
    mutating func flavor() {
        let id = cloud.world.nova.flavorID
        #expect(cloud.send("GET", "/compute/v2.1/flavors/\(id)").json?["flavor"]?["name"] == "m1.tiny")
        #expect(cloud.send("GET", "/compute/v2.1/flavors/x").status == 404)
    }
}
