import ArgumentParser

/// `occm-sandbox client delete`: deletes an object and waits until it is gone.
struct DeleteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Delete an object, and wait until it is gone."
    )

    @Argument(help: "The kind.")
    var kind: ObjectKind

    @Argument(help: "The name.")
    var name: String

    @OptionGroup var cluster: ClusterOptions

    func run() async throws {
        let client = try cluster.connect()
        let path = kind.path(in: cluster.namespace, name)
        try await client.delete(path)
        print("\(kind.singular) \"\(name)\" deleted")
        // Finalizers may keep it for a while.
        while try await client.exists(path) { try await Task.sleep(for: .milliseconds(100)) }
    }
}
