import Kubernetes
import Sandbox
import Scenarios

extension ClusterScenario {
    static let crowds = [
        ClusterScenario("many Services at once all get a load balancer, one each", settle: .seconds(1)) { stage in
            // A real cloud's own worker is the bottleneck.
            let count = stage.isInSandbox ? 50 : 5
            try stage.start()
            var services: [Service] = []
            let duration = try await stage.time {
                for number in 1...count { services.append(try await stage.create("web-\(number)")) }
                for service in services {
                    try await stage.waitUntil("\(service.key) has an address", within: .seconds(180)) {
                        try require(!(try await stage.present(service)).addresses.isEmpty, "it has none")
                    }
                }
            }
            for service in services { try await stage.waitUntilServed(service) }
            if stage.isInSandbox {
                let posts = try stage.sandbox().counts["POST /load-balancer/v2.0/lbaas/loadbalancers"]
                try expect("POSTs", posts, count)
            }
            stage.note("\(count) Services were served within \(duration.inSeconds)")
        }
    ]
}
