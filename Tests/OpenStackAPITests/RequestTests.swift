import KeystoneAuth
import Testing

@testable import OpenStackAPI

@Suite("Requests")
struct RequestTests {
    @Test("a fully populated create is one POST that carries only what is set")
    func populatedCreate() async throws {
        var member = Member.Create(address: "10.0.0.11", port: 30080)
        member.name = "n1"
        member.subnetID = "SUB"
        var monitor = HealthMonitor.Create(type: "TCP", delay: 5, timeout: 3, maxRetries: 1)
        monitor.name = "monitor_0_web"
        monitor.maxRetriesDown = 3
        var pool = Pool.Create(proto: "TCP", algorithm: "ROUND_ROBIN")
        pool.name = "pool_0_web"
        pool.members = [member]
        pool.healthMonitor = monitor
        var listener = Listener.Create(proto: "TCP", port: 80)
        listener.name = "listener_0_web"
        listener.connectionLimit = -1
        listener.timeoutClientData = 50000
        listener.allowedCIDRs = ["0.0.0.0/0"]
        listener.tags = ["web"]
        listener.defaultPool = pool
        var body = LoadBalancer.Create(name: "web")
        body.vipSubnetID = "SUB"
        body.tags = ["web"]
        body.listeners = [listener]

        let call = try await sent(LoadBalancer.create(body))
        #expect(call.summary == "POST /lbaas/loadbalancers")
        #expect(call.operation == "loadbalancer_create")
        #expect(call.timeout == .seconds(300))
        #expect(
            call.text == """
                {"loadbalancer":{"listeners":[{"allowed_cidrs":["0.0.0.0/0"],"connection_limit":-1,"default_pool":\
                {"healthmonitor":{"delay":5,"max_retries":1,"max_retries_down":3,"name":"monitor_0_web","timeout":3,\
                "type":"TCP"},"lb_algorithm":"ROUND_ROBIN","members":[{"address":"10.0.0.11","name":"n1",\
                "protocol_port":30080,"subnet_id":"SUB"}],"name":"pool_0_web","protocol":"TCP"},\
                "name":"listener_0_web","protocol":"TCP","protocol_port":80,"tags":["web"],\
                "timeout_client_data":50000}],"name":"web","tags":["web"],"vip_subnet_id":"SUB"}}
                """
        )
    }

    @Test("a load balancer without listeners is created within the session's usual time")
    func plainCreate() {
        #expect(LoadBalancer.create(LoadBalancer.Create(name: "web")).call.timeout == nil)
    }

    @Test("a patch sends nothing, null or a value")
    func patch() async throws {
        var update = Listener.Update()
        #expect(try await sent(Listener.update("l1", update)).text == #"{"listener":{}}"#)
        update.defaultPoolID = .null
        #expect(try await sent(Listener.update("l1", update)).text == #"{"listener":{"default_pool_id":null}}"#)
        update.defaultPoolID = .value("p")
        #expect(try await sent(Listener.update("l1", update)).text == #"{"listener":{"default_pool_id":"p"}}"#)
    }

    @Test("a floating IP is detached by an explicit null")
    func detach() async throws {
        var update = FloatingIP.Update()
        update.portID = .null
        let call = try await sent(FloatingIP.update("f1", update))
        #expect(call.summary == "PUT /floatingips/f1")
        #expect(call.text == #"{"floatingip":{"port_id":null}}"#)
    }

    @Test("members are replaced, or added to, by one PUT")
    func batchUpdate() async throws {
        let members = [Member.Create(address: "10.0.0.1", port: 30080)]
        let replace = try await sent(Member.batchUpdate(of: "p1", members))
        #expect(replace.summary == "PUT /lbaas/pools/p1/members")
        #expect(replace.text == #"{"members":[{"address":"10.0.0.1","protocol_port":30080}]}"#)
        #expect(replace.timeout == .seconds(300))
        let add = try await sent(Member.batchUpdate(of: "p1", members, additiveOnly: true))
        #expect(add.summary == "PUT /lbaas/pools/p1/members?additive_only=true")
    }

    @Test("an empty batch empties the pool and says so")
    func emptyBatch() async throws {
        #expect(try await sent(Member.batchUpdate(of: "p1", [])).text == #"{"members":[]}"#)
    }

    @Test("every call goes where Octavia and Neutron expect it, under the label it is counted by")
    func calls() {
        let calls = [
            LoadBalancer.get("a").call, LoadBalancer.delete("a", cascade: true).call,
            LoadBalancer.delete("a", cascade: false).call, LoadBalancer.failover(Deletable("a")).call,
            LoadBalancer.statusTree("a").call, LoadBalancer.update("a", .init()).request.call,
            Listener.create(.init(proto: "TCP", port: 80)).request.call, Listener.delete("a").request.call,
            Pool.update("a", .init()).request.call, Pool.delete("a").request.call,
            Member.create(.init(address: "10.0.0.1", port: 1), in: "p").request.call,
            Member.delete("m", from: "p").request.call,
            Member.list(of: "p").page(after: nil, project: nil),
            HealthMonitor.get("a").call, HealthMonitor.delete("a").request.call,
            L7Policy.delete("a").request.call,
            L7Rule.create(.init(type: "PATH", compareType: "EQUAL_TO", value: "/"), in: "l").request.call,
            LoadBalancerProvider.list().page(after: nil, project: nil), LoadBalancerQuota.get(project: "p").call,
            FloatingIP.create(.init(networkID: "n")).call, FloatingIP.replaceTags("f", with: ["a"]).call,
            FloatingIP.delete("f").call, Subnet.get("s").call, Port.get("p").call, NetworkQuota.get(project: "p").call,
            NetworkExtension.list().page(after: nil, project: nil),
        ]
        #expect(
            calls.map { "\($0.summary) \($0.operation)" } == [
                "GET /lbaas/loadbalancers/a loadbalancer_get",
                "DELETE /lbaas/loadbalancers/a?cascade=true loadbalancer_delete",
                "DELETE /lbaas/loadbalancers/a loadbalancer_delete",
                "PUT /lbaas/loadbalancers/a/failover loadbalancer_failover",
                "GET /lbaas/loadbalancers/a/status loadbalancer_status_get",
                "PUT /lbaas/loadbalancers/a loadbalancer_update",
                "POST /lbaas/listeners loadbalancer_listener_create",
                "DELETE /lbaas/listeners/a loadbalancer_listener_delete",
                "PUT /lbaas/pools/a loadbalancer_pool_update",
                "DELETE /lbaas/pools/a loadbalancer_pool_delete",
                "POST /lbaas/pools/p/members loadbalancer_member_create",
                "DELETE /lbaas/pools/p/members/m loadbalancer_member_delete",
                "GET /lbaas/pools/p/members?limit=1000 loadbalancer_member_list",
                "GET /lbaas/healthmonitors/a loadbalancer_healthmonitor_get",
                "DELETE /lbaas/healthmonitors/a loadbalancer_healthmonitor_delete",
                "DELETE /lbaas/l7policies/a loadbalancer_l7policy_delete",
                "POST /lbaas/l7policies/l/rules loadbalancer_l7rule_create",
                "GET /lbaas/providers?limit=1000 loadbalancer_provider_list",
                "GET /lbaas/quotas/p loadbalancer_quota_get",
                "POST /floatingips floating_ip_create",
                "PUT /floatingips/f/tags floating_ip_tag_update",
                "DELETE /floatingips/f floating_ip_delete",
                "GET /subnets/s subnet_get",
                "GET /ports/p port_get",
                "GET /quotas/p/details network_quota_get",
                "GET /extensions network_extension_list",
            ]
        )
    }

    @Test(
        "an id stays one path segment, whatever a user wrote",
        arguments: [
            ("a/b", "/lbaas/loadbalancers/a%2Fb"), ("../x?y=1", "/lbaas/loadbalancers/..%2Fx%3Fy%3D1"),
            ("é", "/lbaas/loadbalancers/%C3%A9"), ("1-a_b.c~d", "/lbaas/loadbalancers/1-a_b.c~d"),
        ]
    )
    func escapedIDs(id: String, path: String) {
        #expect(LoadBalancer.get(LoadBalancerID(id)).call.path == path)
    }

    @Test("an id that would reach another resource is not sent", arguments: ["", ".", ".."])
    func emptyIDs(id: String) async {
        let session = ScriptedSession(.json("{}"))
        let error = await failure { try await session.delete(Deletable(LoadBalancerID(id)), cascade: true) }
        #expect(error?.code == .badRequest)
        let member = await failure { try await session.send(Member.batchUpdate(of: PoolID(id), []).request) }
        #expect(member?.code == .badRequest)
        #expect(await session.calls.isEmpty)
    }

    @Test("what is already gone counts as deleted only where the caller says so")
    func deleteIfPresent() async throws {
        let gone = ScriptedSession.Answer.failure(OpenStackError(.notFound, "gone"))
        _ = try await ScriptedSession(gone).deleteIfPresent(Pool.delete("p"), from: settled())
        let strict = await failure { try await ScriptedSession(gone).send(Pool.delete("p"), to: try settled()) }
        #expect(strict?.code == .notFound)
        let other = ScriptedSession(.failure(OpenStackError(.forbidden, "no")))
        let forbidden = await failure { try await other.deleteIfPresent(FloatingIP.delete("f")) }
        #expect(forbidden?.code == .forbidden)
    }

    @Test("an object that is not there is nil only where the caller asks for that")
    func sendIfPresent() async throws {
        let session = ScriptedSession(.failure(OpenStackError(.notFound, "gone")))
        #expect(try await session.sendIfPresent(LoadBalancer.get("a")) == nil)
    }

    /// What a session is given when the request is sent; the answer does not matter.
    private func sent<Response>(_ request: Request<Response>) async throws -> APIRequest {
        let session = ScriptedSession(.json("{}"))
        _ = await failure { try await session.send(request) }
        return try #require(await session.calls.first)
    }

    private func sent<Response>(_ mutation: Mutation<Response>) async throws -> APIRequest {
        try await sent(mutation.request)
    }
}
