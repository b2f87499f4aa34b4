import Sandbox
import Scenarios

extension ClusterScenario {
    static let shutdown = [
        ClusterScenario(
            "a SIGTERM while a create is under way awaits its answer, and the next process goes on from there"
        ) { stage in
            try await stage.endDuringCreate(answer: .delay(.seconds(4)), within: .seconds(15))
        },

        ClusterScenario("a SIGTERM while a create is never answered ends all the same, and makes no second one") {
            stage in
            try await stage.endDuringCreate(answer: .stallAfterApplying, within: .seconds(30))
        },
    ]
}

extension ClusterStage {
    /// Ends occm between the POST of a load balancer and its answer; starts it again, and looks that it made no second one.
    fileprivate func endDuringCreate(answer: FaultRule.Action, within limit: Duration) async throws {
        let post = "/load-balancer/v2.0/lbaas/loadbalancers"
        let sandbox = try sandbox()
        sandbox.inject(FaultRule("POST", post, answer))
        let first = try start(.quick)
        let web = try await create()
        try await waitUntil("its load balancer is being made") {
            try require(!(try await loadBalancers(of: web)).isEmpty, "there is none")
        }
        let end = try await time { _ = try await stop(first, within: limit) }
        note("ended \(end.inSeconds) after the SIGTERM")
        let writes = sandbox.calls.filter(\.isWrite).map(\.template)
        try expect("changes until the end", writes, ["POST \(post)"])
        try start(.quick)
        try await waitUntilServed(web)
        try expect("POSTs", sandbox.counts["POST \(post)"], 1)
        try expect("floating IPs made", sandbox.counts["POST /networking/v2.0/floatingips"], 1)
    }
}
