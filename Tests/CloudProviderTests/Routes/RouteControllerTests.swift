import Kubernetes
import Planning
import Synchronization
import Testing

@testable import CloudProvider
@testable import Kubernetes

/// Routes of a cloud that tests make fail.
private final class ScriptedRoutes: Routes {
    typealias Operation = Never

    private let script = Mutex<@Sendable (RouteWish) throws -> RouteOutcome>({ _ in RouteOutcome() })
    private let asked = Mutex<[RouteWish]>([])
    private let journal: Journal

    init(_ journal: Journal) { self.journal = journal }

    /// What the cloud was asked for.
    var wishes: [RouteWish] { asked.withLock { $0 } }

    /// How the cloud answers from now on.
    func answer(_ answer: @escaping @Sendable (RouteWish) throws -> RouteOutcome) { script.withLock { $0 = answer } }

    /// These destinations can't be made.
    func fail(_ destinations: String...) {
        answer { wish in
            let nodes = wish.nodes.filter { $0.podCIDRs.contains(where: destinations.contains) }
            let failures = nodes.map { ($0.name, Reason("boom", "Neutron refuses \($0.name)")) }
            return RouteOutcome(failures: Dictionary(failures) { first, _ in first })
        }
    }

    func plan(_ wish: RouteWish) async throws -> Plan<Never> {
        journal.write("cloud plan \(wish.words)")
        return Plan(subject: "routes", notes: [Note(.info, "wish", wish.words)])
    }

    func converge(
        _ wish: RouteWish,
        report: @escaping @Sendable (ApplyProgress) -> Void
    ) async throws -> RouteOutcome {
        asked.withLock { $0.append(wish) }
        journal.write("cloud converge \(wish.words)")
        return try script.withLock { $0 }(wish)
    }
}

extension RouteWish {
    fileprivate var words: String {
        nodes.map { "\($0.name)=\($0.podCIDRs.joined(separator: "+"))" }.joined(separator: " ")
    }
}

@Suite("The route controller", .timeLimit(.minutes(1)))
struct RouteControllerTests {
    static let available =
        #"{"status":{"conditions":[{"lastHeartbeatTime":"2026-01-01T00:00:00Z","#
        + #""lastTransitionTime":"2026-01-01T00:00:00Z","message":"RouteController created a route","#
        + #""reason":"RouteCreated","status":"False","type":"NetworkUnavailable"}]}}"#

    static func node(_ cidrs: [String], named name: String = "n1", condition: String? = nil) -> Node {
        .settled(name) { node in
            node.spec.podCIDRs = cidrs
            node.status.conditions += condition.map { [NodeCondition(type: RouteCondition.type, status: $0)] } ?? []
        }
    }

    /// Runs a controller while the test goes on.
    private func run(
        _ nodes: [Node],
        observes: Bool = false,
        _ test: (NodeWorld, ScriptedRoutes) async throws -> Void
    ) async rethrows {
        let world = NodeWorld(nodes)
        let routes = ScriptedRoutes(world.journal)
        var options = RouteControllerOptions(clusterCIDRs: [IPNetwork("10.244.0.0/16")].compactMap(\.self))
        options.mayWrite = { [gate = world.gate] in gate.isOpen }
        options.observesOnly = observes
        let controller = RouteController(of: world.nodes, in: routes, options: options) {
            [journal = world.journal] news in
            switch news {
            case .progressed: break
            case .ended(_, let nodes, _): journal.write("news routes to \(nodes)")
            case .failed(let reason): journal.write("news failed \(reason.code)")
            case .conditionFailed(let name, let error): journal.write("news \(name) \(error.code.rawValue)")
            case .planned: journal.write("news planned")
            }
        }
        try await world.during({ await controller.run() }) { try await test(world, routes) }
    }

    /// Waits until a pass is over, conditions included.
    private func settle(_ world: NodeWorld) async { await world.time.sleeper(.seconds(10)) }

