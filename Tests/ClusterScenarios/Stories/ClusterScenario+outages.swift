import OpenStackAPI
import Sandbox
import Scenarios

extension ClusterScenario {
    static let outages = [
        ClusterScenario("a cloud that is down for a while is told of, and nothing is made anew when it is back") {
            stage in
            try stage.start()
            let web = try await stage.create()
            let before = try await stage.waitUntilServed(web)
            let sandbox = try stage.sandbox()
            sandbox.inject(FaultRule(nil, "/load-balancer/*", times: nil, .respond(status: 503)))
            try await stage.annotate(web, "connection-limit", "1000")
            try await stage.leave(stage.servers[2])
            try await stage.waitForEvent("SyncLoadBalancerFailed", on: web)
            sandbox.clearFaults()
            let wait = try await stage.time {
                let after = try await stage.waitUntilServed(web, within: .seconds(90)) {
                    try expect("limit", try $0.listener("80/TCP").connectionLimit, 1000)
                }
                try expect("load balancer", after.loadBalancer.id, before.loadBalancer.id)
            }
            stage.note("recovered \(wait.inSeconds) after the cloud was back")
            try expect("POSTs", sandbox.counts["POST /load-balancer/v2.0/lbaas/loadbalancers"], 1)
        }
    ]
}
