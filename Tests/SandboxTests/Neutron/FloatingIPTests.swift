import OrderedCollections
import Testing

@testable import Sandbox

@Suite("Floating IPs")
struct FloatingIPTests {
    private static let path = "/networking/v2.0/floatingips"
    private var cloud = SeededWorld()

    private mutating func make(_ members: JSONValue = [:], as user: SandboxUser = .k8s) -> SandboxResponse {
        var body = members
        if body["floating_network_id"] == nil { body["floating_network_id"] = .string(cloud.facts.floatingNetworkID) }
        return cloud.send("POST", Self.path, ["floatingip": body], as: user)
    }

    private mutating func makePort(_ subnet: String) -> String {
        let fixed: JSONValue = [["subnet_id": .string(subnet)]]
        let body: JSONValue = ["port": ["network_id": .string(cloud.facts.networkID), "fixed_ips": fixed]]
        return cloud.send("POST", "/networking/v2.0/ports", body).madeID
    }

    @Test("one is taken from the pool and leads to the port's IPv4 address by way of the router")
    mutating func create() throws {
        let port = makePort(cloud.facts.subnetID)
        let answer = make(["port_id": .string(port), "description": "d"])
        let made = try #require(answer.json?["floatingip"])
        #expect(answer.status == 201)
        #expect(made["floating_ip_address"] == "203.0.113.10" && made["fixed_ip_address"] == "10.10.0.2")
        #expect(made["router_id"]?.stringValue == cloud.facts.routerID)
        #expect(made["status"] == "ACTIVE" && made["description"] == "d" && made["tags"] == [])
    }

    @Test("a second one on the same address is refused and gives its own address back")
    mutating func rival() {
        let port = JSONValue.string(makePort(cloud.facts.subnetID))
        _ = make(["port_id": port])
        let refused = make(["port_id": port])
        #expect(refused.status == 409)
        #expect(
            refused.neutronError?.hasPrefix("FloatingIPPortAlreadyAssociated: Cannot associate floating IP") == true
        )
        let all = cloud.send("GET", Self.path).json?["floatingips"]?.arrayValue
        #expect(all?.count == 1)
        #expect(
            cloud.world.neutron.addresses[cloud.facts.floatingSubnetID]?.take(.init(family: .v4, bits: 0xCB00_710B))
                == true
        )
    }

    @Test("a port without IPv4 or without a way out is refused")
    mutating func unreachable() throws {
        let port6 = makePort(cloud.facts.subnet6ID)
        let answer = make(["port_id": .string(port6)])
        #expect(answer.status == 400)
        #expect(
            answer.neutronError
                == "BadRequest: Bad floatingip request: Cannot add floating IP to port \(port6) that has no fixed IPv4 addresses."
        )
        let elsewhere = make(["port_id": .string(makePort(cloud.facts.subnetID))], as: .admin)
        #expect(elsewhere.status == 201)
        cloud.world.neutron.routers.removeAll()
        #expect(make(["port_id": .string(makePort(cloud.facts.subnetID))]).status == 404)
    }

    @Test(
        "port_id null and an empty body end an association, other changes keep it",
        arguments: [
            (#"{"port_id": null}"#, false), ("{}", false), (#"{"description": "new"}"#, true),
        ]
    )
    mutating func update(text: String, keeps: Bool) throws {
        let change = try JSONValue(parsing: text)
        let id = make(["port_id": .string(makePort(cloud.facts.subnetID))]).madeID
        let answer = cloud.send("PUT", "\(Self.path)/\(id)", ["floatingip": change])
        #expect(answer.status == 200)
        #expect((answer.json?["floatingip"]?["port_id"]?.stringValue != nil) == keeps)
    }

    @Test("deleting the port leaves the floating IP, without a port")
    mutating func portDeleted() {
        let port = makePort(cloud.facts.subnetID)
        let id = make(["port_id": .string(port)]).madeID
        #expect(cloud.send("DELETE", "/networking/v2.0/ports/\(port)").status == 204)
        let answer = cloud.send("GET", "\(Self.path)/\(id)")
        #expect(answer.json?["floatingip"]?["port_id"] == JSONValue.null)
        #expect(answer.json?["floatingip"]?["status"] == "DOWN")
    }

    @Test("an exhausted network and a full quota are told apart")
    mutating func exhausted() {
        let full = make(["floating_network_id": .string(cloud.facts.exhaustedNetworkID)])
        #expect(full.status == 409)
        #expect(
            full.neutronError
                == "IpAddressGenerationFailure: No more IP addresses available on network \(cloud.facts.exhaustedNetworkID)."
        )
        cloud.world.settings.quotas = ["floatingip": 1]
        #expect(make().status == 201)
        let over = make()
        #expect(over.status == 409)
        #expect(over.neutronError == "OverQuota: Quota exceeded for resources: ['floatingip'].")
        #expect(make(as: .stranger).status == 201)
    }

    @Test("every free address is given once, and again after it was given back")
    mutating func pool() {
        var ids: [String] = []
        for _ in 0..<241 { ids.append(make().madeID) }
        #expect(Set(ids).count == 241 && make().status == 409)
        #expect(cloud.send("DELETE", "\(Self.path)/\(ids[100])").status == 204)
        #expect(make().json?["floatingip"]?["floating_ip_address"] == "203.0.113.110")
    }

    @Test("only an admin may choose the address")
    mutating func chosenAddress() {
        let wish: JSONValue = ["floating_ip_address": "203.0.113.77"]
        let refused = make(wish)
        #expect(refused.status == 403)
        #expect(
            refused.neutronError
                == "PolicyNotAuthorized: (rule:create_floatingip and rule:create_floatingip:floating_ip_address) is disallowed by policy"
        )
        #expect(make(wish, as: .admin).json?["floatingip"]?["floating_ip_address"] == "203.0.113.77")
        #expect(make(wish, as: .admin).neutronError?.hasPrefix("IpAddressAlreadyAllocated") == true)
    }

    @Test("tags are replaced, added, removed and found")
    mutating func tags() {
        let id = make().madeID
        let tags = "\(Self.path)/\(id)/tags"
        #expect(cloud.send("PUT", tags, ["tags": ["b", "a"]]).json?["tags"] == ["a", "b"])
        #expect(cloud.send("PUT", tags + "/c").status == 201)
        #expect(cloud.send("DELETE", tags + "/b").status == 204)
        #expect(cloud.send("GET", tags).json?["tags"] == ["a", "c"])
        #expect(cloud.send("GET", tags + "/b").neutronError == "TagNotFound: Tag b could not be found.")
        #expect(cloud.send("PUT", tags, ["tagz": []]).status == 400)
        #expect(cloud.send("PUT", tags, ["tags": ["x"]], as: .observer).status == 403)
    }
}
