import ChildProcesses
import Kubernetes
import OpenStackAPI
import Sandbox
import Scenarios

extension ClusterScenario {
    static let election = [
        ClusterScenario("a leader whose lease somebody else has taken exits with 1 and changes nothing more") { stage in
            let replica = try stage.start(.quick)
            try await stage.waitUntilServed(try await stage.create("first"))
            try await stage.giveLease(to: "somebody-else")
            try expect("end", try await stage.ending(of: replica), .exited(1))
            let second = try await stage.create("second")
            try await stage.expectNothing(of: second)
        },

        ClusterScenario("a leader that is killed while it creates has a successor, which makes no second one") {
            stage in
            let leader = try await stage.startHealthy()
            let name = try await stage.newLeader()
            try await stage.startHealthy()
            let post = "/load-balancer/v2.0/lbaas/loadbalancers"
            try stage.sandbox().inject(FaultRule("POST", post, .stallAfterApplying))
            let web = try await stage.create()
            try await stage.waitUntil("its load balancer is being made") {
                try require(!(try await stage.loadBalancers(of: web)).isEmpty, "there is none")
            }
            leader.kill()
            let wait = try await stage.time { try await stage.newLeader(after: name) }
            stage.note("the standby led \(wait.inSeconds) after the kill")
            try require(wait <= .seconds(24), "the hand-over took \(wait.inSeconds)")
            try await stage.waitUntilServed(web)
            try expect("POSTs", try stage.sandbox().counts["POST \(post)"], 1)
        },

        ClusterScenario("a leader that is asked to end gives its lease back, and has a successor soon") { stage in
            let leader = try await stage.startHealthy()
            let name = try await stage.newLeader()
            try await stage.startHealthy()
            let web = try await stage.create()
            let before = try await stage.waitUntilServed(web)
            leader.terminate()
            try await stage.waitUntil("the lease is given back", every: .milliseconds(20)) {
                try require(try await stage.leader() != name, "\(name) leads")
            }
            let wait = try await stage.time { try await stage.newLeader(after: name) }
            stage.note("the standby led \(wait.inSeconds) after the release")
            try require(wait <= .milliseconds(4500), "the hand-over took \(wait.inSeconds)")
            try expect("end", try await stage.ending(of: leader), .exited(0))
            try await stage.annotate(web, "connection-limit", "1000")
            let after = try await stage.waitUntilServed(web) {
                try expect("limit", try $0.listener("80/TCP").connectionLimit, 1000)
            }
            try expect("load balancer", after.loadBalancer.id, before.loadBalancer.id)
        },
    ]
}

extension ClusterStage {
    /// Writes a name into the lease, whoever holds it.
    fileprivate func giveLease(to name: String) async throws {
        let key = Self.lease("cloud-controller-manager")
        let patch = ObjectPatch(.merge, ["spec": ["holderIdentity": .string(name)]])
        _ = try await client.patch(Lease.self, key, with: patch)
    }
}
