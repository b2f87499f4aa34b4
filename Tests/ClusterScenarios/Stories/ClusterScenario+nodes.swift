import Kubernetes
import Sandbox
import Scenarios

extension ClusterScenario {
    static let nodes = [
        ClusterScenario("members follow nodes that leave, join and are excluded, and do not mind a cordon") { stage in
            try stage.start()
            let web = try await stage.create()
            try await stage.waitUntilServed(web)
            let (all, last) = (stage.servers, stage.servers[2])

            try await stage.leave(last)
            try await stage.waitForMembers(of: web, on: Array(all.prefix(2)))

            try await stage.join(last)
            try await stage.waitForMembers(of: web, on: all)

            // The exclusion comes after the cordon: once it is seen, so is the cordon.
            try await stage.change(all[0], ["spec": ["unschedulable": .bool(true)]])
            try await stage.change(last, ["metadata": ["labels": .object([Node.exclusionLabel: "true"])]])
            try await stage.waitForMembers(of: web, on: Array(all.prefix(2)))
            try await stage.waitForEvent("UpdatedLoadBalancer", on: web)
            if stage.isInSandbox {
                let calls = try stage.sandbox().counts["PUT /load-balancer/v2.0/lbaas/pools/{id}/members"]
                try expect("batches of members", calls, 3)
            }
        }
    ]
}

extension ClusterStage {
    /// Waits until the members of a Service's load balancer are these nodes.
    fileprivate func waitForMembers(of service: Service, on nodes: [Node]) async throws {
        let wanted = try await backends(nodes, of: service)
        try await waitUntilServed(service) { try expect("members", try $0.members("80/TCP"), wanted) }
    }
}
