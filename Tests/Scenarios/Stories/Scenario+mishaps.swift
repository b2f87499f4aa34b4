import CloudProvider
import CurlTransport
import KeystoneAuth
import Kubernetes
import OctaviaLB
import OpenStackAPI

extension Scenario {
    static let mishaps = [
        Scenario("a quota that is used up is reported, leaves nothing, and once raised the same apply succeeds") {
            stage in
            let service = stage.service(.tcp(80))
            try await stage.limitLoadBalancers(to: try await stage.session().list(LoadBalancer.list()).count)
            let error: any Error
            do {
                error = try await stage.refusal("apply beyond the quota", of: service)
            } catch {
                try await stage.limitLoadBalancers(to: nil)
                throw error
            }
            try await stage.limitLoadBalancers(to: nil)
            try expect("code", (error as? OpenStackError)?.code, .quotaExceeded)
            try expect("load balancers", try await stage.loadBalancers().count, 0)
            try await stage.apply(service)
        },

        Scenario("a load balancer that ends in ERROR while it is made is deleted and made anew") { stage in
            try stage.cloud.failWork(on: stage.name)
            stage.mishaps.arrange(
                .precededBy { try stage.cloud.failWork(on: nil) },
                of: .delete,
                "/lbaas/loadbalancers/"
            )
            let run = try await stage.apply(stage.service(.tcp(80)))
            try expect("changes", run.changes, ["loadbalancer_create", "loadbalancer_delete"] + creation)
            try expect("members", try await stage.sight().members("80/TCP"), stage.backends(30080))
        },

        Scenario("a load balancer in ERROR is reported with the remedy, left alone, and can be destroyed") { stage in
            let service = stage.service(.tcp(80))
            try await stage.apply(service)
            try await stage.breakLoadBalancer()
            let occm = try stage.occm()
            let changed = service.with { $0.spec.ports[0].nodePort = 30081 }
            let error = try await stage.refusal("apply to a load balancer in ERROR", of: changed, by: occm)
            try expect("code", (error as? LoadBalancerFailure)?.code, .blocked)
            try require("\(error)".contains("openstack loadbalancer failover"), "the remedy is missing in: \(error)")
            try expect("changes", occm.log.changes, [])
            try await stage.destroy(service)
            try expect("load balancers", try await stage.loadBalancers().count, 0)
            try expect("floating IPs", try await stage.floatingIPs().count, 0)
        },

        Scenario("a listener that ended in ERROR is repaired by one PUT") { stage in
            let service = stage.service(.tcp(80))
            try await stage.apply(service)
            let limited = service.annotated("connection-limit", "1000")
            try stage.cloud.failWork(on: stage.name)
            let interrupted = try stage.occm()
            _ = try? await interrupted.apply(limited, .served(by: BackendSet(of: stage.nodes())))
            try stage.cloud.failWork(on: nil)
            try await stage.apply(limited)
            let listener = try await stage.sight().listener("80/TCP")
            try expect("connection limit", listener.connectionLimit, 1000)
        },

        Scenario("a create whose answer is lost makes one load balancer") { stage in
            stage.mishaps.arrange(.loseAnswer, of: .post, "/lbaas/loadbalancers")
            let run = try await stage.apply(stage.service(.tcp(80)))
            try expect("changes", run.changes, creation)
            try expect("members", try await stage.sight().members("80/TCP"), stage.backends(30080))
        },

        Scenario("a floating IP whose answer is lost is not made twice") { stage in
            stage.mishaps.arrange(.loseAnswer, of: .post, "/floatingips")
            let run = try await stage.apply(stage.service(.tcp(80)))
            try expect("changes", run.changes, creation)
            try expect("floating IPs", try await stage.floatingIPs().map(\.address), [run.address])
        },

        Scenario("a change whose answer is lost is not made twice") { stage in
            let service = stage.service(.tcp(80))
            try await stage.apply(service)
            stage.mishaps.arrange(.loseAnswer, of: .post, "/lbaas/listeners")
            try await stage.apply(stage.service(.tcp(80), .tcp(443)))
            let sight = try await stage.sight()
            try expect("listeners", sight.listeners.keys.sorted(), ["443/TCP", "80/TCP"])
            try expect("pools", sight.pools.count, 2)
        },

        Scenario("a second load balancer that nobody refers to is deleted") { stage in
            let service = stage.service(.tcp(80))
            stage.mishaps.arrange(.sendTwice, of: .post, "/lbaas/loadbalancers")
            let first = try await stage.occm().apply(service, .served(by: BackendSet(of: stage.nodes())))
            try expect("load balancers after a doubled POST", try await stage.loadBalancers().count, 2)
            let second = try await stage.apply(service)
            try expect("changes of the next run", second.changes, ["loadbalancer_delete"])
            try expect("floating IPs", try await stage.sight().floatingIPs.map(\.address), [first.address])
        },
    ]
}

extension Stage {
    /// Limits how many load balancers the project may have; `nil` gives the cloud's default back.
    func limitLoadBalancers(to count: Int?) async throws {
        let path = "/lbaas/quotas/\(cloud.facts.projectID)"
        guard let count else { return try await call(.delete, path, as: .admin) }
        try await call(.put, path, #"{"quota": {"load_balancer": \#(count)}}"#, as: .admin)
    }

    /// Brings the Service's load balancer into ERROR, as a worker that fails does.
    fileprivate func breakLoadBalancer() async throws {
        let id = try await sight().loadBalancer.id
        try cloud.failWork(on: name)
        try await call(.put, "/lbaas/loadbalancers/\(id)", #"{"loadbalancer": {"description": "to be broken"}}"#)
        let status = try await settled(id, through: try session())?.provisioningStatus
        try cloud.failWork(on: nil)
        try expect("status after work that failed", status, .error)
    }
}
