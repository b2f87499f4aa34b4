import ArgumentParser
import Kubernetes

/// Which Services and nodes a command is about: manifests, or a cluster's own.
struct ServiceOptions: ParsableArguments {
    @Argument(help: "Services of the cluster, as NAME or NAMESPACE/NAME.")
    var services: [String] = []

    @Option(
        name: [.customShort("f"), .customLong("filename")],
        parsing: .upToNextOption,
        help: "Manifests with Services, instead of a cluster: files, folders, or - for standard input."
    )
    var files: [String] = []

    @Option(help: "With -f, a manifest with the cluster's Nodes (kubectl get nodes -o yaml).")
    var nodes: String?

    @OptionGroup(title: "CLUSTER") var cluster: ClusterOptions

    mutating func validate() throws {
        let problems = files.isEmpty ? clusterProblems : fileProblems
        guard problems.isEmpty else { throw ValidationError(problems.joined(separator: "\n")) }
    }

    /// Reads the Services, the nodes and who the cluster is.
    ///
    /// - Parameters:
    ///   - clusterUID: The cluster's uid, if the user gave it.
    ///   - destroy: Whether everything that the Services have shall go.
    func read(clusterUID: String?, destroy: Bool = false) async throws -> ServiceInput {
        var input = files.isEmpty ? try await readCluster(destroy: destroy) : try readFiles(destroy: destroy)
        input.clusterUID = clusterUID
        guard clusterUID == nil, let client = input.cluster?.client else { return input }
        input.clusterUID = try await ClusterUID.read(client)
        return input
    }

    private func readCluster(destroy: Bool) async throws -> ServiceInput {
        let connection = try await ClusterConnection(cluster)
        return try await connection.read(scope(default: connection.namespace), rules: cluster.rules, destroy: destroy)
    }

    /// Which of a cluster's Services are meant.
    func scope(default namespace: String) throws -> ServiceScope {
        if cluster.all { return .everywhere }
        let namespace = cluster.namespace ?? namespace
        guard !services.isEmpty else { return .namespace(namespace) }
        return .named(try services.map { try ServiceScope.key($0, in: namespace) })
    }

    private var fileProblems: [String] {
        var excluded = cluster.given
        if !services.isEmpty { excluded.insert("SERVICE", at: 0) }
        guard !excluded.isEmpty else { return [] }
        return [
            "-f reads Services from files, and can't be combined with what selects a cluster's: "
                + excluded.joined(separator: ", ")
        ]
    }

    private var clusterProblems: [String] {
        var problems: [String] = []
        if nodes != nil { problems.append("--nodes belongs to -f; a cluster's nodes are read from the cluster") }
        if services.isEmpty, cluster.namespace == nil, !cluster.all {
            problems.append(
                "which Services? Give -f FILE, or for a cluster's own SERVICE…, -n NAMESPACE (all of one namespace), "
                    + "or --all"
            )
        }
        if cluster.all, cluster.namespace != nil || !services.isEmpty {
            problems.append("--all means every Service of every namespace; leave out SERVICE and -n")
        }
        return problems
    }
}
