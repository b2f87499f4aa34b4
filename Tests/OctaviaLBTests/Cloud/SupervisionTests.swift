import CloudProvider
import LoadBalancerModel
import OpenStackAPI
import Planning
import Sandbox
import Synchronization
import Testing

@testable import OctaviaLB

@Suite("Applying a plan under supervision", .timeLimit(.minutes(5)))
struct SupervisionTests {
    private static let loadBalancers = "/load-balancer/v2.0/lbaas/loadbalancers"

    /// The plan that makes the Service's load balancer, floating IP and tags: three steps.
    private func creation(_ cloud: CloudUnderTest) -> LoadBalancerPlan {
        Planner(capabilities: .init()).plan(.web(cloud.sandbox.facts), against: .empty)
    }

    @Test("a wish that does not stand any more is left at a settled point", arguments: 0...2)
    func superseded(steps: Int) async throws {
        try await CloudUnderTest.run { cloud in
            let done = Atomic(0)
            var supervision = Supervision {
                if case .finished = $0.phase { done.add(1, ordering: .relaxed) }
            }
            supervision.mayGoOn = { done.load(ordering: .relaxed) < steps }
            await #expect(throws: SupersededPass.self) {
                _ = try await cloud.applier().apply(creation(cloud), to: .empty, under: supervision)
            }
            let writes = ["POST loadbalancers", "POST floatingips"].prefix(steps)
            #expect(cloud.writes == Array(writes))
            #expect(cloud.objects("loadbalancers").allSatisfy { $0["provisioning_status"] == "ACTIVE" })
        }
    }

    @Test("nothing is sent after a long look during which the wish changed")
    func supersededWhileLooking() async throws {
        try await CloudUnderTest.run { cloud in
            let facts = cloud.sandbox.facts
            try await cloud.converge(.web(facts))
            let observation = try await cloud.observe()
            let plan = Planner(capabilities: .init()).plan(.web(facts, ports: [.port(81)]), against: observation)
            let waited = Atomic(false)
            var supervision = Supervision()
            supervision.waits = { waited.store(true, ordering: .relaxed) }
            supervision.mayGoOn = { !waited.load(ordering: .relaxed) }
            cloud.sandbox.inject(FaultRule("GET", "\(Self.loadBalancers)/*", times: 8, .respond(status: 503)))
            cloud.sandbox.forgetCalls()
            await #expect(throws: SupersededPass.self) {
                _ = try await cloud.applier().apply(plan, to: observation, under: supervision)
            }
            let hasWaited = waited.load(ordering: .relaxed)
            #expect(hasWaited)
            #expect(cloud.writes.isEmpty)
        }
    }

    @Test("who waits for a load balancer that others keep busy says so, and takes nobody's place")
    func busyWithOthers() async throws {
        try await CloudUnderTest.run(settle: .seconds(20)) { cloud in
            let facts = cloud.sandbox.facts
            let id = try #require(try await cloud.converge(.web(facts)).id)
            cloud.sandbox.call("PUT", "\(Self.loadBalancers)/\(id)", ["loadbalancer": ["description": "mine"]])
            let observation = try await cloud.observe()
            let settling = SettlingPlaces(1)
            let taken = try await settling.take(for: .change)
            let waits = Atomic(0)
            var supervision = Supervision()
            supervision.waits = { waits.add(1, ordering: .relaxed) }
            let plan = Planner(capabilities: .init()).plan(.web(facts, ports: [.port(81)]), against: observation)
            let failure = await #expect(throws: LoadBalancerFailure.self) {
                _ = try await cloud.applier(settling: settling).apply(plan, to: observation, under: supervision)
            }
            #expect(failure?.code == .changed)
            let count = waits.load(ordering: .relaxed)
            #expect(count > 0)
            taken.giveUp()
        }
    }

    @Test("a load balancer that others keep busy since it was observed takes nobody's place either")
    func busySinceObserved() async throws {
        try await CloudUnderTest.run(settle: .seconds(20)) { cloud in
            let facts = cloud.sandbox.facts
            let id = try #require(try await cloud.converge(.web(facts)).id)
            let observation = try await cloud.observe()
            cloud.sandbox.call("PUT", "\(Self.loadBalancers)/\(id)", ["loadbalancer": ["description": "mine"]])
            let settling = SettlingPlaces(1)
            let free = Recorder<Int>()
            var supervision = Supervision()
            supervision.waits = { free.append(settling.free) }
            let plan = Planner(capabilities: .init()).plan(.web(facts, ports: [.port(81)]), against: observation)
            let failure = await #expect(throws: LoadBalancerFailure.self) {
                _ = try await cloud.applier(settling: settling).apply(plan, to: observation, under: supervision)
            }
            #expect(failure?.code == .changed)
            #expect(!free.values.isEmpty && free.values.allSatisfy { $0 == 1 })
        }
    }

    @Test("as soon as a change is sent, others can be worked on")
    func waits() async throws {
        try await CloudUnderTest.run { cloud in
            let sent = Recorder<String>()
            var supervision = Supervision()
            supervision.waits = { sent.append(cloud.calls.last ?? "") }
            let creation = try await cloud.applier().apply(creation(cloud), to: .empty, under: supervision)
            #expect(sent.values == ["POST loadbalancers"])
            #expect(creation.address != nil)
            let observation = try await cloud.observe()
            let plan = Planner(capabilities: .init())
                .planDeletion(of: .web, keepFloatingIP: false, against: observation)
            _ = try await cloud.applier().apply(plan, to: observation, under: supervision)
            #expect(sent.values.dropFirst() == ["DELETE loadbalancers/{id}"])
        }
    }

    @Test("only so many load balancers settle at once")
    func settlingCap() async throws {
        try await CloudUnderTest.run { cloud in
            let settling = SettlingPlaces(1)
            let taken = try await settling.take(for: .change)
            let plan = creation(cloud)
            let creation = Task { try await cloud.applier(settling: settling).apply(plan, to: .empty) }
            while settling.waiting == 0 { await Task.yield() }
            #expect(cloud.writes.isEmpty)
            taken.giveUp()
            _ = try await creation.value
            #expect(cloud.writes.count == 3)
            #expect(settling.free == 1)
        }
    }

    @Test("what our own change left stuck gives its place up as soon as it takes clearly longer than usual")
    func stuckByUs() async throws {
        try await CloudUnderTest.run { cloud in
            let settling = SettlingPlaces(1)
            let applier = cloud.applier(settling: settling)
            let looks = Recorder<(age: Duration, free: Int)>()
            let supervision = Supervision {
                if case .settling(let age) = $0.phase { looks.append((age, settling.free)) }
            }
            @Sendable func serve(_ port: Int) async throws {
                let observation = try await cloud.observe()
                let plan = Planner(capabilities: .init())
                    .plan(.web(cloud.sandbox.facts, ports: [.port(80), .port(port)]), against: observation)
                _ = try await applier.apply(plan, to: observation, under: supervision)
            }
            _ = try await applier.apply(creation(cloud), to: .empty)
            try await serve(81)
            cloud.sandbox.settings.settle = .seconds(10_000)
            await #expect(throws: InterruptedPlan.self) { try await serve(82) }
            #expect(looks.values.first?.free == 0)
            #expect(looks.values.allSatisfy { ($0.age >= .seconds(3)) == ($0.free == 1) })
        }
    }

    @Test("a load balancer that never settles gives its place to others, and is listed until it settles")
    func stuck() async throws {
        try await CloudUnderTest.run(settle: .seconds(10_000)) { cloud in
            let settling = SettlingPlaces(1)
            let poller = SettlePoller(session: cloud.session, clock: cloud.clock)
            let applier = Applier(session: cloud.session, poller: poller, settling: settling, clock: cloud.clock)
            let looks = Recorder<(age: Duration, free: Int)>()
            let supervision = Supervision {
                if case .settling(let age) = $0.phase { looks.append((age, settling.free)) }
            }
            let error = await #expect(throws: InterruptedPlan.self) {
                _ = try await applier.apply(creation(cloud), to: .empty, under: supervision)
            }
            #expect(error?.failureCode == "stuck")
            #expect(looks.values.allSatisfy { ($0.age >= .seconds(30)) == ($0.free == 1) })
            let pending = try #require(await poller.pending.first)
            #expect(pending.id.rawValue == error?.left.id && pending.status == .pendingCreate)
            #expect(pending.age >= .seconds(300))
            // It is waited for again, and is no younger for that.
            cloud.sandbox.advance(by: .seconds(30))
            let observation = try await cloud.observe()
            await #expect(throws: LoadBalancerFailure.self) {
                _ = try await applier.apply(LoadBalancerPlan(subject: "web"), to: observation)
            }
            #expect(await poller.pending.map { $0.age >= .seconds(630) } == [true])
        }
    }
}

@Suite("Load balancers that are waited for")
struct PendingLoadBalancersTests {
    private let one: LoadBalancerID = "one"
    private let other: LoadBalancerID = "other"

    @Test(
        "the oldest comes first; who settles leaves; a wait that goes on is one wait; what nobody looks at is forgotten"
    )
    func list() {
        var pendings = PendingLoadBalancers()
        func ages(_ now: Int) -> [Int64] { pendings.list(at: .seconds(now)).map(\.age.components.seconds) }
        pendings.saw(one, .pendingUpdate, waitedForSince: .seconds(5), at: .seconds(10))
        pendings.saw(other, .pendingCreate, waitedForSince: .zero, at: .seconds(10))
        #expect(ages(20) == [20, 15])
        pendings.settled(other)
        #expect(ages(20) == [15])
        pendings.saw(one, .pendingUpdate, waitedForSince: .seconds(400), at: .seconds(410))
        #expect(ages(410) == [405])
        #expect(ages(1010) == [])
        pendings.saw(one, .pendingUpdate, waitedForSince: .seconds(1020), at: .seconds(1020))
        #expect(ages(1030) == [10])
    }
}
