import KeystoneAuth
import Kubernetes
import OpenStackAPI

extension Scenario {
    static let lifecycle = [
        Scenario("one POST creates everything, and applying again changes nothing") { stage in
            let service = stage.service(.tcp(80))
            let run = try await stage.apply(service)
            try expect("changes", run.changes, creation)
            let sight = try await stage.sight()
            try expect("members", try sight.members("80/TCP"), stage.backends(30080))
            try expect("floating IPs", sight.floatingIPs.map(\.address), [run.address])
            try expect("tagged floating IPs", try await stage.floatingIPs().map(\.id), sight.floatingIPs.map(\.id))
            try expect("changes of the second run", try await stage.apply(service).changes, [])
        },

        Scenario("destroying leaves nothing, and destroying again changes nothing") { stage in
            let service = stage.service(.tcp(80), .udp(53))
            try await stage.apply(service)
            let changes = try await stage.destroy(service).changes
            try expect("changes", changes, ["loadbalancer_delete", "floating_ip_delete"])
            try expect("load balancers", try await stage.loadBalancers().count, 0)
            try expect("floating IPs", try await stage.floatingIPs().count, 0)
            try expect("changes of the second run", try await stage.destroy(service).changes, [])
        },

        Scenario("a provider that takes no tree is served call by call") { stage in
            let service = stage.service(.tcp(80)).annotated("enable-health-monitor", "true")
            func serial() throws -> Occm {
                try stage.occm { $0.loadBalancer.providerRequiresSerialAPICalls = true }
            }
            let run = try await stage.apply(service, by: try serial())
            let children = [
                "loadbalancer_pool_create", "loadbalancer_member_create", "loadbalancer_member_create",
                "loadbalancer_member_create", "loadbalancer_healthmonitor_create", "loadbalancer_listener_create",
            ]
            try expect("changes", run.changes, ["loadbalancer_create"] + children + floatingIP)
            let sight = try await stage.sight()
            try expect("members", try sight.members("80/TCP"), stage.backends(30080))
            try expect("monitor", try sight.monitor("80/TCP")?.type, "TCP")
            let smaller = try await stage.apply(service, nodes: stage.nodes(2), by: try serial())
            try expect("changes with a node less", smaller.changes, ["loadbalancer_member_delete"])
        },

        Scenario("without cascade, children go one by one") { stage in
            let service = stage.service(.tcp(80))
            try await stage.apply(service)
            let changes = try await stage.destroy(service, by: try stage.occm { $0.loadBalancer.cascadeDelete = false })
                .changes
            let children = ["loadbalancer_listener_delete", "loadbalancer_pool_delete"]
            try expect("changes", changes, children + ["loadbalancer_delete", "floating_ip_delete"])
            try expect("load balancers", try await stage.loadBalancers().count, 0)
        },
    ]

    /// What creating an external Service costs.
    static let creation = ["loadbalancer_create"] + floatingIP
    static let floatingIP = ["floating_ip_create", "floating_ip_tag_update"]
}
