import Kubernetes
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
        },
        ClusterScenario("load balancers that changes of occm itself left stuck do not delay others") { stage in
            let sandbox = try stage.sandbox()
            try stage.start(.standard, "--max-settling-load-balancers=2")
            var stuck: [Service] = []
            for number in 1...3 { stuck.append(try await stage.create("stuck-\(number)")) }
            for service in stuck { try await stage.waitUntilServed(service) }
            let settle = sandbox.settings.settle
            sandbox.settings.settle = .seconds(25)
            for service in stuck { try await stage.annotate(service, "connection-limit", "1000") }
            try await stage.waitUntil("each was sent its change", within: .seconds(15)) {
                try expect("PUTs", sandbox.counts["PUT /load-balancer/v2.0/lbaas/listeners/{id}"], stuck.count)
            }
            sandbox.settings.settle = settle
            let next = try await stage.create("next")
            let wait = try await stage.time { try await stage.waitUntilServed(next, within: .seconds(8)) }
            stage.note("another was served within \(wait.inSeconds)")
            for service in stuck { try await stage.waitUntilServed(service) }
        },

        ClusterScenario("a Nova that fails, and then lists nothing, takes nothing from a Node") { stage in
            try stage.startNodeControllers()
            let server = try await stage.createServer()
            let worker = try await stage.register(server)
            try await stage.waitUntilInitialized(worker, as: server)
            let before = try await stage.nodes()
            let late = try await stage.createServer("late")

            let sandbox = try stage.sandbox()
            sandbox.inject(FaultRule(nil, "/compute/*", times: nil, .respond(status: 503)))
            // What cuts Nova off cuts off kubelets as well.
            for node in before { try await stage.report(ready: "Unknown", on: node) }
            let waiting = try await stage.register(late)
            try await stage.waitForEvent("NotInitialized", on: waiting)
            sandbox.clearFaults()
            sandbox.inject(
                FaultRule(
                    "GET",
                    "/compute/*/servers/detail",
                    times: nil,
                    .respond(status: 200, body: #"{"servers": []}"#)
                )
            )
            try await stage.waitForEvent("InstanceInDoubt", on: worker, saying: "no other Node's server either")
            sandbox.clearFaults()

            try await stage.waitUntilInitialized(waiting, as: late)
            for node in before { try await stage.report(ready: "True", on: node) }
            let after = try await stage.nodes().filter { $0.key != waiting.key }
            try expect("Nodes", after.map(\.withoutVersion), before.map(\.withoutVersion))
        },
    ]
}

extension ClusterStage {
    /// All Nodes by their names.
    fileprivate func nodes() async throws -> [Node] {
        try await client.list(Node.self).items.sorted { $0.key < $1.key }
    }
}

extension Node {
    /// The Node but for how often it was written.
    fileprivate var withoutVersion: Node {
        var node = self
        node.metadata.resourceVersion = ""
        return node
    }
}
