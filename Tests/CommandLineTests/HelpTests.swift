import Foundation
import Testing

@Suite("Help")
struct HelpTests {
    @Test(
        "every command explains itself",
        arguments: [
            "", "run", "plan", "apply", "tree", "node", "routes", "config", "config check", "doctor", "version",
        ]
    )
    func help(_ command: String) async throws {
        let arguments = command.split(separator: " ").map(String.init) + ["--help"]
        let ending = try await Occm(folder: FileManager.default.temporaryDirectory).run(arguments)
        #expect(ending.status == 0 && ending.errors.isEmpty)
        let name = (["occm"] + arguments.dropLast()).joined(separator: "-")
        try expectGolden(ending.output, "Help/\(name).txt")
    }
}
