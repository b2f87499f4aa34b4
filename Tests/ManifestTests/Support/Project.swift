import ChildProcesses
import Foundation
import Kubernetes
import YAML

/// The project's own files, as tests read them.
enum Project {
    /// The folder that it is in.
    static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// A file's text.
    static func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: folder.appendingPathComponent(path)), as: UTF8.self)
    }

    /// The objects in a file of manifests.
    static func objects(in path: String) throws -> [ManifestObject] {
        try objects(of: try text(path), path)
    }

    /// The objects in a text.
    static func objects(of text: String, _ name: String) throws -> [ManifestObject] {
        let decoder = YAMLDecoder()
        return try decoder.documents(from: Array(text.utf8), file: name).map { document in
            try decoder.decode(ManifestObject.self, from: document, file: name)
        }
    }
}

/// kubectl, where it is installed.
enum Kubectl {
    private static let executable = ["/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"]
        .map { URL(fileURLWithPath: "\($0)/kubectl") }
        .first { FileManager.default.isExecutableFile(atPath: $0.path) }

    /// Whether it is.
    static var isInstalled: Bool { executable != nil }

    /// What it prints.
    static func output(_ arguments: String...) async throws -> (status: Int32, text: String) {
        guard let executable else { return (127, "") }
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("occm-kubectl-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        let null = URL(fileURLWithPath: "/dev/null")
        let process = try ChildProcess(
            executable,
            arguments,
            environment: ProcessInfo.processInfo.environment,
            in: Project.folder,
            output: file,
            errors: null
        )
        let status: Int32 = if case .exited(let status) = await process.ending() { status } else { 128 }
        return (status, String(decoding: try Data(contentsOf: file), as: UTF8.self))
    }
}
