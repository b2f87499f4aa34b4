import OrderedCollections
import Testing

@testable import Sandbox

@Suite("Octavia's VIPs")
struct VIPTests {
    private static let port = SandboxPort(
        id: "00000000-0000-4000-8000-0000000000b0",
        name: "mine",
        networkID: TestNetwork.networkID,
        projectID: "k8s",
        fixedIPs: [
            SandboxPort.FixedIP(subnetID: TestNetwork.subnetID, address: IPAddress(family: .v4, bits: 0x0A00_0042)),
            SandboxPort.FixedIP(
                subnetID: TestNetwork.subnet6ID,
                address: IPAddress(family: .v6, bits: 0xFD << 120 | 66)
            ),
        ]
    )

    @Test(
        "a port with several addresses needs a subnet or an address",
        arguments: [
            ([:], nil),
            (["vip_subnet_id": .string(TestNetwork.subnetID)], "10.0.0.66"),
            (["vip_subnet_id": .string(TestNetwork.subnet6ID)], "fd00::42"),
            (["vip_address": "fd00::42"], "fd00::42"),
            (["vip_address": "10.0.0.67"], nil),
        ] as [(JSONObject, String?)]
    )
    func ports(more: JSONObject, address: String?) {
        var cloud = TestCloud()
        _ = cloud.network.insert(Self.port)
        let body = more.merging(["vip_port_id": .string(Self.port.id)]) { $1 }
        let response = cloud.send("POST", "loadbalancers", ["loadbalancer": .object(body)])
        #expect(response.status == (address == nil ? 400 : 201))
        #expect(response.json?["loadbalancer"]?["vip_address"]?.stringValue == address)
    }

    @Test("a port in use is refused, and so is another project's")
    func refusedPorts() {
        var cloud = TestCloud()
        var used = Self.port
        used.deviceID = "server"
        _ = cloud.network.insert(used)
        let body: JSONValue = ["loadbalancer": ["vip_port_id": .string(used.id)]]
        #expect(
            cloud.send("POST", "loadbalancers", body).fault
                == "Validation failure: Port \(used.id) is already used by device server "
        )
        #expect(cloud.send("POST", "loadbalancers", body, as: TestCloud.stranger).fault == "Port \(used.id) not found.")
    }

    @Test("a VIP by network is in its IPv4 subnet, or in the one of its address")
    func networks() {
        var cloud = TestCloud()
        let addresses: [(String?, String)] = [
            (nil, TestNetwork.subnetID), ("10.0.0.99", TestNetwork.subnetID), ("fd00::99", TestNetwork.subnet6ID),
        ]
        for (address, subnet) in addresses {
            let body: JSONValue = ["vip_network_id": .string(TestNetwork.networkID), "vip_address": .optional(address)]
            let id = cloud.make("loadbalancers", "loadbalancer", body)
            #expect(cloud.attribute("loadbalancers/\(id)", "loadbalancer", "vip_subnet_id") == .string(subnet))
        }
    }

    @Test("an invalid load balancer takes no port")
    func nothingTaken() {
        var cloud = TestCloud()
        let id = cloud.makeLoadBalancer(["pools": [["name": "incomplete"]]])
        #expect(id == "not created")
        #expect(cloud.network.ports.isEmpty)
        #expect(cloud.octavia.usage.isEmpty)
    }
}
