import OpenStackAPI
import Sandbox
import Scenarios

extension ClusterScenario {
    static let refusals = [
        ClusterScenario("as long as the finalizer can't be set nothing is made") { stage in
            let cluster = try stage.sandboxCluster()
            cluster.inject(FaultRule("PATCH", "*/services/web/status", times: nil, .respond(status: 500)))
            try stage.start()
            let web = try await stage.create()
            try await stage.waitForEvent("SyncLoadBalancerFailed", on: web, saying: "finalizer")
            try await stage.expectNothing(of: web)
            try require(!(try stage.sandbox().calls).contains { $0.isWrite }, "the cloud was asked for something")
            cluster.clearFaults()
            try await stage.waitUntilServed(web)
        }
    ]

    static let deletion = [
        ClusterScenario("as long as the load balancer can't be deleted the finalizer stays") { stage in
            try stage.start()
            let web = try await stage.create()
            let sight = try await stage.waitUntilServed(web)
            let path = "/load-balancer/v2.0/lbaas/loadbalancers/\(sight.loadBalancer.id)"
            try stage.sandbox().inject(FaultRule("DELETE", path, times: nil, .respond(status: 500)))
            try await stage.delete(web)
            try await stage.waitForEvent("SyncLoadBalancerFailed", on: web, saying: "failed to delete")
            try require(try await stage.present(web).isKept, "the finalizer is missing")
            try stage.sandbox().clearFaults()
            try await stage.waitUntilGone(web)
        }
    ]
}
