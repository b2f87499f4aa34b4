import FoundationEssentials
import LoadBalancerModel
import Planning
import Testing

@Suite("The documented plan")
struct PlanDocumentExampleTests {
    static let reference = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../docs/reference/plan-json.md").standardizedFileURL

    @Test("the example in docs/reference/plan-json.md is what is printed")
    func example() throws {
        let limited = ListenerSpec.port(80).with { $0.connectionLimit = 1000 }
        let scenario = PlanScenario("example", .web(ports: [limited]), after: .web(isInternal: true))
        let json = try PlanDocument([scenario.plan]).json()
        let page = String(decoding: try Data(contentsOf: Self.reference), as: UTF8.self)
        let start = try #require(page.firstRange(of: "```json\n")).upperBound
        let end = try #require(page[start...].firstRange(of: "```")).lowerBound
        if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" {
            try Data((page[..<start] + json + page[end...]).utf8).write(to: Self.reference)
        } else {
            #expect(page[start..<end] == json, "UPDATE_GOLDENS=1 rewrites the example")
        }
    }

    @Test("every code of a note is documented")
    func codes() throws {
        let page = String(decoding: try Data(contentsOf: Self.reference), as: UTF8.self)
        let scenarios =
            PlanScenarioTests.creations + PlanScenarioTests.listeners + PlanScenarioTests.pools
            + PlanScenarioTests.members + PlanScenarioTests.states
        let notes =
            scenarios.flatMap(\.plan.notes) + DeletionScenarioTests.scenarios.flatMap(\.deletion.notes)
        #expect(Set(notes.map(\.code)).count >= 14)
        for note in notes { #expect(page.contains("| `\(note.code)` | "), "\(note.code) is missing") }
    }
}
