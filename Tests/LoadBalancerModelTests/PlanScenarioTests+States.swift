import LoadBalancerModel
import Planning
import Testing

extension PlanScenarioTests {
    static func inState(_ state: String) -> @Sendable (inout Cloud) -> Void {
        { $0.edit { $0.provisioning = ProvisioningState(rawValue: state) } }
    }

    static let states = [
        PlanScenario("state-error", nodes(3), after: nodes(2), meanwhile: inState("ERROR")),
        PlanScenario("state-pending", nodes(3), after: nodes(2), meanwhile: inState("PENDING_UPDATE")),
        PlanScenario("state-being-deleted", nodes(3), after: nodes(2), meanwhile: inState("PENDING_DELETE")),
        PlanScenario("state-unheard-of", nodes(3), after: nodes(2), meanwhile: inState("MIGRATING")),
        PlanScenario("conflict", .web(), after: .web()) { $0.edit { $0.tags = [] } },
        PlanScenario("immutable", moved, after: .web()),
        PlanScenario("nodes-unknown", port80 { $0.pool.members = .nodesUnknown }, after: port80 { _ in }),
        PlanScenario("duplicate", .web(), after: .web()) {
            $0.loadBalancers.append(.goMade(id: "double", tags: Identity.web.tags, createdAt: "999999"))
        },
        PlanScenario("internal", .web(isInternal: true), after: .web()),
        PlanScenario("internal-keep", .web(isInternal: true, keepFloatingIP: true), after: .web()),
        PlanScenario("internal-brought-address", .web(isInternal: true), after: .web()) {
            $0.floatingIPs[0].tags = []
            $0.floatingIPs[0].description = "bought by finance"
        },
        PlanScenario("internal-leftover", .web(isInternal: true), after: .web(isInternal: true)) {
            $0.addFloatingIP("203.0.113.7", tags: Identity.web.tags)
            $0.addFloatingIP("203.0.113.8", description: Go.floatingIPDescription)
        },
        PlanScenario("external", .web(), after: .web(isInternal: true)),
        PlanScenario("external-leftover", .web(), after: .web(isInternal: true)) {
            $0.addFloatingIP("203.0.113.7", tags: Identity.web.tags)
        },
        PlanScenario("external-leftover-elsewhere", .web(), after: .web(isInternal: true)) {
            $0.addFloatingIP("203.0.113.7", tags: Identity.web.tags)
            $0.floatingIPs[0].networkID = "another external network"
        },
        PlanScenario("external-brought-address", .web(), after: .web(isInternal: true)) {
            $0.addFloatingIP("203.0.113.7", port: $0.loadBalancers[0].vipPortID, description: "bought by finance")
        },
        PlanScenario("external-address-in-use", .web(floatingAddress: "203.0.113.7"), after: .web(isInternal: true)) {
            $0.addFloatingIP("203.0.113.7", port: "port-of-a-server")
        },
        PlanScenario("external-unknown-vip-port", .web(), after: .web(isInternal: true)) {
            $0.edit { $0.vipPortID = nil }
            $0.addFloatingIP("203.0.113.7", port: "port-of-a-server", description: Go.floatingIPDescription)
        },
    ]

    /// The same Service with other settings that only a new load balancer can have.
    static var moved: LoadBalancerSpec {
        var spec = LoadBalancerSpec.web(floatingAddress: "203.0.113.99")
        spec.provider = "ovn"
        spec.flavorID = "large"
        spec.vip = VIPSpec(subnetID: "subnet-2", address: "10.0.0.200")
        return spec
    }

    @Test("an unknown load balancer is neither created nor deleted")
    func unknown() throws {
        let planner = Planner(capabilities: .init())
        let observation = LoadBalancerObservation(loadBalancer: .unknown("GET loadbalancers answered 503."))
        let plans = [
            planner.plan(.web(), against: observation),
            planner.planDeletion(of: .web, keepFloatingIP: false, against: observation),
        ]
        for plan in plans {
            #expect(plan.steps.isEmpty)
            #expect(plan.notes.map(\.code) == ["unknown"])
            #expect(plan.notes.first?.message.contains("GET loadbalancers answered 503.") == true)
        }
    }
}

@Suite("Plans of deletion")
struct DeletionScenarioTests {
    @Test("the plan is the recorded one", arguments: scenarios)
    func plan(scenario: PlanScenario) throws {
        try expectGolden(scenario.deletion.transcript, "delete-\(scenario.name).txt")
    }

    static let spec = LoadBalancerSpec.web(ports: [.port(80, monitor: .standard()), .port(443)])

    static let scenarios = [
        PlanScenario("everything", spec, after: spec),
        PlanScenario("everything-serial", spec, after: spec, capabilities: PlanScenarioTests.serial),
        PlanScenario("keep-floating-ip", .web(keepFloatingIP: true), after: .web()),
        PlanScenario("brought-address", .web(), after: .web()) {
            $0.floatingIPs[0].tags = []
            $0.floatingIPs[0].description = "bought by finance"
        },
        PlanScenario("absent", spec),
        PlanScenario("absent-leftover", spec) {
            $0.addFloatingIP("203.0.113.7", tags: Identity.web.tags)
            $0.addFloatingIP("203.0.113.8", port: "port-of-a-server", tags: Identity.web.tags)
            $0.addFloatingIP("203.0.113.9", description: Go.floatingIPDescription)
        },
        PlanScenario("foreign-listener", spec, after: spec) { $0.addListener(81, .http) },
        PlanScenario("shared", spec, after: spec) { $0.edit { $0.tags.append(Go.otherTag) } },
        PlanScenario("error", spec, after: spec, meanwhile: PlanScenarioTests.inState("ERROR")),
        PlanScenario(
            "error-serial",
            spec,
            after: spec,
            capabilities: PlanScenarioTests.serial,
            meanwhile: PlanScenarioTests.inState("ERROR")
        ),
        PlanScenario("error-foreign-listener", spec, after: spec) {
            $0.addListener(81, .http)
            $0.edit { $0.provisioning = .error }
        },
        PlanScenario("pending", spec, after: spec, meanwhile: PlanScenarioTests.inState("PENDING_CREATE")),
        PlanScenario("being-deleted", spec, after: spec, meanwhile: PlanScenarioTests.inState("PENDING_DELETE")),
        PlanScenario("conflict", spec, after: spec) { $0.edit { $0.tags = [Go.tag] } },
        PlanScenario("duplicate", spec, after: spec) {
            $0.loadBalancers.append(.goMade(id: "double", tags: Identity.web.tags, createdAt: "999999"))
        },
    ]
}
