import ArgumentParser
import CloudProvider
import KeystoneAuth
import Kubernetes
import OpenStackNodes
import Planning

/// `occm node`: what the node controllers make of Nodes, and why.
struct NodeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "node",
        abstract: "Print how each address, label and id of a Node is derived, and what would change on it.",
        discussion: """
            Nodes are read from a cluster (NAME… or --all). With --server no cluster is needed: the server is shown as a \
            new Node would show it.
            Exit codes: 0 the plan was made, 1 an error or a Node that can't be initialised, 2 changes are pending (only \
            with --detailed-exitcode).
            """
    )

    @Argument(help: "Nodes of the cluster.")
    var names: [String] = []

    @Flag(name: [.customShort("A"), .long], help: "All Nodes of the cluster.")
    var all = false

    @Option(help: "The id of a server of the cloud, instead of Nodes.")
    var server: String?

    @OptionGroup var nodes: NodeOptions

    @Option(name: .shortAndLong, help: "How to print the plan.")
    var output: OutputFormat = .text

    @Flag(name: .customLong("detailed-exitcode"), help: "Exit with 2 when changes are pending.")
    var detailedExitCode = false

    mutating func validate() throws {
        let ways = [!names.isEmpty, all, server != nil]
        guard ways.count(where: \.self) != 1 else { return }
        throw ValidationError("which Nodes? Give NAME…, or --all, or --server ID, and only one of these")
    }

    func run() async throws {
        let (wanted, cluster) = try await subjects()
        let outlooks = try await CloudConnection.with(cloudConfig: nodes.cloudConfig) { connection in
            for note in connection.instances.configurationNotes { StandardStreams.report("Warning: \(note.message)") }
            let states = await connection.instances.instances(of: wanted, in: cluster)
            return wanted.map { node in
                let unasked = InstanceState.unknown(Reason("unasked", "the cloud was not asked"))
                return NodeOutlook(node, states[node.metadata.name] ?? unasked, rules: .standard)
            }
        }
        try NodeReport(outlooks: outlooks, format: output).print()
        if outlooks.contains(where: \.plan.isBlocked) { throw ExitCode(1) }
        if detailedExitCode, outlooks.contains(where: { !$0.plan.steps.isEmpty }) { throw ExitCode(2) }
    }

    /// The Nodes to show, and all of the cluster.
    private func subjects() async throws -> (wanted: [Node], cluster: [Node]) {
        if let server {
            let node = Node.new(on: server)
            return ([node], [node])
        }
        let cluster = try await nodes.connection().nodes().sorted { $0.metadata.name < $1.metadata.name }
        let missing = names.filter { name in !cluster.contains { $0.metadata.name == name } }
        guard missing.isEmpty else { throw Failure(missing.map { "there is no Node \($0) in the cluster" }) }
        return (all ? cluster : cluster.filter { names.contains($0.metadata.name) }, cluster)
    }
}

extension NodeRules {
    /// The rules of `occm run`.
    static let standard = NodeRules(optOutLabel: "node.openstack.org/unmanaged")
}

extension Node {
    /// A Node that has just been registered on a server.
    fileprivate static func new(on server: String) -> Node {
        let taint = Taint(key: uninitializedTaint, value: "true", effect: "NoSchedule")
        let spec = Spec(providerID: "openstack:///\(server)", taints: [taint])
        return Node(metadata: ObjectMeta(name: server), spec: spec)
    }
}
