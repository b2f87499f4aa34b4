import LoadBalancerModel
import Sandbox
import Testing

@testable import OctaviaLB

@Suite("Observing a Service's load balancer")
struct InventoryTests {
    @Test("everything of the load balancer is read as it was made")
    func everything() async throws {
        try await CloudUnderTest.run { cloud in
            var port = ListenerSpec.port(80, "HTTP")
            port.insertHeaders = ["X-Forwarded-For": "true"]
            port.connectionLimit = 100
            port.timeouts = ListenerTimeouts(clientData: 1000, memberConnect: 2000, memberData: 3000, tcpInspect: 0)
            port.pool.persistence = SessionPersistence(type: "SOURCE_IP")
            port.pool.monitor?.type = "HTTP"
            port.pool.monitor?.http = .init(method: "GET", path: "/healthz", expectedCodes: "200")
            let spec = LoadBalancerSpec.web(cloud.sandbox.facts, ports: [port])
            try await cloud.converge(spec)

            let observation = try await cloud.observe()
            let observed = try #require(observation.loadBalancer.value)
            #expect(observed.name == spec.identity.name && observed.tags.sorted() == spec.identity.tags.sorted())
            #expect(observed.provisioning == .active && observed.vipSubnetID == cloud.sandbox.facts.subnetID)
            #expect(observed.stamp != nil && observed.createdAt != nil)
            let listener = try #require(observed.listeners.first)
            #expect(listener.key == ListenerKey("TCP", 80) && listener.proto == .http)
            #expect(listener.timeouts == port.timeouts && listener.connectionLimit == 100)
            #expect(listener.insertHeaders["X-Forwarded-For"] == "true")
            let pool = try #require(observed.pools.first)
            #expect(pool.id == listener.defaultPoolID && pool.listenerIDs == [listener.id])
            #expect(pool.persistence == port.pool.persistence)
            #expect(pool.monitor?.spec == port.pool.monitor)
            #expect(MemberSet.known(pool.members.map(\.spec)) == port.pool.members)
            #expect(observation.floatingIPs.map(\.portID) == [observed.vipPortID])
        }
    }

    @Test("pages as small as one object change nothing")
    func smallPages() async throws {
        try await CloudUnderTest.run { cloud in
            let spec = LoadBalancerSpec.web(cloud.sandbox.facts, ports: [.port(80), .port(443, index: 1)])
            try await cloud.converge(spec)
            let whole = try await cloud.observe()
            cloud.sandbox.settings.pageSize = 1
            #expect(try await cloud.observe() == whole)
        }
    }

    @Test("another project's namesake does not exist for us, even if our token sees it")
    func namesake() async throws {
        let namesake = Identity(subject: "default/web-service", name: "kube_service_kubernetes_default_web-service")
        for user in [SandboxUser.k8s, .admin] {
            try await CloudUnderTest.run(as: user) { cloud in
                #expect(cloud.objects("loadbalancers", as: .stranger).first?["name"] == .string(namesake.name))
                let observation = try await cloud.observe(namesake)
                #expect(observation == .empty)
            }
        }
    }

    @Test("a load balancer that only has our name is a conflict, and is named")
    func nameOnly() async throws {
        try await CloudUnderTest.run { cloud in
            let body: JSONValue = [
                "loadbalancer": [
                    "name": .string(Identity.web.name), "vip_subnet_id": .string(cloud.sandbox.facts.subnetID),
                ]
            ]
            cloud.sandbox.call("POST", "/load-balancer/v2.0/lbaas/loadbalancers", body)
            let observation = try await cloud.observe()
            #expect(observation.loadBalancer == .absent)
            #expect(observation.conflicts.map(\.name) == [Identity.web.name])
        }
    }

    @Test("a load balancer of another cluster with our name is passed over")
    func otherCluster() async throws {
        try await CloudUnderTest.run { cloud in
            var other = Identity.web
            other.clusterTag = "occm-cluster=c-2"
            other.serviceTag = "occm-service=u-2"
            try await cloud.converge(.web(cloud.sandbox.facts, isExternal: false, identity: other))
            #expect(try await cloud.observe() == .empty)
        }
    }

    @Test("two load balancers with our tag: the one with the floating IP is ours, the other a duplicate")
    func duplicate() async throws {
        try await CloudUnderTest.run { cloud in
            let applied = try await cloud.converge(.web(cloud.sandbox.facts))
            let body: JSONValue = [
                "loadbalancer": [
                    "name": .string(Identity.web.name), "vip_subnet_id": .string(cloud.sandbox.facts.subnetID),
                    "tags": .strings(Identity.web.tags),
                ]
            ]
            cloud.sandbox.call("POST", "/load-balancer/v2.0/lbaas/loadbalancers", body)
            let observation = try await cloud.observe()
            #expect(observation.loadBalancer.value?.id == applied.id)
            #expect(observation.duplicates.count == 1)
            try await cloud.converge(.web(cloud.sandbox.facts))
            #expect(cloud.objects("loadbalancers").map { $0["id"]?.stringValue } == [applied.id])
        }
    }

    @Test("a listing that fails is an error, never an absent load balancer")
    func failedListing() async throws {
        try await CloudUnderTest.run { cloud in
            try await cloud.converge(.web(cloud.sandbox.facts))
            let path = "/load-balancer/v2.0/lbaas/loadbalancers"
            cloud.sandbox.inject(FaultRule("GET", path, times: nil, .respond(status: 500)))
            await #expect(throws: (any Error).self) { try await cloud.observe() }
        }
    }

    @Test("a floating IP that the Service asks for by address is found though it is nobody's")
    func askedFor() async throws {
        try await CloudUnderTest.run { cloud in
            let body: JSONValue = [
                "floatingip": ["floating_network_id": .string(cloud.sandbox.facts.floatingNetworkID)]
            ]
            let made = cloud.sandbox.call("POST", "/networking/v2.0/floatingips", body).body?["floatingip"]
            let address = try #require(made?["floating_ip_address"]?.stringValue)
            let inventory = Inventory(session: cloud.session)
            #expect(try await inventory.observe(.web).floatingIPs.isEmpty)
            let found = try await inventory.observe(.web, floatingAddress: address).floatingIPs
            #expect(found.map(\.address) == [address])
        }
    }
}
