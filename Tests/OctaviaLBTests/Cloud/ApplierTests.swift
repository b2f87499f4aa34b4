import CloudProvider
import LoadBalancerModel
import Planning
import Sandbox
import Testing

@testable import OctaviaLB

@Suite("Applying a plan")
struct ApplierTests {
    @Test("a create is one POST with everything in it, then a floating IP and its tags")
    func create() async throws {
        try await CloudUnderTest.run { cloud in
            let applied = try await cloud.converge(
                .web(cloud.sandbox.facts, ports: [.port(80), .port(53, "UDP", index: 1)])
            )
            #expect(
                cloud.writes == ["POST loadbalancers", "POST floatingips", "PUT floatingips/{id}/tags"]
            )
            #expect(
                cloud.reads == [
                    "GET loadbalancers", "GET loadbalancers", "GET floatingips", "GET loadbalancers/{id}/status",
                ]
            )
            #expect(applied.floatingAddress?.hasPrefix("203.0.113.") == true)
            #expect(applied.address == applied.floatingAddress)
            #expect(applied.vipAddress?.hasPrefix("10.10.") == true)
            #expect(cloud.objects("listeners").count == 2 && cloud.objects("healthmonitors").count == 2)
        }
    }

    @Test("what was applied needs nothing more, and finding that out costs few reads")
    func noOperation() async throws {
        try await CloudUnderTest.run { cloud in
            let spec = LoadBalancerSpec.web(cloud.sandbox.facts, ports: [.port(80), .port(443, index: 1)])
            try await cloud.converge(spec)
            cloud.sandbox.forgetCalls()
            let plan = Planner(capabilities: .init()).plan(spec, against: try await cloud.observe())
            #expect(plan.changes.isEmpty, "\(plan.changes)")
            #expect(cloud.writes.isEmpty)
            #expect(cloud.calls.count <= 6 + 2, "\(cloud.calls)")
        }
    }

    @Test("an internal load balancer is found unchanged within the same reads")
    func internalNoOperation() async throws {
        try await CloudUnderTest.run { cloud in
            let spec = LoadBalancerSpec.web(cloud.sandbox.facts, isExternal: false)
            try await cloud.converge(spec)
            cloud.sandbox.forgetCalls()
            let plan = Planner(capabilities: .init()).plan(spec, against: try await cloud.observe())
            #expect(plan.changes.isEmpty)
            #expect(cloud.calls.count <= 6 + 1, "\(cloud.calls)")
        }
    }

    @Test("one more node is one PUT a pool")
    func nodeAdded() async throws {
        try await CloudUnderTest.run { cloud in
            let facts = cloud.sandbox.facts
            try await cloud.converge(.web(facts, ports: [.port(80), .port(443, index: 1)]))
            cloud.sandbox.forgetCalls()
            try await cloud.converge(.web(facts, ports: [.port(80, nodes: 3), .port(443, index: 1, nodes: 3)]))
            #expect(cloud.writes == ["PUT pools/{id}/members", "PUT pools/{id}/members"])
            #expect(cloud.objects("pools").allSatisfy { $0["members"]?.arrayValue?.count == 3 })
        }
    }

    @Test("every change of a Service converges", arguments: Change.all)
    func changes(change: Change) async throws {
        try await CloudUnderTest.run { cloud in
            let facts = cloud.sandbox.facts
            try await cloud.converge(.web(facts, ports: change.before, isExternal: change.wasExternal))
            let wanted = LoadBalancerSpec.web(facts, ports: change.after, isExternal: change.isExternal)
            try await cloud.converge(wanted)
            let rest = Planner(capabilities: .init()).plan(wanted, against: try await cloud.observe())
            #expect(rest.changes.isEmpty, "\(rest.changes)")
            #expect(cloud.objects("loadbalancers").count == 1)
            #expect(cloud.objects("listeners").count == change.after.count)
            #expect(cloud.objects("pools").count == change.after.count)
            #expect(cloud.objects("floatingips").count == (change.isExternal ? 1 : 0))
        }
    }

    @Test("a provider that takes no populated create gets one call after the other")
    func serial() async throws {
        try await CloudUnderTest.run { cloud in
            cloud.sandbox.settings.acceptsFullyPopulatedCreate = false
            var serial = ProviderCapabilities()
            serial.populatedCreate = false
            serial.batchMembers = false
            let spec = LoadBalancerSpec.web(cloud.sandbox.facts)
            try await cloud.converge(spec, capabilities: serial)
            #expect(
                cloud.writes.sorted() == [
                    "POST floatingips", "POST healthmonitors", "POST listeners", "POST loadbalancers",
                    "POST pools", "POST pools/{id}/members", "POST pools/{id}/members", "PUT floatingips/{id}/tags",
                ]
            )
            let rest = Planner(capabilities: serial).plan(spec, against: try await cloud.observe())
            #expect(rest.changes.isEmpty, "\(rest.changes)")
        }
    }

    @Test("a destroy leaves nothing of the Service, and everything of others")
    func destroy() async throws {
        try await CloudUnderTest.run { cloud in
            try await cloud.converge(.web(cloud.sandbox.facts))
            cloud.sandbox.forgetCalls()
            let left = try await cloud.destroy()
            #expect(cloud.writes == ["DELETE loadbalancers/{id}", "DELETE floatingips/{id}"])
            #expect(left == AppliedLoadBalancer())
            for collection in ["loadbalancers", "listeners", "pools", "healthmonitors", "floatingips"] {
                #expect(cloud.objects(collection).isEmpty, "\(collection)")
            }
            #expect(cloud.objects("loadbalancers", as: .stranger).count == 1)
        }
    }

    @Test("progress tells of each step: started, settling, finished")
    func progress() async throws {
        try await CloudUnderTest.run(settle: .seconds(3)) { cloud in
            let told = Recorder<ApplyProgress>()
            let observation = try await cloud.observe()
            let plan = Planner(capabilities: .init()).plan(.web(cloud.sandbox.facts), against: observation)
            _ = try await cloud.applier().apply(plan, to: observation, under: Supervision { told.append($0) })
            #expect(told.values.allSatisfy { $0.total == 3 })
            #expect(
                told.values.filter { $0.step == 1 }.map(\.phase) == [
                    .started, .settling(.seconds(1)), .settling(.seconds(2)), .finished(.seconds(4)),
                ]
            )
            #expect(told.values.last?.call.hasPrefix("PUT /v2.0/floatingips/") == true)
        }
    }

    @Test("a plan that is blocked, or has unknown members, is refused before the first call")
    func refused() async throws {
        try await CloudUnderTest.run { cloud in
            for note in [Note(.blocked, "conflict", "no"), Note(.warning, "incomplete-input", "no")] {
                let plan = LoadBalancerPlan(subject: "default/web", notes: [note])
                let refusal = await #expect(throws: LoadBalancerFailure.self) {
                    try await cloud.applier().apply(plan, to: .empty)
                }
                #expect(refusal == LoadBalancerFailure(.blocked, "no"))
            }
            #expect(cloud.calls.isEmpty)
        }
    }
}

