import YAML

/// One kubeconfig, or several that are read as one.
///
/// Guarantees: of two entries with one name, and of two current contexts, the first counts; relative paths are relative
/// to the file that they are written in (Kubernetes documentation, "Merging kubeconfig files").
struct Kubeconfig: Sendable {
    /// An entry and the file that it is written in.
    struct Entry<Value: Sendable>: Sendable {
        var file: String
        var value: Value
    }

    private(set) var files: [String] = []
    private(set) var clusters: [String: Entry<KubeconfigFile.Cluster>] = [:]
    private(set) var users: [String: Entry<KubeconfigFile.User>] = [:]
    private(set) var contexts: [String: Entry<KubeconfigFile.Context>] = [:]
    private(set) var currentContext: String?

    /// Reads one file that must be there.
    init(file: String, _ source: ClusterFiles) throws(ClusterProblem) {
        guard try read(file, source) else { throw ClusterProblem(file: file, "there is no such file") }
    }

    /// Reads those of the files that are there.
    init(firstOf files: [String], _ source: ClusterFiles) throws(ClusterProblem) {
        for file in files { _ = try read(file, source) }
    }

    private mutating func read(_ file: String, _ source: ClusterFiles) throws(ClusterProblem) -> Bool {
        guard let bytes = try Self.bytes(of: file, source) else { return false }
        files.append(file)
        // An empty file is one without entries, as for kubectl.
        guard bytes.contains(where: { $0 > UInt8(ascii: " ") }) else { return true }
        let content: KubeconfigFile
        do {
            // As kubectl does: an unquoted password of digits is a text.
            content = try YAMLDecoder(takesAnyScalarAsString: true)
                .decode(KubeconfigFile.self, from: bytes, file: file)
        } catch {
            let field = error.path.steps.isEmpty ? nil : "\(error.path)"
            throw ClusterProblem(file: file, line: error.line, field: field, error.message)
        }
        for item in content.clusters ?? [] { Self.add(item.cluster, item.name, file, to: &clusters) }
        for item in content.users ?? [] { Self.add(item.user, item.name, file, to: &users) }
        for item in content.contexts ?? [] { Self.add(item.context, item.name, file, to: &contexts) }
        if currentContext == nil, let name = content.currentContext, !name.isEmpty { currentContext = name }
        return true
    }

    private static func bytes(of file: String, _ source: ClusterFiles) throws(ClusterProblem) -> [UInt8]? {
        do {
            return try source.read(file)
        } catch {
            throw ClusterProblem(file: file, error.reason)
        }
    }

    private static func add<Value>(
        _ value: Value?,
        _ name: String,
        _ file: String,
        to entries: inout [String: Entry<Value>]
    ) {
        if let value, entries[name] == nil { entries[name] = Entry(file: file, value: value) }
    }
}
