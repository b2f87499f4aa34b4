import ArgumentParser
import FoundationEssentials
import Kubernetes
import YAML

/// `occm-sandbox client apply`: makes objects what their files say.
struct ApplyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply",
        abstract: "Make objects what a file says."
    )

    @Option(name: [.customShort("f"), .customLong("filename")], help: "A file of manifests.")
    var file: String

    @OptionGroup var cluster: ClusterOptions

    func run() async throws {
        guard let bytes = FileManager.default.contents(atPath: file) else {
            throw ClientFailure("there is no file \(file), or it can't be read")
        }
        let client = try cluster.connect()
        let decoder = YAMLDecoder()
        for document in try decoder.documents(from: Array(bytes), file: file) {
            let object = try decoder.decode(JSONValue.self, from: document, file: file)
            guard let kind = ObjectKind(of: object), case .string(let name)? = object["metadata"]?["name"] else {
                let known = ObjectKind.allCases.map(\.resource.kind).joined(separator: ", ")
                throw ClientFailure(
                    "\(file):\(document.line): expected an object with a name, and of a kind among \(known)"
                )
            }
            let isNew = try await client.apply(object, kind.path(in: namespace(of: object), name))
            print("\(kind.singular)/\(name) \(isNew ? "created" : "configured")")
        }
    }

    private func namespace(of object: JSONValue) -> String {
        guard case .string(let own)? = object["metadata"]?["namespace"] else { return cluster.namespace }
        return own
    }
}
