import OrderedCollections
import Testing

@testable import Sandbox

@Suite("Neutron's refusals")
struct NeutronAccessTests {
    private var cloud = SeededWorld()

    @Test(
        "a body is checked as neutron-lib does",
        arguments: [
            ("{}", "Resource body required"), (#"{"x": {}}"#, "Unable to find 'floatingip' in request body"),
            (
                #"{"floatingip": {}}"#,
                "Failed to parse request. Required attribute 'floating_network_id' not specified"
            ),
            (#"{"floatingip": {"floating_network_id": "1", "x": 1}}"#, "Unrecognized attribute(s) 'x'"),
            (
                #"{"floatingip": {"floating_network_id": "abc"}}"#,
                "Invalid input for floating_network_id. Reason: 'abc' is not a valid UUID."
            ),
            (#"{"floatingip": {"floating_network_id": "ID", "tags": ["a"]}}"#, "Attribute 'tags' not allowed in POST"),
            (
                #"{"floatingip": {"floating_network_id": "ID", "description": 5}}"#,
                "Invalid input for description. Reason: '5' is not a valid string."
            ),
            (
                #"{"floatingip": {"floating_network_id": "ID", "project_id": "abc"}}"#,
                "Specifying 'project_id' other than the authenticated project in request is not allowed for the current"
                    + " user."
            ),
        ]
    )
    mutating func body(text: String, message: String) throws {
        let body = try JSONValue(parsing: text.replacing("ID", with: cloud.facts.floatingNetworkID))
        let answer = cloud.send("POST", "/networking/v2.0/floatingips", body)
        #expect(answer.status == 400)
        #expect(answer.neutronError == "HTTPBadRequest: \(message)")
    }

    @Test("what may not change is refused in a change")
    mutating func readOnly() {
        let made = cloud.send("POST", "/networking/v2.0/floatingips", floatingIP)
        let change: JSONValue = ["floatingip": ["floating_network_id": .string(cloud.facts.networkID)]]
        let answer = cloud.send("PUT", "/networking/v2.0/floatingips/\(made.madeID)", change)
        #expect(answer.neutronError == "HTTPBadRequest: Cannot update read-only attribute floating_network_id")
    }

    private var floatingIP: JSONValue {
        ["floatingip": ["floating_network_id": .string(cloud.facts.floatingNetworkID)]]
    }

    @Test("other projects' things do not exist, except for an admin")
    mutating func foreign() {
        let path = "/networking/v2.0/networks/\(cloud.facts.strangerNetworkID)"
        let answer = cloud.send("GET", path)
        #expect(answer.status == 404)
        #expect(
            answer.neutronError == "NetworkNotFound: Network \(cloud.facts.strangerNetworkID) could not be found."
        )
        #expect(cloud.send("GET", path, as: .stranger).status == 200)
        #expect(cloud.send("GET", path, as: .admin).status == 200)
        let names = cloud.send("GET", "/networking/v2.0/networks?name=k8s-net", as: .admin)
        #expect(names.json?["networks"]?.arrayValue?.count == 2)
    }

    @Test("external networks and their subnets are seen by everyone, and changed by their owner")
    mutating func external() {
        let network = "/networking/v2.0/networks/\(cloud.facts.floatingNetworkID)"
        #expect(cloud.send("GET", network).status == 200)
        #expect(cloud.send("GET", "/networking/v2.0/subnets/\(cloud.facts.floatingSubnetID)").status == 200)
        let refused = cloud.send("DELETE", network)
        #expect(refused.neutronError == "PolicyNotAuthorized: rule:delete_network is disallowed by policy")
    }

    @Test("a reader reads and does not write; without such a role nothing is seen")
    mutating func roles() {
        let made = cloud.send("POST", "/networking/v2.0/floatingips", floatingIP)
        let path = "/networking/v2.0/floatingips/\(made.madeID)"
        #expect(cloud.send("GET", path, as: .observer).status == 200)
        #expect(cloud.send("DELETE", path, as: .observer).status == 403)
        #expect(cloud.send("GET", "/networking/v2.0/networks", as: .nolb).json == ["networks": []])
        #expect(cloud.send("POST", "/networking/v2.0/floatingips", floatingIP, as: .nolb).status == 403)
    }

    @Test(
        "unknown paths and methods are refused",
        arguments: [("GET", "", 404), ("GET", "/foo", 404), ("PATCH", "/networks", 405), ("GET", "/ports/x/y", 404)]
    )
    mutating func unknown(method: String, path: String, status: Int) {
        #expect(cloud.send(method, "/networking/v2.0\(path)").status == status)
    }

    @Test("quotas are shown with their use, and set by an admin only")
    mutating func quotas() {
        let path = "/networking/v2.0/quotas/\(cloud.facts.projectID)"
        _ = cloud.send("POST", "/networking/v2.0/floatingips", floatingIP)
        #expect(cloud.send("PUT", path, ["quota": ["floatingip": 1]]).status == 403)
        #expect(cloud.send("PUT", path, ["quota": ["floatingip": 1]], as: .admin).status == 200)
        let details = cloud.send("GET", path + "/details").json?["quota"]?["floatingip"]
        #expect(details == ["limit": 1, "used": 1, "reserved": 0])
        #expect(cloud.send("POST", "/networking/v2.0/floatingips", floatingIP).status == 409)
        #expect(cloud.send("DELETE", path, as: .admin).status == 204)
        #expect(cloud.send("DELETE", path, as: .admin).status == 404)
        #expect(cloud.send("POST", "/networking/v2.0/floatingips", floatingIP).status == 201)
    }

    @Test("a new security group has the two egress rules, and a rule exists once")
    mutating func securityGroups() {
        let made = cloud.send("POST", "/networking/v2.0/security-groups", ["security_group": ["name": "g"]])
        #expect(made.json?["security_group"]?["security_group_rules"]?.arrayValue?.count == 2)
        let rule: JSONValue = [
            "security_group_rule": [
                "security_group_id": .string(made.madeID), "direction": "ingress", "protocol": "tcp",
                "port_range_min": 80, "port_range_max": 80,
            ]
        ]
        #expect(cloud.send("POST", "/networking/v2.0/security-group-rules", rule).status == 201)
        let twin = cloud.send("POST", "/networking/v2.0/security-group-rules", rule)
        #expect(twin.neutronError?.hasPrefix("SecurityGroupRuleExists") == true)
        #expect(cloud.send("DELETE", "/networking/v2.0/security-groups/\(made.madeID)").status == 204)
        #expect(cloud.world.neutron.securityGroupRules.isEmpty)
    }

    @Test("an address in use, outside the subnet or outside the network is refused")
    mutating func fixedAddresses() {
        func port(_ fixed: JSONValue) -> JSONValue {
            ["port": ["network_id": .string(cloud.facts.networkID), "fixed_ips": [fixed]]]
        }
        let subnet = JSONValue.string(cloud.facts.subnetID)
        let cases: [(JSONValue, String)] = [
            (["subnet_id": subnet, "ip_address": "10.10.0.11"], "IpAddressAlreadyAllocated"),
            (["subnet_id": subnet, "ip_address": "1.2.3.4"], "InvalidIpForSubnet"),
            (["ip_address": "1.2.3.4"], "InvalidIpForNetwork"),
            (["subnet_id": .string(cloud.facts.floatingSubnetID)], "InvalidInput"),
            (["subnet_id": "none"], "SubnetNotFound"),
        ]
        for (fixed, type) in cases {
            let answer = cloud.send("POST", "/networking/v2.0/ports", port(fixed))
            #expect(answer.neutronError?.hasPrefix(type + ":") == true)
        }
    }
}
