import KeystoneAuth
import LoadBalancerModel
import Planning
import Sandbox
import Testing

@testable import OctaviaLB

@Suite("Applying a plan when things go wrong")
struct ApplierFaultTests {
    private static let loadBalancers = "/load-balancer/v2.0/lbaas/loadbalancers"

    @Test(
        "a create whose answer was lost ends with one load balancer",
        arguments: [FaultRule.Action.dropBeforeApplying, .dropAfterApplying]
    )
    func lostCreate(fault: FaultRule.Action) async throws {
        try await CloudUnderTest.run { cloud in
            cloud.sandbox.inject(FaultRule("POST", Self.loadBalancers, fault))
            try await cloud.converge(.web(cloud.sandbox.facts))
            #expect(cloud.objects("loadbalancers").count == 1)
            #expect(cloud.objects("floatingips").count == 1)
        }
    }

    @Test("a create that can't be found is posted again only after two listings ten seconds apart")
    func lostCreateIsLookedUp() async throws {
        try await CloudUnderTest.run { cloud in
            cloud.sandbox.inject(FaultRule("POST", Self.loadBalancers, .dropBeforeApplying))
            let begin = cloud.clock.uptime()
            try await cloud.converge(.web(cloud.sandbox.facts))
            let posts = cloud.calls.indices { $0 == "POST loadbalancers" }.ranges.map(\.lowerBound)
            #expect(posts.count == 2)
            #expect(cloud.calls[posts[0]..<posts[1]].count { $0 == "GET loadbalancers" } == 2)
            #expect(cloud.clock.uptime() - begin >= .seconds(11))
        }
    }

    @Test(
        "a floating IP or a change whose answer was lost is looked up, never doubled",
        arguments: [
            ("POST", "/networking/v2.0/floatingips"), ("PUT", "/networking/v2.0/floatingips/*/tags"),
        ]
    )
    func lostFloatingIP(method: String, path: String) async throws {
        for fault in [FaultRule.Action.dropBeforeApplying, .dropAfterApplying] {
            try await CloudUnderTest.run { cloud in
                cloud.sandbox.inject(FaultRule(method, path, fault))
                try await cloud.converge(.web(cloud.sandbox.facts))
                #expect(cloud.objects("floatingips").count == 1)
                #expect(cloud.objects("floatingips").first?["tags"]?.arrayValue?.count == 3)
            }
        }
    }

