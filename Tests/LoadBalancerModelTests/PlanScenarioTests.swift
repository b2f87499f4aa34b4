import LoadBalancerModel
import Planning
import Testing

@Suite("Plans of creation and change")
struct PlanScenarioTests {
    @Test("the plan is the recorded one", arguments: creations + listeners + pools + members + states)
    func plan(scenario: PlanScenario) throws {
        try expectGolden(scenario.plan.transcript, "\(scenario.name).txt")
    }

    @Test("planning is deterministic", arguments: creations + listeners)
    func deterministic(scenario: PlanScenario) {
        #expect(scenario.plan.transcript == scenario.plan.transcript)
    }

    @Test("tags and headers that somebody else set survive the replacement of a listener")
    func replacedListenerKeepsForeignMarks() throws {
        let wanted = LoadBalancerSpec.web(ports: [.port(80, .terminatedHTTPS, poolProtocol: "HTTP")])
        let scenario = PlanScenario("replace", wanted, after: .web(ports: [.port(80, .http)])) {
            $0.editListener { listener in
                listener.tags.append("silver")
                listener.insertHeaders = ["X-Mine": "true", "X-Forwarded-For": "true"]
            }
        }
        guard case .createListener(let successor, let tags, _) = try #require(scenario.plan.steps.last).operation else {
            Issue.record("the listener is not made anew")
            return
        }
        #expect(tags == Identity.web.tags + ["silver"])
        #expect(successor.insertHeaders == ["X-Mine": "true"])
    }

    @Test("a changed health monitor keeps its name")
    func monitorKeepsName() throws {
        let scenario = try #require(Self.pools.first { $0.name == "monitor-fields" })
        guard case .updateMonitor(_, let sent) = try #require(scenario.plan.steps.first).operation else {
            Issue.record("the monitor is not changed")
            return
        }
        #expect(sent.name == "named by the Go OCCM")
        #expect(sent.delay == 10)
    }

    static let monitored = ListenerSpec.port(80, monitor: .standard())
    static let serial = ProviderCapabilities(populatedCreate: false, batchMembers: false, cascadeDelete: false)
    static let pending = ProvisioningState(rawValue: "PENDING_UPDATE")

    static func port80(_ change: (inout ListenerSpec) -> Void) -> LoadBalancerSpec {
        .web(ports: [monitored.with(change)])
    }

    static let creations = [
        PlanScenario("create", .web(ports: [monitored, .port(53, .udp, nodes: 1)])),
        PlanScenario("create-serial", .web(ports: [monitored]), capabilities: serial),
        PlanScenario("create-bare-with-batch", .web(), capabilities: .init(populatedCreate: false)),
        PlanScenario("create-internal", .web(isInternal: true)),
        PlanScenario("create-nodes-unknown", port80 { $0.pool.members = .nodesUnknown }),
        PlanScenario("create-port-unallocated", port80 { $0.pool.members = .portUnallocated }, capabilities: serial),
        PlanScenario("create-without-uid", .web(identity: .webWithoutUID)),
        PlanScenario("create-named-floating-ip", .web(floatingAddress: "203.0.113.7")) {
            $0.addFloatingIP("203.0.113.7")
        },
        PlanScenario("no-change", .web(ports: [monitored]), after: .web(ports: [monitored])),
        PlanScenario("no-change-without-uid", .web(identity: .webWithoutUID), after: .web(identity: .webWithoutUID)),
        PlanScenario("no-change-after-cluster-rename", .web(identity: renamed), after: .web()),
        PlanScenario("adopt", .web(), after: .web()) { cloud in
            cloud.edit { loadBalancer in
                loadBalancer.name = "a0b1c2d3e4f5a0b1c2d3e4f5a0b1c2d3"
                loadBalancer.tags = [Go.tag, "gold"]
            }
            cloud.editListener { $0.tags = ["silver"] }
            cloud.editPool { $0.tags = [] }
            cloud.floatingIPs[0].tags = []
        },
    ]

    /// The same Service after a change of --cluster-name.
    static let renamed = Identity(
        subject: "default/web",
        name: "kube_service_renamed_default_web",
        clusterTag: "occm-cluster=cluster-1",
        serviceTag: "occm-service=service-1"
    )

    /// Port 80 under another number, its node port as it was.
    static let renumbered: LoadBalancerSpec = {
        var port = ListenerSpec.port(80)
        port.port = 8080
        return .web(ports: [port])
    }()

    static let listeners = [
        PlanScenario("listener-fields", changedListener, after: .web(ports: [.port(80, .http)])) {
            $0.editListener { $0.insertHeaders = ["X-Mine": "true"] }
        },
        PlanScenario("listener-header-off", .web(ports: [.port(80, .http)]), after: changedListener) {
            $0.editListener { $0.insertHeaders["X-Mine"] = "true" }
        },
        PlanScenario("listener-everyone", port80 { $0.allowedCIDRs = ["0.0.0.0/0"] }, after: port80 { _ in }),
        PlanScenario(
            "listener-cidr-order",
            port80 { $0.allowedCIDRs = ["10.0.0.0/8", "192.168.0.0/16"] },
            after: port80 {
                $0.allowedCIDRs = ["192.168.0.0/16", "10.0.0.0/8"]
            }
        ),
        PlanScenario("listener-protocol", .web(ports: [.port(80, .http)]), after: .web(ports: [monitored])) {
            $0.editListener { $0.tags.append("silver") }
        },
        PlanScenario(
            "listener-protocol-same-pool",
            .web(ports: [.port(80, .http)]),
            after: .web(ports: [.port(80, .tcp, poolProtocol: "HTTP")])
        ) {
            $0.editListener { $0.l7PolicyIDs = ["policy-1"] }
        },
        PlanScenario("listener-port", .web(ports: [.port(8080)]), after: .web(ports: [.port(80)])),
        PlanScenario("listener-port-same-node-port", renumbered, after: .web(ports: [.port(80)])),
        PlanScenario(
            "listener-reordered",
            .web(ports: [.port(443), .port(80)]),
            after: .web(ports: [.port(80), .port(443)])
        ),
        PlanScenario("listener-without-pool", port80 { _ in }, after: port80 { _ in }) { cloud in
            cloud.editListener { $0.defaultPoolID = nil }
        },
        PlanScenario("listener-foreign-on-our-port", .web(ports: [.port(80), .port(81)]), after: .web()) {
            $0.addListener(81, .http)
        },
        PlanScenario("listener-foreign-elsewhere", .web(), after: .web()) { $0.addListener(81, .http) },
        PlanScenario("listener-error", port80 { _ in }, after: port80 { _ in }) {
            $0.editListener { $0.provisioning = .error }
        },
        PlanScenario("listener-stuck", port80 { _ in }, after: port80 { _ in }) {
            $0.editListener { $0.provisioning = pending }
        },
    ]

    static let changedListener = LoadBalancerSpec.web(ports: [
        .port(80, .http).with {
            $0.connectionLimit = 100
            $0.timeouts?.clientData = 60000
            $0.allowedCIDRs = ["10.0.0.0/8"]
            $0.insertHeaders = ["X-Forwarded-For": "true"]
        }
    ])
}
