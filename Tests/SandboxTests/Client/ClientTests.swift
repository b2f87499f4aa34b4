import ArgumentParser
import FoundationEssentials
import Testing

@testable import Sandbox
@testable import occm_sandbox

@Suite("The sandbox's own client", .timeLimit(.minutes(1)))
struct ClientTests {
    private static let service = """
        apiVersion: v1
        kind: Service
        metadata: {name: web}
        spec:
          type: LoadBalancer
          ports: [{port: 80}]
        """

    @Test("apply makes what a file says, and changes it when the file says something else")
    func apply() async throws {
        try await Workplace.use { place in
            try place.write(Self.service, to: "web.yaml")
            try await place.apply("web.yaml")
            #expect(place.service?["spec", "ports"]?.arrayValue?.first?["port"] == 80)
            try place.write(Self.service.replacing("80", with: "8080"), to: "web.yaml")
            try await place.apply("web.yaml")
            #expect(place.service?["spec", "ports"]?.arrayValue?.map { $0["port"] } == [8080])
        }
    }

    @Test("apply takes all documents of a file, and a node keeps its status")
    func documents() async throws {
        try await Workplace.use { place in
            let node = """
                apiVersion: v1
                kind: Node
                metadata: {name: node-9}
                status:
                  addresses: [{type: InternalIP, address: 10.10.0.19}]
                """
            try place.write("\(Self.service)\n---\n\(node)", to: "all.yaml")
            try await place.apply("all.yaml")
            #expect(place.service != nil)
            let stored = place.cluster.call("GET", "/api/v1/nodes/node-9").body
            #expect(stored?["status", "addresses"]?.arrayValue?.first?["address"] == "10.10.0.19")
        }
    }

    @Test(
        "what can't be applied is refused with a reason",
        arguments: [
            ("kind: Service", "of a kind among Service, Node"),
            ("apiVersion: v1\nkind: Pod\nmetadata: {name: x}", "kind among"),
            ("a: [", "all.yaml:2"),
            (ClientTests.service.replacing("web}", with: "web, namespace: shop}"), #""shop" not found"#),
        ]
    )
    func refusals(text: String, reason: String) async throws {
        try await Workplace.use { place in
            try place.write(text, to: "all.yaml")
            let error = await #expect(throws: (any Error).self) { try await place.apply("all.yaml") }
            #expect(error.map { "\($0)" }?.contains(reason) == true, "\(String(describing: error))")
        }
    }

    @Test("delete waits until the last finalizer is gone")
    func deletion() async throws {
        try await Workplace.use { place in
            try place.write(
                Self.service.replacing("name: web", with: #"name: web, finalizers: ["example.com/keep"]"#),
                to: "web.yaml"
            )
            try await place.apply("web.yaml")
            let cluster = place.cluster
            async let deletion: Void = place.run(DeleteCommand.self, ["service", "web"])
            while place.service?["metadata", "deletionTimestamp"] == nil { await Task.yield() }
            cluster.call(
                "PATCH",
                Workplace.path,
                ["metadata": ["finalizers": nil]],
                contentType: "application/merge-patch+json"
            )
            try await deletion
            #expect(place.service == nil)
        }
    }

    @Test(
        "get asks for a table, of one object or of all, by kubectl's names",
        arguments: ["services", "service", "svc"]
    )
    func get(kind: String) async throws {
        try await Workplace.use { place in
            try await place.run(GetCommand.self, [kind])
            try await place.run(GetCommand.self, [kind, "kubernetes"])
            let error = await #expect(throws: ClientFailure.self) {
                try await place.run(GetCommand.self, [kind, "none"])
            }
            #expect(error?.description == #"services "none" not found"#)
            #expect(throws: (any Error).self) { try GetCommand.parse(["pods"]) }
        }
    }
}

/// A cluster, and a folder with its kubeconfig.
private struct Workplace: Sendable {
    static let path = "/api/v1/namespaces/default/services/web"

    let cluster: SandboxCluster
    let folder: URL

    /// A workplace for as long as it is worked in.
    static func use(_ work: (Workplace) async throws -> Void) async throws {
        let cluster = try await SandboxCluster.start()
        let folder = FileManager.default.temporaryDirectory.appending(path: "occm-client-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let place = Workplace(cluster: cluster, folder: folder)
        try place.write(cluster.kubeconfig, to: "kubeconfig")
        try await work(place)
        try FileManager.default.removeItem(at: folder)
        try await cluster.stop()
    }

    var service: JSONValue? {
        let answer = cluster.call("GET", Self.path)
        return answer.status == 200 ? answer.body : nil
    }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: folder.appending(path: name))
    }

    func apply(_ file: String) async throws {
        try await run(ApplyCommand.self, ["-f", folder.appending(path: file).path()])
    }

    func run<Command: AsyncParsableCommand>(_ command: Command.Type, _ arguments: [String]) async throws {
        let kubeconfig = folder.appending(path: "kubeconfig").path()
        var command = try command.parse(arguments + ["--kubeconfig", kubeconfig])
        try await command.run()
    }
}
