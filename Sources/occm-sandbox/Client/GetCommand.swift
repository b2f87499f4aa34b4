import ArgumentParser

/// `occm-sandbox client get`: shows objects as a table.
struct GetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "get", abstract: "Show objects.")

    @Argument(help: "The kind.")
    var kind: ObjectKind

    @Argument(help: "The name of one of them.")
    var name: String?

    @OptionGroup var cluster: ClusterOptions

    func run() async throws {
        let table = try await cluster.connect().table(kind.path(in: cluster.namespace, name))
        print(table.text ?? "No resources found.")
    }
}
