import FoundationEssentials
import KeystoneAuth
import OpenStackAPI
import Sandbox
import Testing

@testable import OctaviaLB

@Suite("Waiting for load balancers to settle")
struct SettlePollerTests {
    @Test("looks come after 1, 1, 2, 3, 5, 5 … seconds")
    func delays() {
        #expect(SettleDelays().prefix(7).map(\.components.seconds) == [1, 1, 2, 3, 5, 5, 5])
    }

    @Test("a single waiter reads its load balancer by id, and stops as soon as it is settled")
    func single() async throws {
        try await CloudUnderTest.run(settle: .seconds(5)) { cloud in
            let id = try makeLoadBalancer(in: cloud)
            cloud.sandbox.forgetCalls()
            let poller = SettlePoller(session: cloud.session, clock: cloud.clock, sharedTag: "occm")
            let begin = cloud.clock.uptime()
            #expect(try await isSettled(id, poller))
            #expect(cloud.clock.uptime() - begin == .seconds(7))
            #expect(cloud.calls == Array(repeating: "GET loadbalancers/{id}", count: 4))
        }
    }

    @Test("many waiters share one small listing, at most one a second")
    func many() async throws {
        try await CloudUnderTest.run(settle: .seconds(8)) { cloud in
            let count = 20
            let ids = try (0..<count).map { _ in try makeLoadBalancer(in: cloud) }
            let time = SharedTime(tasks: count) { cloud.sandbox.advance(by: $0) }
            let clock = SessionClock(now: { Date(timeIntervalSince1970: 0) }, uptime: { time.now }) { duration in
                await time.sleep(duration)
            }
            let poller = SettlePoller(session: cloud.session, clock: clock, sharedTag: "occm")
            cloud.sandbox.forgetCalls()
            let settled = try await withThrowingTaskGroup { group in
                for id in ids {
                    group.addTask {
                        defer { time.leave() }
                        return try await isSettled(id, poller)
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(settled == count)
            // Looks after 1, 1, 2, 3 and 5 s more, each with a moment for the others. The last few to leave may find so few others waiting that they read by id.
            let listings = cloud.sandbox.calls.filter { $0.query.contains("tags=occm") }
            #expect(listings.count == 5)
            #expect(listings.allSatisfy { $0.query.contains("fields=provisioning_status") })
            #expect(cloud.calls.count <= 5 + SettlePoller.few)
        }
    }

    @Test("changes that were sent one after the other within a moment are all seen to settle by the same look")
    func together() async throws {
        try await CloudUnderTest.run(settle: .seconds(1)) { cloud in
            let count = 8
            let time = SharedTime(tasks: count) { cloud.sandbox.advance(by: $0) }
            let clock = SessionClock(now: { Date(timeIntervalSince1970: 0) }, uptime: { time.now }) { duration in
                await time.sleep(duration)
            }
            let poller = SettlePoller(session: cloud.session, clock: clock, sharedTag: "occm")
            let waits = try await withThrowingTaskGroup { group in
                for number in 0..<count {
                    group.addTask {
                        defer { time.leave() }
                        await time.sleep(.milliseconds(20 * number))
                        let (id, begin) = (try makeLoadBalancer(in: cloud), time.now)
                        _ = try await isSettled(id, poller)
                        return time.now - begin
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(waits.allSatisfy { $0 <= .seconds(1) + SettlePoller.gathering })
            #expect(cloud.sandbox.calls.count { $0.query.contains("tags=occm") } == 1)
        }
    }

    @Test("what lost the shared tag is read by id, not taken for gone")
    func untagged() async throws {
        try await CloudUnderTest.run(settle: .zero) { cloud in
            let count = SettlePoller.few + 1
            let tagged = try (1..<count).map { _ in try makeLoadBalancer(in: cloud) }
            let ids = try tagged + [makeLoadBalancer(in: cloud, tags: [])]
            let time = SharedTime(tasks: count) { cloud.sandbox.advance(by: $0) }
            let clock = SessionClock(now: { Date(timeIntervalSince1970: 0) }, uptime: { time.now }) { duration in
                await time.sleep(duration)
            }
            let poller = SettlePoller(session: cloud.session, clock: clock, sharedTag: "occm")
            try await withThrowingTaskGroup { group in
                for id in ids {
                    group.addTask {
                        defer { time.leave() }
                        return try await isSettled(id, poller)
                    }
                }
                for try await isSettled in group { #expect(isSettled) }
            }
        }
    }

    @Test("a look right after a 409 is one's own, not what others saw a moment before it")
    func freshLook() async throws {
        try await CloudUnderTest.run(settle: .seconds(3)) { cloud in
            let settled = try makeLoadBalancer(in: cloud)
            cloud.sandbox.advance(by: .seconds(4))
            let others = try (0...SettlePoller.few).map { _ in try makeLoadBalancer(in: cloud) }
            let time = SharedTime(tasks: others.count + 1) { cloud.sandbox.advance(by: $0) }
            let clock = SessionClock(now: { Date(timeIntervalSince1970: 0) }, uptime: { time.now }) { duration in
                await time.sleep(duration)
            }
            let poller = SettlePoller(session: cloud.session, clock: clock, sharedTag: "occm")
            try await withThrowingTaskGroup { group in
                for id in others {
                    group.addTask {
                        defer { time.leave() }
                        return try await isSettled(id, poller)
                    }
                }
                group.addTask {
                    defer { time.leave() }
                    await time.sleep(.seconds(1) + SettlePoller.gathering)
                    while !cloud.sandbox.calls.contains(where: { $0.query.contains("tags=occm") }) {
                        await Task.yield()
                    }
                    let path = "/load-balancer/v2.0/lbaas/loadbalancers/\(settled)"
                    cloud.sandbox.call("PUT", path, ["loadbalancer": ["description": "busy again"]])
                    let begin = time.now
                    _ = try await poller.outcome(of: Settlement(of: settled), immediately: true)
                    return time.now - begin >= .seconds(3)
                }
                for try await isRight in group { #expect(isRight) }
            }
        }
    }

    @Test("cancelling a waiter ends its wait only")
    func cancelled() async throws {
        try await CloudUnderTest.run(settle: .seconds(5)) { cloud in
            let id = try makeLoadBalancer(in: cloud)
            let poller = SettlePoller(session: cloud.session, clock: cloud.clock)
            let waiter = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await isSettled(id, poller)
            }
            await #expect(throws: CancellationError.self) { try await waiter.value }
            #expect(try await isSettled(id, poller))
        }
    }

    @Test("waiting for a deletion ends when the load balancer is gone")
    func gone() async throws {
        try await CloudUnderTest.run(settle: .seconds(4)) { cloud in
            let id = try makeLoadBalancer(in: cloud)
            cloud.sandbox.advance(by: .seconds(10))
            let path = "/load-balancer/v2.0/lbaas/loadbalancers/\(id)"
            cloud.sandbox.call("DELETE", path)
            let poller = SettlePoller(session: cloud.session, clock: cloud.clock)
            try await poller.waitUntilGone(id)
            #expect(cloud.sandbox.call("GET", path).status == 404)
        }
    }

    private func makeLoadBalancer(in cloud: CloudUnderTest, tags: [String] = ["occm"]) throws -> LoadBalancerID {
        let body: JSONValue = [
            "loadbalancer": [
                "name": "web", "vip_subnet_id": .string(cloud.sandbox.facts.subnetID), "tags": .strings(tags),
            ]
        ]
        let made = cloud.sandbox.call("POST", "/load-balancer/v2.0/lbaas/loadbalancers", body)
        return LoadBalancerID(try #require(made.body?["loadbalancer"]?["id"]?.stringValue))
    }
}

private func isSettled(_ id: LoadBalancerID, _ poller: SettlePoller) async throws -> Bool {
    switch try await poller.outcome(of: Settlement(of: id)) {
    case .settled: true
    case .failed: false
    case .gone: false
    }
}
