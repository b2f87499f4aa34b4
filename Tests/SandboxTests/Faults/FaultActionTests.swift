import Testing

@testable import Sandbox

@Suite("What faults do to a call")
struct FaultActionTests {
    private static let path = "/load-balancer/v2.0/lbaas/loadbalancers"
    private var cloud = SeededWorld()
    private let token: String

    init() { token = cloud.token() }

    private mutating func create(_ action: FaultRule.Action?) -> Reply {
        if let action { cloud.world.faults.add(FaultRule("POST", Self.path, action)) }
        let body: JSONValue = ["loadbalancer": ["name": "x", "vip_subnet_id": .string(cloud.facts.subnetID)]]
        return cloud.reply("POST", Self.path, body, token: token)
    }

    private var loadBalancers: [JSONValue] {
        mutating get { cloud.send("GET", Self.path).json?["loadbalancers"]?.arrayValue ?? [] }
    }

    @Test("a refusal, and a connection dropped before, leave nothing behind")
    mutating func notApplied() {
        let refusal = create(.respond(status: 429, headers: ["Retry-After": "7"], body: "<html>"))
        #expect(refusal.response?.status == 429)
        #expect(refusal.response?.headers.contains { $0 == ("Retry-After", "7") } == true)
        guard case .hangUp = create(.dropBeforeApplying).ending else { return #expect(Bool(false)) }
        #expect(loadBalancers.isEmpty)
        #expect(cloud.world.journal.calls.suffix(2).map(\.status) == [429, 0])
    }

    @Test("a connection dropped after, and half an answer, leave the work done")
    mutating func applied() {
        guard case .hangUp = create(.dropAfterApplying).ending else { return #expect(Bool(false)) }
        guard case .truncated = create(.truncate).ending else { return #expect(Bool(false)) }
        #expect(loadBalancers.count == 2)
        #expect(cloud.world.journal.calls.suffix(2).map(\.status) == [201, 201])
    }

    @Test("a call that stalls is never answered, before or after the work is done")
    mutating func stalls() {
        guard case .silence(nil) = create(.stallBeforeApplying).ending else { return #expect(Bool(false)) }
        #expect(loadBalancers.isEmpty)
        guard case .silence(.some) = create(.stallAfterApplying).ending else { return #expect(Bool(false)) }
        #expect(loadBalancers.count == 1)
        #expect(cloud.world.journal.calls.suffix(2).map(\.status) == [0, 201])
    }

    @Test("a delay answers late")
    mutating func delay() {
        let reply = create(.delay(.seconds(3)))
        #expect(reply.delay == .seconds(3) && reply.response?.status == 201)
    }

    @Test("an expired token is refused from then on")
    mutating func expiredToken() {
        #expect(create(.expireToken).response?.status == 401)
        #expect(create(nil).response?.status == 401)
    }

    @Test("a load balancer ends in ERROR, and the next one does not")
    mutating func error() {
        _ = create(.endInError)
        _ = create(nil)
        cloud.now = cloud.now + .seconds(1)
        #expect(loadBalancers.map { $0["provisioning_status"] } == ["ERROR", "ACTIVE"])
    }

    @Test("a child is left pending under an active load balancer")
    mutating func childPending() throws {
        let id = try #require(create(nil).response).madeID
        let listeners = "/load-balancer/v2.0/lbaas/listeners"
        cloud.world.faults.add(FaultRule("POST", listeners, .leaveChildPending))
        let listener: JSONValue = ["loadbalancer_id": .string(id), "protocol": "TCP", "protocol_port": 80]
        let made = cloud.reply("POST", listeners, ["listener": listener], token: token)
        #expect(made.response?.status == 201)
        let status = cloud.send("GET", listeners).json?["listeners"]?.arrayValue?.map { $0["provisioning_status"] }
        #expect(status == ["PENDING_CREATE"])
        #expect(loadBalancers.map { $0["provisioning_status"] } == ["ACTIVE"])
    }

    @Test("a fault for a change that is refused does not wait for the next one")
    mutating func refusedChange() {
        cloud.world.faults.add(FaultRule("POST", Self.path, .endInError))
        #expect(cloud.reply("POST", Self.path, ["loadbalancer": [:]], token: token).response?.status == 400)
        _ = create(nil)
        cloud.now = cloud.now + .seconds(1)
        #expect(loadBalancers.map { $0["provisioning_status"] } == ["ACTIVE"])
    }
}
