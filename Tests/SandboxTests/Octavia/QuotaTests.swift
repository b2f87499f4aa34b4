import OrderedCollections
import Testing

@testable import Sandbox

@Suite("Octavia's quotas")
struct QuotaTests {
    @Test("a quota stops the next resource, and a deletion frees it once it has settled")
    func limit() {
        var cloud = TestCloud(settleTime: .seconds(1))
        cloud.octavia.settings.defaultQuota = [.loadBalancer: 1]
        let id = cloud.makeLoadBalancer()
        cloud.wait(.seconds(1))
        let body: JSONValue = ["loadbalancer": ["vip_subnet_id": .string(TestNetwork.subnetID)]]
        let refused = cloud.send("POST", "loadbalancers", body)
        #expect(refused.status == 403)
        #expect(refused.fault == "Quota has been met for resources: Load Balancer")
        #expect(cloud.send("DELETE", "loadbalancers/\(id)").status == 204)
        #expect(cloud.send("POST", "loadbalancers", body).status == 403)
        cloud.wait(.seconds(1))
        #expect(cloud.send("POST", "loadbalancers", body).status == 201)
    }

    @Test(
        "a load balancer with children needs quota for all of them, and leaves nothing behind without it",
        arguments: [ResourceKind.listener, .pool, .member, .healthMonitor]
    )
    func children(kind: ResourceKind) {
        var cloud = TestCloud()
        cloud.octavia.settings.defaultQuota = [kind: 0]
        let body = TestCloud.children.merging(["vip_subnet_id": .string(TestNetwork.subnetID)]) { $1 }
        let refused = cloud.send("POST", "loadbalancers", ["loadbalancer": .object(body)])
        #expect(refused.fault == "Quota has been met for resources: \(kind.title)")
        #expect(cloud.octavia.loadBalancers.isEmpty)
        #expect(cloud.network.ports.isEmpty)
    }

    @Test("a member batch needs quota for what it adds beyond what it removes")
    func batch() {
        var cloud = TestCloud()
        let id = cloud.makeLoadBalancer()
        let pool = cloud.makePool(on: id)
        let path = "pools/\(pool)/members"
        cloud.octavia.settings.defaultQuota = [.member: 1]
        #expect(cloud.send("PUT", path, ["members": [["address": "10.0.0.5", "protocol_port": 80]]]).status == 202)
        let other: JSONValue = ["members": [["address": "10.0.0.6", "protocol_port": 80]]]
        #expect(cloud.send("PUT", "\(path)?additive_only=true", other).status == 403)
        #expect(cloud.send("PUT", path, other).status == 202)
    }

    @Test("administrators set quotas of projects, also by the older names")
    func projects() {
        var cloud = TestCloud()
        let body: JSONValue = ["quota": ["load_balancer": 3, "listener": 2]]
        #expect(cloud.send("PUT", "quotas/k8s", body).status == 403)
        #expect(cloud.send("PUT", "quotas/k8s", body, as: TestCloud.admin).status == 202)
        #expect(cloud.attribute("quotas/k8s", "quota", "loadbalancer") == 3)
        #expect(cloud.attribute("quotas/k8s", "quota", "pool") == -1)
        #expect(cloud.send("GET", "quotas", as: TestCloud.admin).json?["quotas"]?.arrayValue?.count == 1)
        #expect(cloud.send("DELETE", "quotas/k8s", as: TestCloud.admin).status == 202)
        #expect(cloud.attribute("quotas/k8s", "quota", "loadbalancer") == -1)
    }
}
