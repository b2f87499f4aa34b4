import YAML

/// A kind of object that manifests are read for.
protocol ManifestObject: Decodable, Sendable, Hashable {
    static var kind: String { get }
    var metadata: ObjectMeta { get }
    /// What the API server would refuse in the object with its defaults.
    var findings: [Finding] { get }
    /// The object as the API server would store it.
    func withDefaults() -> Self
}

/// A problem before its place in the file is known.
struct Finding: Hashable {
    var path: YAMLPath
    var message: String

    init(_ path: YAMLPath, _ message: String) {
        self.path = path
        self.message = message
    }
}

extension Service: ManifestObject {
    static let kind = "Service"
    var findings: [Finding] { ServiceValidation.findings(in: self) }
}

extension Node: ManifestObject {
    static let kind = "Node"
    func withDefaults() -> Node { self }
    var findings: [Finding] {
        NameRules.problem(withName: metadata.name, .subdomain).map { [Finding(["metadata", "name"], $0)] } ?? []
    }
}
