import OrderedCollections
import Testing

@testable import Sandbox

@Suite("Octavia's providers refuse what they cannot do")
struct ProviderTests {
    @Test(
        "OVN refuses what only amphorae do",
        arguments: [
            (
                "listeners", "listener", ["protocol": "HTTP", "protocol_port": 80],
                "OVN provider does not support HTTP protocol"
            ),
            (
                "listeners", "listener", ["protocol": "TCP", "protocol_port": 80, "allowed_cidrs": ["10.0.0.0/8"]],
                "OVN provider does not support allowed_cidrs option"
            ),
            (
                "pools", "pool", ["protocol": "TCP", "lb_algorithm": "ROUND_ROBIN"],
                "OVN provider does not support ROUND_ROBIN algorithm"
            ),
            (
                "pools", "pool", ["protocol": "PROXY", "lb_algorithm": "SOURCE_IP_PORT"],
                "OVN provider does not support PROXY protocol"
            ),
        ] as [(String, String, JSONObject, String)]
    )
    func ovn(collection: String, singular: String, body: JSONObject, reason: String) {
        var cloud = TestCloud()
        let id = cloud.makeLoadBalancer(["provider": "ovn"])
        let whole = body.merging(["loadbalancer_id": .string(id)]) { $1 }
        let response = cloud.send("POST", collection, [singular: .object(whole)])
        #expect(response.status == 501)
        #expect(response.fault == "Provider 'ovn' does not support a requested option: \(reason)")
    }

    @Test("OVN refuses other monitors than TCP and UDP-CONNECT, monitor addresses, the other family and failover")
    func ovnBelowPools() {
        var cloud = TestCloud()
        let id = cloud.makeLoadBalancer(["provider": "ovn"])
        let pool = cloud.make(
            "pools",
            "pool",
            ["loadbalancer_id": .string(id), "protocol": "TCP", "lb_algorithm": "SOURCE_IP_PORT"]
        )
        let monitor: JSONValue = ["pool_id": .string(pool), "type": "HTTP", "delay": 5, "timeout": 3, "max_retries": 3]
        #expect(cloud.send("POST", "healthmonitors", ["healthmonitor": monitor]).status == 501)
        let members: [JSONValue] = [
            ["address": "10.0.0.5", "protocol_port": 80, "monitor_port": 81],
            ["address": "fd00::5", "protocol_port": 80],
        ]
        for member in members {
            #expect(cloud.send("POST", "pools/\(pool)/members", ["member": member]).status == 501)
            #expect(cloud.send("PUT", "pools/\(pool)/members", ["members": [member]]).status == 501)
        }
        #expect(cloud.send("PUT", "loadbalancers/\(id)/failover", as: TestCloud.admin).status == 501)
        #expect(cloud.status("loadbalancers/\(id)", "loadbalancer") == "ACTIVE")
    }

    @Test("a provider may refuse load balancers with children, and takes them one by one then")
    func serial() {
        var cloud = TestCloud()
        cloud.octavia.settings.providersWithoutFullyPopulatedCreate = ["amphora"]
        let body = TestCloud.children.merging(["vip_subnet_id": .string(TestNetwork.subnetID)]) { $1 }
        let response = cloud.send("POST", "loadbalancers", ["loadbalancer": .object(body)])
        #expect(response.status == 501)
        #expect(cloud.network.ports.isEmpty)
        let id = cloud.makeLoadBalancer()
        #expect(cloud.status("pools/\(cloud.makePool(on: id))", "pool") == "ACTIVE")
    }

    @Test("a flavor decides the provider, unless it is switched off or the request contradicts it")
    func flavors() {
        var cloud = TestCloud()
        let profile: JSONValue = [
            "flavorprofile": ["name": "p", "provider_name": "ovn", "flavor_data": #"{"compute_flavor": "x"}"#]
        ]
        let profileID = cloud.send("POST", "flavorprofiles", profile, as: TestCloud.admin).json?["flavorprofile"]?["id"]
        let flavor: JSONValue = ["flavor": ["name": "f", "flavor_profile_id": profileID ?? nil]]
        let flavorID = cloud.send("POST", "flavors", flavor, as: TestCloud.admin).json?["flavor"]?["id"] ?? nil
        let id = cloud.makeLoadBalancer(["flavor_id": flavorID])
        #expect(cloud.attribute("loadbalancers/\(id)", "loadbalancer", "provider") == "ovn")
        let body: JSONObject = ["vip_subnet_id": .string(TestNetwork.subnetID), "flavor_id": flavorID]
        let contradiction = body.merging(["provider": "amphora"]) { $1 }
        #expect(cloud.send("POST", "loadbalancers", ["loadbalancer": .object(contradiction)]).status == 400)
        let path = "flavors/\(flavorID.stringValue ?? "")"
        #expect(cloud.send("PUT", path, ["flavor": ["enabled": false]], as: TestCloud.admin).status == 200)
        #expect(
            cloud.send("POST", "loadbalancers", ["loadbalancer": .object(body)]).fault
                == "The selected flavor is not allowed in this deployment: \(flavorID.stringValue ?? "")"
        )
        #expect(cloud.send("DELETE", path, as: TestCloud.admin).status == 409)
    }

    @Test("an availability zone must exist and be switched on")
    func zones() {
        var cloud = TestCloud()
        let profile: JSONValue = [
            "availability_zone_profile": [
                "name": "p", "provider_name": "amphora", "availability_zone_data": #"{"compute_zone": "az1"}"#,
            ]
        ]
        let profileID = cloud.send("POST", "availabilityzoneprofiles", profile, as: TestCloud.admin)
            .json?["availability_zone_profile"]?["id"]
        let zone: JSONValue = ["availability_zone": ["name": "az1", "availability_zone_profile_id": profileID ?? nil]]
        #expect(cloud.send("POST", "availabilityzones", zone, as: TestCloud.admin).status == 201)
        #expect(cloud.send("POST", "availabilityzones", zone, as: TestCloud.admin).status == 409)
        let id = cloud.makeLoadBalancer(["availability_zone": "az1"])
        #expect(cloud.attribute("loadbalancers/\(id)", "loadbalancer", "availability_zone") == "az1")
        #expect(cloud.makeLoadBalancer(["availability_zone": "az2"]) == "not created")
    }
}
