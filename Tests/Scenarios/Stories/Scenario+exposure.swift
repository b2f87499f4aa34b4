import KeystoneAuth
import Kubernetes
import OpenStackAPI

extension Scenario {
    static let exposure = [
        Scenario("an external Service becomes internal and external again") { stage in
            let service = stage.service(.tcp(80))
            let hidden = service.with { $0.metadata.annotations[isInternal] = "true" }
            try await stage.apply(service)
            let before = try await stage.sight()
            let run = try await stage.apply(hidden)
            try expect("changes", run.changes, ["floating_ip_delete"])
            try expect("address", run.address, before.loadBalancer.vipAddress)
            try expect("floating IPs", try await stage.floatingIPs().count, 0)
            let again = try await stage.apply(service)
            try expect("changes", again.changes, floatingIP)
            let after = try await stage.sight()
            try expect("load balancer", after.loadBalancer.id, before.loadBalancer.id)
            try expect("floating IPs", after.floatingIPs.map(\.address), [again.address])
        },

        Scenario("an internal Service never gets a floating IP") { stage in
            let service = stage.service(.tcp(80)).with { $0.metadata.annotations[isInternal] = "true" }
            let run = try await stage.apply(service)
            try expect("changes", run.changes, ["loadbalancer_create"])
            let sight = try await stage.sight()
            try expect("floating IPs", sight.floatingIPs.count, 0)
            try expect("address", run.address, sight.loadBalancer.vipAddress)
        },

        Scenario("a floating IP that is to be kept outlives its load balancer and comes back") { stage in
            let service = stage.service(.tcp(80)).annotated("keep-floatingip", "true")
            let address = try await stage.apply(service).address
            try await stage.destroy(service)
            try expect("load balancers", try await stage.loadBalancers().count, 0)
            let kept = try await stage.floatingIPs()
            try expect("kept addresses", kept.map(\.address), [address])
            try expect("its port", kept.map(\.portID), [nil])
            try expect("address of the second life", try await stage.apply(service).address, address)
        },

        Scenario("a network without free addresses is reported, and another one continues from there") { stage in
            let service = stage.service(.tcp(80))
            let exhausted = try stage.occm { $0.loadBalancer.floatingNetworkID = stage.cloud.facts.exhaustedNetworkID }
            let error = try await stage.refusal("apply without a free address", of: service, by: exhausted)
            try require("\(error)".contains("No more IP addresses available"), "the reason is missing in: \(error)")
            try require("\(error)".contains("a re-run goes on from there"), "what is left is not said in: \(error)")
            let run = try await stage.apply(service)
            try expect("changes of the second run", run.changes, floatingIP)
            try expect("floating IPs", try await stage.sight().floatingIPs.map(\.address), [run.address])
        },
    ]

    private static let isInternal = "service.beta.kubernetes.io/openstack-internal-load-balancer"
}
