import Foundation
import Sandbox
import Testing

@Suite("What goes wrong ends in a sentence that says what to do")
struct BadInputTests {
    @Test("exit code 1 and a message; once repaired, the same command succeeds", arguments: Mistake.all)
    func mistakes(_ mistake: Mistake) async throws {
        try await Workplace.with { workplace in
            try workplace.write("service.yaml", Mistake.service)
            try await mistake.make(workplace)
            let ending = try await workplace.occm.run(mistake.command)
            #expect(ending.status == mistake.status)
            let transcript = ending.transcript(of: mistake.command, in: workplace)
            #expect(!transcript.contains(SandboxUser.password), "a secret is told")
            try expectGolden(withoutPlan(transcript), "BadInput/\(mistake.name).txt")
            try repair(workplace)
            let again = try await workplace.occm.run(Mistake.apply)
            #expect(again.status == 0, "\(again.errors)")
            let count = workplace.sandbox.call("GET", "/load-balancer/v2.0/lbaas/loadbalancers").body
            #expect(count?["loadbalancers"]?.arrayValue?.count == 1)
            let addresses = workplace.sandbox.call("GET", "/networking/v2.0/floatingips").body
            #expect(addresses?["floatingips"]?.arrayValue?.count == 1)
        }
    }

    /// What was done and what went wrong; how plans read is for `PlanTests`.
    private func withoutPlan(_ transcript: String) -> String {
        let blocks = transcript.components(separatedBy: "\n\n")
        let isPlan = { (block: String) in block.hasPrefix("    + ") }
        return blocks.filter { !isPlan($0) }.joined(separator: "\n\n")
    }

    private func repair(_ workplace: Workplace) throws {
        workplace.sandbox.clearFaults()
        workplace.sandbox.settings.quotas = [:]
        try workplace.write("service.yaml", Mistake.service)
        try workplace.write("nodes.yaml", workplace.sandbox.nodesYAML)
        try workplace.write("cloud.conf", workplace.sandbox.cloudConfig())
    }
}