    typealias Case = (name: String, node: Node, failing: String?, patch: String?, events: Int)

    /// cloud-provider v0.34.1 `reconcile`: what it writes to Nodes.
    static let cases: [Case] = [
        ("condition absent", node(["10.244.1.0/24"]), nil, "False/RouteCreated", 0),
        ("condition True", node(["10.244.1.0/24"], condition: "True"), nil, "False/RouteCreated", 0),
        ("condition False", node(["10.244.1.0/24"], condition: "False"), nil, nil, 0),
        ("fails, condition absent", node(["10.244.1.0/24"]), "10.244.1.0/24", "True/NoRouteCreated", 1),
        (
            "fails, condition False", node(["10.244.1.0/24"], condition: "False"), "10.244.1.0/24",
            "True/NoRouteCreated", 1
        ),
        ("fails, condition True", node(["10.244.1.0/24"], condition: "True"), "10.244.1.0/24", nil, 1),
        ("one of two families fails", node(["10.244.1.0/24", "fd00::/64"]), "fd00::/64", "True/NoRouteCreated", 1),
        ("no pod network", node([]), nil, nil, 0),
    ]

    @Test("a Node says whether its pods can be reached", arguments: cases.indices)
    func conditions(_ index: Int) async {
        let (name, node, failing, patch, events) = Self.cases[index]
        await run([node]) { world, routes in
            if let failing { routes.fail(failing) }
            await settle(world)
            // The first pass may have been faster than the script.
            await world.time.pass(.seconds(10))
            await settle(world)
            let condition = world.api.condition(RouteCondition.type, of: "n1")
            #expect(condition.map { "\($0.status)/\($0.reason ?? "")" } == patch, "\(name)")
            #expect(world.journal.events.count == events)
        }
    }

    @Test("the condition is written as the framework writes it, and once")
    func wire() async {
        await run([Self.node(["10.244.1.0/24"])]) { world, _ in
            for _ in 1...3 { await world.time.pass(.seconds(10)) }
            await settle(world)
            #expect(world.journal.calls == ["api PATCH nodes/n1/status \(Self.available)"])
            #expect(world.journal.looks.count == 4)
        }
    }

    @Test("what concerns routes is followed at once, in one pass a burst; a heartbeat is not")
    func followed() async {
        await run([Self.node(["10.244.1.0/24"], condition: "False")]) { world, _ in
            await settle(world)
            world.journal.clear()
            world.api.change("n1") { $0.status.conditions.append(NodeCondition(type: "Ready", status: "True")) }
            for number in 2...9 {
                world.api.apply(Self.node(["10.244.\(number).0/24"], named: "n\(number)", condition: "False"))
            }
            await world.time.pass(.milliseconds(250))
            await world.journal.wait(for: "news routes to 9")
            #expect(world.journal.looks.count == 1)
        }
    }

    @Test("a Node that is deleted loses its route at once; one that a list lacks, after a minute")
    func departures() async {
        let nodes = (1...3).map { Self.node(["10.244.\($0).0/24"], named: "n\($0)", condition: "False") }
        await run(nodes) { world, _ in
            await settle(world)
            world.api.store.remove(nodes[0])
            await world.time.pass(.milliseconds(250))
            await world.journal.wait(for: "cloud converge n2=10.244.2.0/24 n3=10.244.3.0/24")
            world.api.store.replace(with: .of([]))
            for _ in 1...5 { await world.time.pass(.seconds(10)) }
            await settle(world)
            #expect(world.journal.looks.last == "cloud converge n2=10.244.2.0/24 n3=10.244.3.0/24")
            for _ in 1...2 { await world.time.pass(.seconds(10)) }
            await world.journal.wait(for: "cloud converge ")
        }
    }

