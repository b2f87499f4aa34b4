public import YAML

/// The Services and Nodes in a set of manifest files.
///
/// Guarantees: files may hold several documents, `List`s of any depth, YAML or JSON. A Service or Node that is returned has
/// the API server's defaults and passed the validation that matters to a load balancer; for every other one there is at
/// least one problem. All problems of all files are reported at once.
public struct Manifests: Sendable, Hashable {
    /// The Services, in the order in which they were read.
    public internal(set) var services: [Manifest<Service>] = []
    /// The Nodes, in the order in which they were read.
    public internal(set) var nodes: [Manifest<Node>] = []
    /// What else the files hold.
    public internal(set) var ignored: [IgnoredManifest] = []
    /// What the API server would refuse, by file and line.
    public internal(set) var problems: [ManifestProblem] = []

    /// Reads files.
    ///
    /// - Parameters:
    ///   - files: Names, for messages only, and contents.
    ///   - limits: How much of one file is read before it is refused.
    public static func read(
        files: [(name: String, bytes: [UInt8])],
        limits: YAMLLimits = YAMLLimits()
    ) -> Manifests {
        var reader = ManifestReader(decoder: YAMLDecoder(limits: limits))
        for file in files { reader.read(file.bytes, file: file.name) }
        return reader.manifests
    }
}
