import ChildProcesses
import Kubernetes
import Sandbox
import Scenarios

extension ClusterScenario {
    static let crashes = [
        ClusterScenario("killed before each write to a Service arrives, occm ends at the same place when back") {
            stage in
            try await stage.playKilled(.stallBeforeApplying, atCreation: [1, 2])
        },

        ClusterScenario("killed after each write to a Service arrived, occm ends at the same place when back") {
            stage in
            try await stage.playKilled(.stallAfterApplying, atCreation: [1, 1])
        },
    ]
}

extension ClusterStage {
    /// Lets a Service come and go, and kills occm at each write to it: the finalizer, the status, the finalizer's end.
    ///
    /// - Parameters:
    ///   - moment: How the write that is not answered ends.
    ///   - writes: At which of its writes each process is killed until the Service is served. What one process has
    ///     written the next finds there.
    fileprivate func playKilled(_ moment: FaultRule.Action, atCreation writes: [Int]) async throws {
        let web = try await create()
        for number in writes {
            try spoil(write: number, moment)
            try await killAfterWrite(number) { try start(.quick) }
        }
        let last = try start(.quick)
        try await waitUntilServed(web)
        let posts = try sandbox().counts["POST /load-balancer/v2.0/lbaas/loadbalancers"]
        try expect("POSTs of load balancers", posts, 1)
        try spoil(write: 1, moment)
        try await killAfterWrite(1) {
            try await delete(web)
            return last
        }
        try start(.quick)
        try await waitUntilGone(web)
    }

    /// Leaves a write to a Service without an answer.
    private func spoil(write number: Int, _ moment: FaultRule.Action) throws {
        try sandboxCluster().inject(FaultRule("PATCH", "*/services/*/status", nth: number, moment))
    }

    /// Kills a replica as soon as it has made so many writes to a Service.
    private func killAfterWrite(_ number: Int, _ act: () async throws -> Replica) async throws {
        let wanted = try writes() + number
        let replica = try await act()
        try await waitUntil("a write to the Service hangs", every: .milliseconds(20)) {
            try expect("writes", try writes(), wanted)
        }
        replica.kill()
        try expect("end", try await ending(of: replica), .signalled(9))
        try sandboxCluster().clearFaults()
    }

    /// How many writes to Services there were.
    private func writes() throws -> Int {
        try sandboxCluster().counts["PATCH /api/v1/namespaces/{namespace}/services/{name}/status", default: 0]
    }
}
