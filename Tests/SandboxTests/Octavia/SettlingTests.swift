import OrderedCollections
import Testing

@testable import Sandbox

@Suite("Octavia's resources settle")
struct SettlingTests {
    @Test("a change keeps the load balancer PENDING for the settle time, then it is ACTIVE")
    func settleTime() {
        var cloud = TestCloud(settleTime: .seconds(2))
        let id = cloud.makeLoadBalancer()
        #expect(cloud.status("loadbalancers/\(id)", "loadbalancer") == "PENDING_CREATE")
        #expect(cloud.octavia.nextDue == TestCloud.start + .seconds(2))
        cloud.wait(.milliseconds(1999))
        #expect(cloud.status("loadbalancers/\(id)", "loadbalancer") == "PENDING_CREATE")
        cloud.wait(.milliseconds(1))
        #expect(cloud.status("loadbalancers/\(id)", "loadbalancer") == "ACTIVE")
        #expect(cloud.octavia.nextDue == nil)
    }

    @Test("changes settle in the order in which they are due, whatever the settle time was when they began")
    func order() {
        var cloud = TestCloud(settleTime: .seconds(10))
        let slow = cloud.makeLoadBalancer()
        cloud.octavia.settings.settleTime = .seconds(1)
        let quick = cloud.makeLoadBalancer()
        cloud.wait(.seconds(1))
        #expect(cloud.status("loadbalancers/\(quick)", "loadbalancer") == "ACTIVE")
        #expect(cloud.status("loadbalancers/\(slow)", "loadbalancer") == "PENDING_CREATE")
        #expect(cloud.octavia.nextDue == TestCloud.start + .seconds(10))
    }

    @Test("updated_at is empty at first, then moves with the load balancer and its children, in whole seconds")
    func stamps() {
        var cloud = TestCloud()
        cloud.octavia.settings.clockSkew = .seconds(3600)
        let id = cloud.makeLoadBalancer()
        let created = cloud.send("GET", "loadbalancers/\(id)").json?["loadbalancer"]
        #expect(created?["created_at"] == "2026-01-01T01:00:00")
        #expect(created?["updated_at"] == "2026-01-01T01:00:00")
        cloud.wait(.milliseconds(5400))
        let pool = cloud.makePool(on: id)
        cloud.wait(.zero)
        #expect(cloud.attribute("loadbalancers/\(id)", "loadbalancer", "updated_at") == "2026-01-01T01:00:05")
        cloud.wait(.seconds(5))
        _ = cloud.send("PUT", "pools/\(pool)/members", ["members": [["address": "10.0.0.5", "protocol_port": 80]]])
        #expect(cloud.attribute("loadbalancers/\(id)", "loadbalancer", "updated_at") == "2026-01-01T01:00:10")
        #expect(cloud.attribute("pools/\(pool)", "pool", "updated_at") == "2026-01-01T01:00:10")
    }

    @Test("a load balancer that fails is in ERROR and can only be deleted or failed over")
    func failingLoadBalancer() {
        var cloud = TestCloud()
        cloud.octavia.endNext(.error)
        let id = cloud.makeLoadBalancer()
        #expect(cloud.status("loadbalancers/\(id)", "loadbalancer") == "ERROR")
        let update = cloud.send("PUT", "loadbalancers/\(id)", ["loadbalancer": ["name": "x"]])
        #expect(update.status == 409)
        #expect(update.fault == "Invalid state ERROR of loadbalancer resource \(id)")
        let pool = cloud.send("POST", "pools", TestCloud.pool(on: id))
        #expect(pool.fault == "Load Balancer \(id) is immutable and cannot be updated.")
        #expect(cloud.send("PUT", "loadbalancers/\(id)/failover", as: TestCloud.admin).status == 202)
        #expect(cloud.status("loadbalancers/\(id)", "loadbalancer") == "ACTIVE")
        #expect(cloud.send("DELETE", "loadbalancers/\(id)").status == 204)
        #expect(cloud.send("GET", "loadbalancers/\(id)").status == 404)
    }

    @Test("a child that fails is in ERROR below an ACTIVE load balancer, and one update repairs it")
    func failingChild() {
        var cloud = TestCloud()
        let id = cloud.makeLoadBalancer()
        cloud.octavia.endNext(.error)
        let pool = cloud.makePool(on: id)
        #expect(cloud.status("pools/\(pool)", "pool") == "ERROR")
        #expect(cloud.status("loadbalancers/\(id)", "loadbalancer") == "ACTIVE")
        let member = cloud.send(
            "POST",
            "pools/\(pool)/members",
            ["member": ["address": "10.0.0.5", "protocol_port": 80]]
        )
        #expect(member.fault == "Pool \(pool) is immutable and cannot be updated.")
        #expect(cloud.send("PUT", "pools/\(pool)", ["pool": ["name": "again"]]).status == 200)
        #expect(cloud.status("pools/\(pool)", "pool") == "ACTIVE")
    }