    /// What a Node is before its machine is known.
    static let early: [(name: String, node: Node)] = [
        ("uninitialised", node(["10.244.1.0/24"]).with { $0.spec.taints = [Node.uninitialized] }),
        ("no address", node(["10.244.1.0/24"]).with { $0.status.addresses = [] }),
        (
            "only a name",
            node(["10.244.1.0/24"]).with { $0.status.addresses = [NodeAddress(type: .hostname, address: "n1")] }
        ),
    ]

    @Test("a Node whose machine is not known yet is told to nobody, and followed at once when it is", arguments: 0..<6)
    func early(_ index: Int) async {
        let (name, node) = Self.early[index / 2]
        await run([node]) { world, routes in
            // Neutron refuses the Node's route, or does not answer.
            if index % 2 == 0 { routes.fail("10.244.1.0/24") } else { routes.answer { _ in throw Boom() } }
            for _ in 1...3 { await world.time.pass(.seconds(10)) }
            await settle(world)
            #expect(world.journal.events == [], "\(name)")
            world.journal.clear()
            world.api.change("n1") { node in
                node.spec.taints = []
                node.spec.providerID = "openstack:///i7"
                node.status.addresses = Instance.fixture().addresses.map(\.value)
            }
            await world.time.pass(.milliseconds(250))
            await settle(world)
            #expect(world.journal.looks.count == 1)
            #expect(world.journal.events.count == 1, "\(name)")
        }
    }

    @Test("the first list of Nodes counts as all of them once the API server has been heard for a minute")
    func firstList() async {
        await run([Self.node(["10.244.1.0/24"], condition: "False")]) { world, routes in
            for _ in 1...7 { await world.time.pass(.seconds(10)) }
            await settle(world)
            #expect(routes.wishes.map(\.isComplete) == Array(repeating: false, count: 6) + [true, true])
        }
    }

    @Test("an API server that falls silent makes nothing surer")
    func silence() async {
        await run([Self.node(["10.244.1.0/24"], condition: "False")]) { world, routes in
            await settle(world)
            world.api.store.hear(at: .seconds(59))
            for _ in 1...20 { await world.time.pass(.seconds(10)) }
            await settle(world)
            #expect(routes.wishes.count == 21)
            #expect(routes.wishes.allSatisfy { !$0.isComplete })
            world.api.store.hear(at: world.time.time)
            await world.time.pass(.seconds(10))
            await settle(world)
            #expect(routes.wishes.last?.isComplete == true)
        }
    }

    @Test("a router that can't be read changes no condition, and is told of the Nodes that wait")
    func outage() async {
        let nodes = (1...9).map { Self.node(["10.244.\($0).0/24"], named: "n\($0)", condition: $0 < 7 ? "False" : nil) }
        let world = NodeWorld(nodes)
        let routes = ScriptedRoutes(world.journal)
        routes.answer { _ in throw Boom() }
        let options = RouteControllerOptions(clusterCIDRs: [])
        let controller = RouteController(of: world.nodes, in: routes, options: options)
        await world.during({ await controller.run() }) {
            for _ in 1...30 { await world.time.pass(.seconds(10)) }
            await settle(world)
        }
        #expect(world.journal.calls.isEmpty)
        #expect(
            world.journal.events == [
                "event Warning FailedToCreateRoute n7: The routes can't be looked at: boom [HTTP 409, req-1] "
                    + "(the same for 2 more Nodes)"
            ]
        )
    }

    @Test("without leadership the cloud is not asked, and an observer only plans", arguments: [true, false])
    func gated(observes: Bool) async {
        await run([Self.node(["10.244.1.0/24"])], observes: observes) { world, _ in
            world.gate.close()
            await settle(world)
            world.journal.clear()
            for _ in 1...3 { await world.time.pass(.seconds(10)) }
            await settle(world)
            #expect(world.journal.calls.isEmpty)
            #expect(world.journal.looks.allSatisfy { observes && $0.hasPrefix("cloud plan") })
        }
    }
}
