import LoadBalancerModel
import OpenStackAPI
import Planning
import Sandbox
import Testing

@testable import OctaviaLB

@Suite("Floating IPs of a plan")
struct FloatingIPTests {
    @Test("a subnet that gives no address is passed over for the next")
    func subnets() async throws {
        try await CloudUnderTest.run { cloud in
            let facts = cloud.sandbox.facts
            var spec = LoadBalancerSpec.web(facts)
            spec.floatingIP?.subnetIDs = [facts.strangerSubnetID, facts.floatingSubnetID]
            let applied = try await cloud.converge(spec)
            #expect(applied.floatingAddress != nil)
            #expect(cloud.writes.count { $0 == "POST floatingips" } == 2)
            #expect(cloud.objects("floatingips").count == 1)
        }
    }

    @Test("the floating IP of a load balancer that somebody deleted is put on its successor")
    func leftover() async throws {
        try await CloudUnderTest.run { cloud in
            let spec = LoadBalancerSpec.web(cloud.sandbox.facts)
            let before = try await cloud.converge(spec)
            let id = try #require(before.id)
            cloud.sandbox.call("DELETE", "/load-balancer/v2.0/lbaas/loadbalancers/\(id)?cascade=true")
            cloud.sandbox.advance(by: .seconds(10))
            let after = try await cloud.converge(spec)
            #expect(after.id != before.id && after.floatingAddress == before.floatingAddress)
            #expect(cloud.objects("floatingips").count == 1)
        }
    }

    @Test("an address that somebody else took since the observation is not taken from them")
    func taken() async throws {
        try await CloudUnderTest.run { cloud in
            let facts = cloud.sandbox.facts
            let address = try makeFloatingIP(in: cloud)
            try await cloud.converge(.web(facts, isExternal: false))
            var spec = LoadBalancerSpec.web(facts)
            spec.floatingIP?.address = address.value
            let inventory = Inventory(session: cloud.session)
            let observation = try await inventory.observe(.web, floatingAddress: address.value)
            let plan = Planner(capabilities: .init()).plan(spec, against: observation)
            #expect(plan.steps.map(\.operation).contains(.attachFloatingIP(id: address.id)))

            let node = try #require(cloud.objects("ports").first { $0["name"] == "node-1" }?["id"]?.stringValue)
            let taking: JSONValue = ["floatingip": ["port_id": .string(node)]]
            cloud.sandbox.call("PUT", "/networking/v2.0/floatingips/\(address.id)", taking)
            cloud.sandbox.forgetCalls()
            let failure = await #expect(throws: LoadBalancerFailure.self) {
                try await cloud.applier().apply(plan, to: observation)
            }
            #expect(failure?.code == .changed)
            #expect(cloud.writes.isEmpty)
            #expect(cloud.objects("floatingips").first?["port_id"] == .string(node))
        }
    }

    @Test("an address that is to be kept is taken off, and stays the project's")
    func kept() async throws {
        try await CloudUnderTest.run { cloud in
            let facts = cloud.sandbox.facts
            try await cloud.converge(.web(facts))
            var spec = LoadBalancerSpec.web(facts, isExternal: false)
            spec.keepFloatingIP = true
            let applied = try await cloud.converge(spec)
            #expect(applied.floatingAddress == nil && applied.address == applied.vipAddress)
            #expect(cloud.objects("floatingips").map { $0["port_id"]?.isNull } == [true])
        }
    }

    private func makeFloatingIP(in cloud: CloudUnderTest) throws -> (id: String, value: String) {
        let body: JSONValue = ["floatingip": ["floating_network_id": .string(cloud.sandbox.facts.floatingNetworkID)]]
        let made = cloud.sandbox.call("POST", "/networking/v2.0/floatingips", body).body?["floatingip"]
        let id = try #require(made?["id"]?.stringValue)
        return (id, try #require(made?["floating_ip_address"]?.stringValue))
    }
}
