import LoadBalancerModel
import Planning
import Testing

@Suite("Plans converge")
struct ConvergenceTests {
    /// Current amphora, and a provider that wants every call by itself.
    static let providers = [
        ProviderCapabilities(),
        ProviderCapabilities(populatedCreate: false, batchMembers: false, cascadeDelete: false),
    ]

    /// Scenarios whose wish can be fulfilled in full.
    static let fulfillable = (PlanScenarioTests.creations + PlanScenarioTests.listeners + PlanScenarioTests.pools)
        .filter { scenario in
            scenario.capabilities.sessionPersistence && scenario.plan.notes.allSatisfy { $0.severity == .info }
        }

    @Test("a run that ends after any of its calls is continued by the next one", arguments: fulfillable)
    func interrupted(scenario: PlanScenario) {
        let planner = Planner(capabilities: scenario.capabilities)
        let identity = scenario.wanted.identity
        for calls in 0...scenario.plan.steps.count {
            var cloud = scenario.cloud
            cloud.apply(scenario.plan, on: identity, steps: calls)
            cloud.apply(planner.plan(scenario.wanted, against: cloud.observation(for: identity)), on: identity)
            let rest = planner.plan(scenario.wanted, against: cloud.observation(for: identity))
            #expect(rest.steps.isEmpty, "after \(calls) calls: \(PlanText(color: false).render([rest]))")
            #expect(cloud.violations.isEmpty)
            cloud.expect(scenario.wanted)
        }
    }

    @Test("a listener that has to be deleted is back with the next call", arguments: fulfillable)
    func listenerGap(scenario: PlanScenario) {
        let operations = scenario.plan.steps.map(\.operation)
        for (operation, next) in zip(operations, operations.dropFirst().map(Optional.some) + [nil]) {
            guard case .deleteListener(_, let key) = operation else { continue }
            guard scenario.wanted.listeners.contains(where: { $0.key == key }) else { continue }
            guard case .createListener(let successor, _, _) = next else {
                Issue.record("\(key) is away for more than one call")
                continue
            }
            #expect(successor.key == key)
        }
    }

    @Test(
        "whatever is wished, broken or interrupted: the next complete run converges and the one after does nothing",
        arguments: 0..<200
    )
    func randomWalk(seed: Int) {
        var dice = Dice(seed: UInt64(seed))
        let planner = Planner(capabilities: Self.providers[seed % 2])
        let identity = seed % 5 == 0 ? Identity.webWithoutUID : Identity.web
        var cloud = Cloud()
        cloud.addNamesake()
        for _ in 0..<6 {
            let spec = LoadBalancerSpec.random(identity, &dice)
            if dice.chance(3) { cloud.interfere(with: identity, &dice) }
            let foreign = cloud.foreign(to: identity)
            if dice.chance(2) {
                let plan = planner.plan(spec, against: cloud.observation(for: identity))
                cloud.apply(plan, on: identity, steps: dice.number(0...plan.steps.count))
            }
            let plan = planner.plan(spec, against: cloud.observation(for: identity))
            cloud.apply(plan, on: identity)
            #expect(cloud.violations.isEmpty, "\(PlanText(color: false).render([plan]))")
            #expect(cloud.foreign(to: identity) == foreign)
            let next = planner.plan(spec, against: cloud.observation(for: identity))
            #expect(next.steps.isEmpty, "\(PlanText(color: false).render([plan, next]))")
            guard !plan.isBlocked else { continue }
            cloud.expect(spec)
        }
        let foreign = cloud.foreign(to: identity)
        for _ in 0..<2 {
            let observation = cloud.observation(for: identity)
            let plan = planner.planDeletion(of: identity, keepFloatingIP: false, against: observation)
            cloud.apply(plan, on: identity, steps: dice.number(0...plan.steps.count))
        }
        let observation = cloud.observation(for: identity)
        cloud.apply(planner.planDeletion(of: identity, keepFloatingIP: false, against: observation), on: identity)
        #expect(cloud.violations.isEmpty)
        #expect(cloud.foreign(to: identity) == foreign)
        #expect(cloud.ours(identity).isEmpty)
    }
}

/// Random numbers that are the same in every run (SplitMix64).
struct Dice {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func number(_ range: ClosedRange<Int>) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        bits ^= bits >> 31
        return range.lowerBound + Int(bits % UInt64(range.count))
    }

    /// True once in so many.
    mutating func chance(_ oneIn: Int) -> Bool { number(1...oneIn) == 1 }

    mutating func pick<Value>(_ values: [Value]) -> Value { values[number(0...values.count - 1)] }
}

extension LoadBalancerSpec {
    /// Some ports with some settings.
    static func random(_ identity: Identity, _ dice: inout Dice) -> Self {
        var ports: [ListenerSpec] = []
        for key in [("TCP", 80), ("UDP", 80), ("TCP", 443), ("SCTP", 90), ("TCP", 8080)] where !dice.chance(3) {
            let proto: ListenerProtocol =
                key.0 == "TCP" ? dice.pick([.tcp, .http]) : ListenerProtocol(rawValue: key.0)
            let pool = proto == .tcp ? dice.pick(["TCP", "PROXY", "HTTP"]) : proto == .http ? "HTTP" : key.0
            ports.append(.random(.port(key.1, proto, poolProtocol: pool, nodes: dice.number(0...6)), &dice))
        }
        return .web(
            identity: identity,
            ports: ports,
            isInternal: dice.chance(3),
            keepFloatingIP: dice.chance(4)
        )
    }
}

extension ListenerSpec {
    /// A port with some settings.
    fileprivate static func random(_ port: Self, _ dice: inout Dice) -> Self {
        port.with {
            $0.connectionLimit = dice.pick([-1, 100])
            $0.timeouts?.clientData = dice.pick([50000, 60000])
            $0.allowedCIDRs = dice.pick([nil, ["0.0.0.0/0"], ["10.0.0.0/8", "192.168.0.0/16"]])
            if $0.proto == .http, dice.chance(2) { $0.insertHeaders = ["X-Forwarded-For": "true"] }
            $0.pool.algorithm = dice.pick(["ROUND_ROBIN", "LEAST_CONNECTIONS"])
            $0.pool.persistence = dice.pick([nil, SessionPersistence(type: "SOURCE_IP")])
            $0.pool.monitor = dice.pick([nil, .standard(), .standard("HTTP")])
            $0.pool.monitor?.delay = dice.pick([5, 10])
            if dice.chance(4) { $0.pool.members = .known(MemberSpec.nodes(3, port: 31000)) }
        }
    }
}