    @Test("a child can be left PENDING below an ACTIVE load balancer, or take it along into ERROR")
    func outcomes() {
        var cloud = TestCloud()
        let id = cloud.makeLoadBalancer()
        cloud.octavia.endNext(.childLeftPending)
        cloud.octavia.endNext(.loadBalancerError)
        let pending = cloud.makePool(on: id)
        #expect(cloud.status("pools/\(pending)", "pool") == "PENDING_CREATE")
        #expect(cloud.status("loadbalancers/\(id)", "loadbalancer") == "ACTIVE")
        let failing = cloud.makePool(on: id)
        #expect(cloud.status("pools/\(failing)", "pool") == "ERROR")
        #expect(cloud.status("loadbalancers/\(id)", "loadbalancer") == "ERROR")
    }

    @Test("a deletion that fails leaves everything there")
    func failingDeletion() {
        var cloud = TestCloud()
        let id = cloud.makeLoadBalancer()
        cloud.octavia.endNext(.error)
        #expect(cloud.send("DELETE", "loadbalancers/\(id)").status == 204)
        #expect(cloud.status("loadbalancers/\(id)", "loadbalancer") == "ERROR")
        #expect(cloud.network.ports.count == 1)
    }

    @Test("a cascade takes listeners, pools, members, monitors, policies, rules and the VIP port along")
    func cascade() {
        var cloud = TestCloud()
        let id = cloud.makeLoadBalancer(TestCloud.children)
        #expect(cloud.octavia.members.count == 2)
        #expect(cloud.octavia.l7Rules.count == 1)
        #expect(cloud.send("DELETE", "loadbalancers/\(id)").status == 400)
        #expect(cloud.send("DELETE", "loadbalancers/\(id)?cascade=true").status == 204)
        cloud.wait(.zero)
        let left =
            cloud.octavia.loadBalancers.count + cloud.octavia.listeners.count + cloud.octavia.pools.count
            + cloud.octavia.members.count + cloud.octavia.healthMonitors.count + cloud.octavia.l7Policies.count
            + cloud.octavia.l7Rules.count + cloud.network.ports.count
        #expect(left == 0)
        #expect(cloud.octavia.usage["k8s"]?.values.allSatisfy { $0 == 0 } == true)
    }

    @Test("a port that the user brought stays")
    func ownPort() {
        var cloud = TestCloud()
        let address = SandboxPort.FixedIP(
            subnetID: TestNetwork.subnetID,
            address: IPAddress(family: .v4, bits: 0x0A00_0042)
        )
        let port = cloud.network.insert(
            SandboxPort(
                id: "00000000-0000-4000-8000-0000000000b0",
                name: "mine",
                networkID: TestNetwork.networkID,
                projectID: "k8s",
                fixedIPs: [address]
            )
        )
        let id = cloud.make("loadbalancers", "loadbalancer", ["vip_port_id": .string(port.id)])
        #expect(cloud.attribute("loadbalancers/\(id)", "loadbalancer", "vip_address") == "10.0.0.66")
        #expect(
            cloud.attribute("loadbalancers/\(id)", "loadbalancer", "vip_subnet_id") == .string(TestNetwork.subnetID)
        )
        #expect(cloud.send("DELETE", "loadbalancers/\(id)").status == 204)
        cloud.wait(.zero)
        #expect(cloud.network.port(port.id) != nil)
    }

    @Test("amphorae report health once their load balancer has settled, and tests can override it")
    func health() {
        var cloud = TestCloud(settleTime: .seconds(1))
        let id = cloud.makeLoadBalancer(TestCloud.children)
        #expect(cloud.attribute("loadbalancers/\(id)", "loadbalancer", "operating_status") == "OFFLINE")
        cloud.wait(.seconds(1))
        #expect(cloud.attribute("loadbalancers/\(id)", "loadbalancer", "operating_status") == "ONLINE")
        #expect(cloud.octavia.members.values.allSatisfy { $0.attributes.text("operating_status") == "ONLINE" })
        cloud.octavia.setOperatingStatus(.degraded, of: .loadBalancer(id))
        #expect(cloud.attribute("loadbalancers/\(id)", "loadbalancer", "operating_status") == "DEGRADED")
        let monitor = cloud.octavia.healthMonitors.keys.first ?? ""
        #expect(cloud.send("DELETE", "healthmonitors/\(monitor)").status == 204)
        cloud.wait(.seconds(1))
        #expect(cloud.octavia.members.values.allSatisfy { $0.attributes.text("operating_status") == "NO_MONITOR" })
    }
}
