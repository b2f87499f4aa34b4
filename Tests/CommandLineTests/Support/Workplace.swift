import Foundation
import Sandbox

/// A folder with manifests and a cloud.conf, and the sandbox that it points to.
struct Workplace: Sendable {
    /// The cloud.
    let sandbox: Sandbox
    /// The folder.
    let folder: URL
    /// occm in that folder.
    var occm: Occm { Occm(folder: folder) }

    /// Runs `body` in a fresh workplace and takes it down again.
    static func with<Result: Sendable>(
        settings: SandboxSettings = SandboxSettings(),
        _ body: (Workplace) async throws -> Result
    ) async throws -> Result {
        var options = Sandbox.Options()
        options.settings = settings
        // Where each call takes a second, occm never has to wait for a stamp to move, and makes the same calls each time.
        options.clock = .ticking(every: .seconds(1), startingAt: Instant(seconds: Int64(Date().timeIntervalSince1970)))
        let workplace = Workplace(sandbox: try await Sandbox.start(options), folder: try temporaryFolder())
        do {
            try workplace.write("cloud.conf", workplace.sandbox.cloudConfig())
            try workplace.write("nodes.yaml", workplace.sandbox.nodesYAML)
            let result = try await body(workplace)
            try await workplace.takeDown()
            return result
        } catch {
            try await workplace.takeDown()
            throw error
        }
    }

    /// Writes a file into the folder.
    func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }

    private func takeDown() async throws {
        try await sandbox.stop()
        try FileManager.default.removeItem(at: folder)
    }

    static func temporaryFolder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("occm-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }
}