    @Test("a load balancer that goes to ERROR while it is made is deleted and made again")
    func errorAtCreation() async throws {
        try await CloudUnderTest.run { cloud in
            cloud.sandbox.inject(FaultRule("POST", Self.loadBalancers, .endInError))
            let applied = try await cloud.converge(.web(cloud.sandbox.facts))
            #expect(
                cloud.writes.prefix(3) == ["POST loadbalancers", "DELETE loadbalancers/{id}", "POST loadbalancers"]
            )
            #expect(cloud.objects("loadbalancers").map { $0["id"]?.stringValue } == [applied.id])
        }
    }

    @Test("a cloud that can't make load balancers is tried three times, and nothing is left behind")
    func errorAtEveryCreation() async throws {
        try await CloudUnderTest.run { cloud in
            cloud.sandbox.inject(FaultRule("POST", Self.loadBalancers, times: nil, .endInError))
            let failure = await #expect(throws: LoadBalancerFailure.self) {
                try await cloud.converge(.web(cloud.sandbox.facts))
            }
            #expect(failure?.code == .failed)
            #expect(failure?.message.contains("3 times") == true)
            #expect(cloud.writes.count { $0 == "POST loadbalancers" } == 3)
            #expect(cloud.objects("loadbalancers").isEmpty && cloud.objects("floatingips").isEmpty)
        }
    }

    @Test("a load balancer that was in use is left alone when it goes to ERROR")
    func errorLater() async throws {
        try await CloudUnderTest.run { cloud in
            let facts = cloud.sandbox.facts
            try await cloud.converge(.web(facts))
            cloud.sandbox.inject(FaultRule("PUT", "/load-balancer/v2.0/lbaas/pools/*/members", .endInError))
            cloud.sandbox.forgetCalls()
            let error = await #expect(throws: InterruptedPlan.self) {
                try await cloud.converge(.web(facts, ports: [.port(80, nodes: 3)]))
            }
            #expect((error?.cause as? LoadBalancerFailure)?.code == .failed)
            #expect(error?.description.contains("openstack loadbalancer failover") == true)
            #expect(cloud.writes == ["PUT pools/{id}/members"])
            #expect(cloud.objects("loadbalancers").count == 1)
        }
    }

    @Test(
        "a child that did not come up with its load balancer is found and repaired",
        arguments: [FaultRule.Action.endChildInError, .leaveChildPending]
    )
    func brokenChild(fault: FaultRule.Action) async throws {
        try await CloudUnderTest.run { cloud in
            cloud.sandbox.inject(FaultRule("POST", Self.loadBalancers, fault))
            let spec = LoadBalancerSpec.web(cloud.sandbox.facts)
            try await cloud.converge(spec)
            let rest = Planner(capabilities: .init()).plan(spec, against: try await cloud.observe())
            #expect(rest.changes.isEmpty, "\(rest.changes)")
            for collection in ["listeners", "pools", "healthmonitors"] {
                #expect(cloud.objects(collection).allSatisfy { $0["provisioning_status"] == "ACTIVE" })
            }
        }
    }

    @Test("what somebody else changed since the observation stops the plan before its first change")
    func changedMeanwhile() async throws {
        try await CloudUnderTest.run { cloud in
            let facts = cloud.sandbox.facts
            try await cloud.converge(.web(facts))
            let observation = try await cloud.observe()
            let id = try #require(observation.loadBalancer.value?.id)
            cloud.sandbox.advance(by: .seconds(5))
            cloud.sandbox.call("PUT", "\(Self.loadBalancers)/\(id)", ["loadbalancer": ["description": "mine"]])
            cloud.sandbox.forgetCalls()
            let plan = Planner(capabilities: .init()).plan(.web(facts, ports: [.port(81)]), against: observation)
            let failure = await #expect(throws: LoadBalancerFailure.self) {
                try await cloud.applier().apply(plan, to: observation)
            }
            #expect(failure?.code == .changed)
            #expect(cloud.writes.isEmpty)
        }
    }

    @Test("a plan that was made while the load balancer was busy waits, then asks to plan again")
    func observedWhilePending() async throws {
        try await CloudUnderTest.run(settle: .seconds(20)) { cloud in
            let facts = cloud.sandbox.facts
            try await cloud.converge(.web(facts))
            let id = try #require(try await cloud.observe().loadBalancer.value?.id)
            cloud.sandbox.call("PUT", "\(Self.loadBalancers)/\(id)", ["loadbalancer": ["description": "mine"]])
            let observation = try await cloud.observe()
            cloud.sandbox.forgetCalls()
            let plan = LoadBalancerPlan(subject: "default/web")
            let failure = await #expect(throws: LoadBalancerFailure.self) {
                try await cloud.applier().apply(plan, to: observation)
            }
            #expect(failure?.code == .changed)
            #expect(cloud.writes.isEmpty)
            #expect(try await cloud.observe().loadBalancer.value?.provisioning == .active)
        }
    }

    @Test("a 409 on a load balancer at rest is tried once more, then told with Octavia's words")
    func immutable() async throws {
        let body = #"{"faultstring": "Load Balancer x is immutable and cannot be updated."}"#
        for (times, succeeds) in [(1, true), (2, false)] {
            try await CloudUnderTest.run { cloud in
                let facts = cloud.sandbox.facts
                try await cloud.converge(.web(facts))
                cloud.sandbox.forgetCalls()
                let path = "/load-balancer/v2.0/lbaas/pools/*/members"
                cloud.sandbox.inject(FaultRule("PUT", path, times: times, .respond(status: 409, body: body)))
                do {
                    try await cloud.converge(.web(facts, ports: [.port(80, nodes: 3)]))
                    #expect(succeeds)
                } catch {
                    #expect(!succeeds)
                    #expect("\(error)".contains("is immutable and cannot be updated"))
                }
                #expect(cloud.writes.count == 2)
            }
        }
    }

    @Test("an Octavia that is away while a load balancer settles only costs time")
    func awayWhileSettling() async throws {
        try await CloudUnderTest.run { cloud in
            let path = "\(Self.loadBalancers)/*"
            cloud.sandbox.inject(FaultRule("GET", path, times: 8, .respond(status: 503)))
            try await cloud.converge(.web(cloud.sandbox.facts))
            #expect(cloud.objects("loadbalancers").count == 1)
        }
    }

    @Test("a load balancer that never settles is given up after the poller's patience, and kept")
    func stuck() async throws {
        try await CloudUnderTest.run(settle: .seconds(10_000)) { cloud in
            let begin = cloud.clock.uptime()
            let error = await #expect(throws: InterruptedPlan.self) {
                try await cloud.converge(.web(cloud.sandbox.facts))
            }
            #expect((error?.cause as? LoadBalancerFailure)?.code == .stuck)
            #expect(error?.left.id != nil)
            #expect("\(error as Any)".contains("PENDING_CREATE"))
            #expect(cloud.clock.uptime() - begin < .seconds(310))
            #expect(cloud.objects("loadbalancers").count == 1)
        }
    }

    @Test("without a free floating IP the load balancer stays and the error says so")
    func noFloatingIP() async throws {
        try await CloudUnderTest.run { cloud in
            var spec = LoadBalancerSpec.web(cloud.sandbox.facts)
            spec.floatingIP?.networkID = cloud.sandbox.facts.exhaustedNetworkID
            let error = await #expect(throws: InterruptedPlan.self) { try await cloud.converge(spec) }
            #expect(error?.done == 1 && error?.total == 3)
            #expect("\(error as Any)".contains("a re-run goes on from there"))
            #expect(cloud.objects("loadbalancers").count == 1)
        }
    }

    @Test(
        "killed after any call, before or after the cloud heard of it, the next run converges",
        arguments: [
            false, true,
        ]
    )
    func killed(applied: Bool) async throws {
        var calls = 0
        var survived = false
        while !survived {
            try await CloudUnderTest.run { cloud in
                let spec = LoadBalancerSpec.web(cloud.sandbox.facts, ports: [.port(80), .port(443, index: 1)])
                let mortal = cloud.through(MortalSession(cloud.session, after: calls, applied: applied))
                do {
                    try await mortal.converge(spec)
                    survived = true
                } catch let error as OpenStackError where error == MortalSession.death {
                    try await cloud.converge(spec)
                }
                let rest = Planner(capabilities: .init()).plan(spec, against: try await cloud.observe())
                #expect(rest.changes.isEmpty, "after \(calls) calls: \(rest.changes)")
                #expect(cloud.objects("loadbalancers").count == 1, "after \(calls) calls")
                #expect(cloud.objects("pools").count == 2 && cloud.objects("floatingips").count == 1)
            }
            calls += 1
        }
        #expect(calls > 8)
    }

    @Test("a destroy that was killed after any call is finished by the next run", arguments: [false, true])
    func destroyKilled(applied: Bool) async throws {
        var calls = 0
        var survived = false
        while !survived {
            try await CloudUnderTest.run { cloud in
                try await cloud.converge(.web(cloud.sandbox.facts))
                let mortal = cloud.through(MortalSession(cloud.session, after: calls, applied: applied))
                do {
                    try await mortal.destroy()
                    survived = true
                } catch let error as OpenStackError where error == MortalSession.death {
                    try await cloud.destroy()
                }
                #expect(cloud.objects("loadbalancers").isEmpty, "after \(calls) calls")
                #expect(cloud.objects("floatingips").isEmpty, "after \(calls) calls")
            }
            calls += 1
        }
        #expect(calls > 5)
    }
}
