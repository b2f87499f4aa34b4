import OpenStackAPI
import Scenarios

extension ClusterScenario {
    static let changes = [
        ClusterScenario("a change of every field that may change is followed, on the same load balancer") { stage in
            try stage.start()
            let web = try await stage.create()
            let first = try await stage.waitUntilServed(web)
            for change in ServiceChange.all {
                try await stage.change(web, change.patch)
                do {
                    let sight = try await stage.waitUntilServed(web, change.check)
                    try expect("load balancer", sight.loadBalancer.id, first.loadBalancer.id)
                } catch {
                    throw Deviation("after a change of \(change.description): \(error)")
                }
            }
        }
    ]
}
