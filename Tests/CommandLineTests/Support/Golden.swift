import Foundation
import Sandbox
import Testing

/// Compares a text with a file of Goldens; with UPDATE_GOLDENS=1 it writes the file.
func expectGolden(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let file = tests.appendingPathComponent("Goldens").appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" {
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: file)
    }
    let golden = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    #expect(text == golden, "differs from \(name); UPDATE_GOLDENS=1 rewrites it", sourceLocation: sourceLocation)
}

extension Occm.Ending {
    /// The whole run as a golden has it: what differs from run to run is replaced.
    func transcript(of command: [String], in workplace: Workplace? = nil) -> String {
        var text = "$ occm \(command.joined(separator: " "))\n\(output)"
        if !errors.isEmpty { text += "--- standard error\n\(errors)" }
        text += "--- exit code \(status.map(String.init) ?? "none: a signal")\n"
        if let workplace { text = text.replacingOccurrences(of: workplace.sandbox.url, with: "http://CLOUD") }
        return
            text
            .replacing(/req-[0-9a-f-]{36}/, with: "req-ID")
            .replacing(/after [0-9]+\.[0-9] s/, with: "after N s")
    }
}
