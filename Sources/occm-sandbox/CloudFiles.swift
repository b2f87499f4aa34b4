import ArgumentParser
import FoundationEssentials
import Sandbox

/// The files that tell clients about a cloud, in one folder.
struct CloudFiles {
    let folder: String

    /// A file's path as a shell takes it.
    func path(_ name: String) -> String { folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)" }

    /// Writes all of them, cloud.conf last: where that is, the cloud is ready. Files with a password are their owner's only.
    func write(_ cloud: Sandbox, _ cluster: SandboxCluster? = nil) throws {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try write(cloud.cloudsYAML, to: "clouds.yaml", mode: 0o600)
            try write(cloud.nodesYAML, to: "nodes.yaml", mode: 0o644)
            try write(cloud.facts.json.text + "\n", to: "facts.json", mode: 0o644)
            if let cluster { try write(cluster.kubeconfig, to: "kubeconfig", mode: 0o600) }
            try write(cloud.cloudConfig(), to: "cloud.conf", mode: 0o600)
        } catch {
            throw ValidationError("The files cannot be written to '\(folder)': \(error). Choose another --dir.")
        }
    }

    private func write(_ text: String, to name: String, mode: Int) throws {
        let path = path(name)
        try? FileManager.default.removeItem(atPath: path)
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: mode]
        guard FileManager.default.createFile(atPath: path, contents: Data(text.utf8), attributes: attributes) else {
            throw CocoaError(.fileWriteUnknown)
        }
    }
}
