import KeystoneAuth
import Testing

@testable import OpenStackAPI

@Suite("Values on the wire")
struct DecodingTests {
    @Test("a load balancer keeps statuses that this release does not know and ignores unknown fields")
    func loadBalancer() async throws {
        let lb = try await decoded(
            LoadBalancer.get("lb1"),
            #"""
            {"loadbalancer": {"id": "lb1", "name": "web", "project_id": "p1", "description": "", "new": {"a": [1]},
             "provisioning_status": "PENDING_MIGRATE", "operating_status": "DREAMING", "vip_address": "10.0.0.5",
             "vip_port_id": "port1", "vip_subnet_id": "s1", "vip_network_id": "n1", "flavor_id": null,
             "updated_at": null, "created_at": "2026-01-02T03:04:05", "provider": "amphora", "listeners": [{"id": "l"}]}}
            """#
        )
        #expect(lb.provisioningStatus.rawValue == "PENDING_MIGRATE")
        #expect(lb.provisioningStatus.isPending && !lb.provisioningStatus.isMutable)
        #expect(lb.operatingStatus.description == "DREAMING")
        #expect(lb.vipPortID == "port1")
        #expect(lb.updatedAt == nil)
        #expect(lb.tags == [])
    }

    @Test("lists and dictionaries that are null or missing are empty")
    func listener() async throws {
        let listener = try await decoded(
            Listener.get("l1"),
            #"""
            {"listener": {"id": "l1", "name": "", "project_id": "p1", "provisioning_status": "ACTIVE",
             "operating_status": "ONLINE", "protocol": "TCP", "protocol_port": 80, "connection_limit": -1,
             "allowed_cidrs": null, "insert_headers": null, "l7policies": [{"id": "x"}], "default_pool_id": "p"}}
            """#
        )
        #expect(listener.allowedCIDRs.isEmpty && listener.insertHeaders.isEmpty && listener.tags.isEmpty)
        #expect(listener.l7Policies.map(\.id) == ["x"])
        #expect(listener.defaultPoolID == "p")
        #expect(listener.timeoutClientData == nil)
    }

    @Test("a status tree shows every object below the load balancer")
    func statusTree() async throws {
        let pool = #"""
            {"id": "p1", "name": "", "provisioning_status": "ACTIVE", "operating_status": "ONLINE",
             "health_monitor": {"id": "h1", "name": "", "type": "TCP", "provisioning_status": "ERROR",
                                "operating_status": "ONLINE"},
             "members": [{"id": "m1", "name": "", "address": "10.0.0.1", "protocol_port": 30080,
                          "provisioning_status": "PENDING_CREATE", "operating_status": "NO_MONITOR"}]}
            """#
        let tree = try await decoded(
            LoadBalancer.statusTree("lb1"),
            #"""
            {"statuses": {"loadbalancer": {"id": "lb1", "name": "web", "provisioning_status": "ACTIVE",
             "operating_status": "ONLINE", "pools": [\#(pool)],
             "listeners": [{"id": "l1", "name": "", "provisioning_status": "ACTIVE", "operating_status": "ONLINE",
                            "pools": [\#(pool)]}]}}}
            """#
        )
        let node = try #require(tree.loadBalancer.listeners.first?.pools.first)
        #expect(node.healthMonitor?.provisioningStatus == .error)
        #expect(node.members.map(\.port) == [30080])
        #expect(tree.loadBalancer.pools.count == 1)
    }

    @Test(
        "an error says which part of the answer is wrong",
        arguments: [
            (#"{"pool": {"id": 5}}"#, "pool.id is no String"), (#"{"pool": {}}"#, "pool.id is missing"),
            (#"{"pool": {"id": null}}"#, "pool.id is null"), ("{}", "pool is missing"),
        ]
    )
    func reasons(body: String, reason: String) async throws {
        let error = await failure { try await ScriptedSession(.json(body)).send(Pool.get("p")) }
        #expect(error?.code == .invalidResponse)
        #expect(error?.message.contains(reason) == true, "\(error?.message ?? "")")
        #expect(error?.call == "GET /lbaas/pools/p")
    }

    @Test("Neutron's values are read with their odd names")
    func neutron() async throws {
        let ip = try await decoded(
            FloatingIP.get("f1"),
            #"""
            {"floatingip": {"id": "f1", "project_id": "p1", "tenant_id": "p1", "floating_ip_address": "203.0.113.10",
             "floating_network_id": "ext", "port_id": null, "status": "DOWN", "description": "mine", "tags": ["t"]}}
            """#
        )
        #expect(ip.address == "203.0.113.10" && ip.portID == nil && ip.tags == ["t"])
        let quota = try await decoded(
            NetworkQuota.get(project: "p1"),
            #"{"quota": {"floatingip": {"limit": 50, "used": 3, "reserved": 0}, "trunk": {"limit": -1, "used": 0}}}"#
        )
        #expect(quota.floatingIPs == .init(limit: 50, used: 3))
        let port = try await decoded(
            Port.get("q"),
            #"{"port": {"id": "q", "network_id": "n", "fixed_ips": [{"subnet_id": "s", "ip_address": "10.0.0.5"}]}}"#
        )
        #expect(port.fixedIPs.map(\.address) == ["10.0.0.5"])
    }

    private func decoded<Response>(_ request: Request<Response>, _ body: String) async throws -> Response {
        try await ScriptedSession(.json(body)).send(request)
    }
}
