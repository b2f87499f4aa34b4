import Sandbox
import Testing

@Suite("occm apply asks on a terminal")
struct ConfirmationTests {
    private static let command = Mistake.apply.filter { $0 != "--yes" }

    @Test("and changes nothing unless the answer is yes", arguments: ["", "no\n", "y\n"])
    func refused(_ answer: String) async throws {
        try await Workplace.with { workplace in
            try workplace.write("service.yaml", Mistake.service)
            let ending = try await workplace.occm.runOnTerminal(Self.command, typing: answer)
            #expect(ending.status == 1)
            #expect(ending.output.contains("Make these changes?"))
            #expect(ending.output.contains("error: nothing was changed"))
            #expect(!workplace.sandbox.calls.contains { $0.isWrite })
        }
    }

    @Test("and makes the changes after a yes")
    func confirmed() async throws {
        try await Workplace.with { workplace in
            try workplace.write("service.yaml", Mistake.service)
            let ending = try await workplace.occm.runOnTerminal(Self.command, typing: "yes\n")
            #expect(ending.status == 0, "\(ending.output)")
            #expect(workplace.sandbox.counts["POST /load-balancer/v2.0/lbaas/loadbalancers"] == 1)
        }
    }
}