/// A Service before and after a change.
struct Change: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let before: [ListenerSpec]
    let after: [ListenerSpec]
    var wasExternal = true
    var isExternal = true

    static let all: [Change] = [
        Change(testDescription: "another port", before: [.port(80)], after: [.port(8080)]),
        Change(testDescription: "one more port", before: [.port(80)], after: [.port(80), .port(443, index: 1)]),
        Change(testDescription: "one port less", before: [.port(80), .port(443, index: 1)], after: [.port(443)]),
        Change(testDescription: "another protocol", before: [.port(80)], after: [.port(80, "HTTP")]),
        Change(testDescription: "UDP beside TCP", before: [.port(53)], after: [.port(53), .port(53, "UDP", index: 1)]),
        Change(testDescription: "no monitor", before: [.port(80)], after: [.port(80, hasMonitor: false)]),
        Change(testDescription: "a monitor", before: [.port(80, hasMonitor: false)], after: [.port(80)]),
        Change(testDescription: "one node less", before: [.port(80, nodes: 3)], after: [.port(80, nodes: 2)]),
        Change(testDescription: "internal", before: [.port(80)], after: [.port(80)], isExternal: false),
        Change(testDescription: "external", before: [.port(80)], after: [.port(80)], wasExternal: false),
    ]
}
