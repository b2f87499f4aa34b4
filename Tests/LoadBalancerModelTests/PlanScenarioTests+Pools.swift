import LoadBalancerModel
import Planning

extension PlanScenarioTests {
    static let affine = port80 {
        $0.pool.algorithm = "LEAST_CONNECTIONS"
        $0.pool.persistence = SessionPersistence(type: "SOURCE_IP")
    }

    static let pools = [
        PlanScenario("pool-fields", affine, after: port80 { _ in }),
        PlanScenario("pool-fields-back", port80 { _ in }, after: affine),
        PlanScenario(
            "pool-fields-unsupported",
            port80 { _ in },
            after: affine,
            capabilities: .init(sessionPersistence: false)
        ),
        PlanScenario("pool-protocol", port80 { $0.pool.proto = "PROXY" }, after: port80 { _ in }),
        PlanScenario("pool-error", port80 { _ in }, after: port80 { _ in }) {
            $0.editPool { $0.provisioning = .error }
        },
        PlanScenario("pool-stuck", port80 { _ in }, after: port80 { _ in }) {
            $0.editPool { $0.provisioning = pending }
        },
        PlanScenario("pool-used-by-a-policy", port80 { _ in }, after: port80 { _ in }) {
            $0.addListener(81, .tcp)
            $0.policyTargets["by-hand"] = [$0.loadBalancers[0].pools[0].id]
        },
        PlanScenario("pool-left-by-a-crash", port80 { $0.pool.proto = "PROXY" }, after: port80 { _ in }) {
            $0.addLeftoverPool(index: 0)
        },
        PlanScenario("pool-left-for-another-port", port80 { $0.pool.proto = "PROXY" }, after: port80 { _ in }) {
            $0.addLeftoverPool(index: 1)
        },
        PlanScenario("monitor-on", .web(ports: [monitored]), after: .web()),
        PlanScenario("monitor-off", .web(), after: .web(ports: [monitored])),
        PlanScenario("monitor-fields", port80 { $0.pool.monitor?.delay = 10 }, after: port80 { _ in }) {
            $0.editPool { $0.monitor?.spec.name = "named by the Go OCCM" }
        },
        PlanScenario("monitor-type", port80 { $0.pool.monitor = .probing("/healthz") }, after: port80 { _ in }),
        PlanScenario(
            "monitor-path",
            port80 { $0.pool.monitor = .probing("/ready") },
            after: port80 { $0.pool.monitor = .probing("/healthz") }
        ),
        PlanScenario("monitor-stuck", port80 { _ in }, after: port80 { _ in }) {
            $0.editPool { $0.monitor?.provisioning = pending }
        },
    ]

    static func nodes(_ count: Int, weight: Int = 1) -> LoadBalancerSpec {
        .web(ports: [
            .port(80).with {
                let members = MemberSpec.nodes(count, port: 30080).map { member in
                    var member = member
                    member.weight = weight
                    return member
                }
                $0.pool.members = .known(members)
            }
        ])
    }

    static let members = [
        PlanScenario("members-added", nodes(3), after: nodes(2)),
        PlanScenario("members-removed", nodes(2), after: nodes(3)),
        PlanScenario("members-by-hand", nodes(2), after: nodes(2)) {
            $0.editPool { pool in
                pool.members[0].adminStateUp = false
                pool.members[1].spec.name = "renamed"
                let spec = MemberSpec(name: "", address: "2001:db8::9", port: 30080, subnetID: "s", monitorPort: 10256)
                pool.members.append(ObservedMember(id: "by-hand", spec: spec, backup: true))
            }
        },
        PlanScenario("members-reordered", nodes(3), after: nodes(3)) { $0.editPool { $0.members.reverse() } },
        PlanScenario("members-serial", nodes(3, weight: 2), after: nodes(2), capabilities: serial),
        PlanScenario("members-many", nodes(60), after: nodes(2)),
        PlanScenario("members-all-gone", nodes(0), after: nodes(2)),
        PlanScenario("members-all-gone-unconfirmed", nodes(0), after: nodes(2), removals: .unconfirmed),
        PlanScenario("members-most-gone-unconfirmed", replacedNodes, after: nodes(6), removals: .unconfirmed),
        PlanScenario("members-few-gone-unconfirmed", nodes(2), after: nodes(5), removals: .unconfirmed),
        PlanScenario(
            "members-gone-unconfirmed-new-pool",
            .web(ports: [.port(80, poolProtocol: "PROXY", nodes: 0)]),
            after: nodes(2),
            removals: .unconfirmed
        ),
    ]

    /// Another node in the place of six.
    static let replacedNodes = LoadBalancerSpec.web(ports: [
        .port(80).with {
            $0.pool.members = .known([MemberSpec(name: "node-9", address: "192.0.2.99", port: 30080)])
        }
    ])
}

extension HealthMonitorSpec {
    /// An HTTP monitor that asks for a path.
    static func probing(_ path: String) -> Self {
        var monitor = standard("HTTP")
        monitor.http = HTTPProbe(path: path)
        return monitor
    }
}

extension Cloud {
    /// Adds a pool of ours that no listener uses yet.
    fileprivate mutating func addLeftoverPool(index: Int) {
        let name = Identity.web.poolName(index)
        edit {
            $0.pools.append(ObservedPool(id: "leftover", name: name, proto: "PROXY", tags: Identity.web.tags))
        }
    }
}
