import ArgumentParser
import Kubernetes
import YAML

/// Which Services and nodes a command is about.
struct ServiceOptions: ParsableArguments {
    @Option(
        name: [.customShort("f"), .customLong("filename")],
        parsing: .upToNextOption,
        help: "Manifests with Services: files, folders, or - for standard input."
    )
    var files: [String] = []

    @Option(help: "A manifest with the cluster's Nodes (kubectl get nodes -o yaml).")
    var nodes: String?

    /// The Services of type LoadBalancer, and the nodes if any were given; every problem of the files is one line of the
    /// error.
    func read() throws -> ServiceInput {
        guard !files.isEmpty else {
            throw Failure("no manifest was given: add -f FILE with a Service of type LoadBalancer")
        }
        let manifests = Manifests.read(files: try InputFiles.read(files))
        let cluster = Manifests.read(files: try InputFiles.read([nodes].compactMap(\.self)), limits: Self.nodeLimits)
        let problems = manifests.problems + cluster.problems
        guard problems.isEmpty else { throw Failure(problems.map(\.description)) }
        let wanted = manifests.services.map(\.value).filter { $0.spec.type == .loadBalancer }
        guard !wanted.isEmpty else { throw Failure(Self.nothingToDo(manifests)) }
        let known = manifests.nodes + cluster.nodes
        return ServiceInput(services: wanted, nodes: nodes == nil && known.isEmpty ? nil : known.map(\.value))
    }

    /// A node as kubectl prints it has some 400 values; 5,000 of them have to fit.
    private static let nodeLimits = YAMLLimits(bytes: 128 << 20, nodes: 4_000_000)

    private static func nothingToDo(_ manifests: Manifests) -> String {
        guard let other = manifests.services.first?.value else {
            let found = manifests.ignored.map { "\($0.kind) \($0.name)" }.joined(separator: ", ")
            return "the files have no Service"
                + (found.isEmpty ? "" : ", only \(found)") + "; expected one with spec.type: LoadBalancer"
        }
        return "Service \(other.metadata.namespace)/\(other.metadata.name) has type \(other.spec.type.rawValue); "
            + "only spec.type: LoadBalancer has a load balancer"
    }
}

/// What the user's files say.
struct ServiceInput: Sendable {
    /// Services of type LoadBalancer, in the files' order.
    var services: [Service]
    /// The nodes; `nil` when none were given.
    var nodes: [Node]?
}
