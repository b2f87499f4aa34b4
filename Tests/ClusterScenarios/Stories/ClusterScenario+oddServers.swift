import Kubernetes
import OpenStackAPI
import Sandbox
import Scenarios

extension ClusterScenario {
    /// A real Nova of today knows neither: it gives a server a network if none is named, and lets it remember its flavor's
    /// name.
    static let oddServers = [
        ClusterScenario("a server without a port has a Node without addresses, and a warning") { stage in
            try stage.startNodeControllers()
            let server = try await stage.createServer("unplugged", isConnected: false)
            let node = try await stage.register(server)
            try await stage.waitForPlainNode()
            try await stage.waitUntilInitialized(node, as: server)
            try await stage.expectOneWarning("InstanceInDoubt", on: node, saying: "has no port")
        },

        ClusterScenario("a server whose flavor was deleted has a Node without an instance type, and a warning") {
            stage in
            let sandbox = try stage.sandbox()
            // From the next microversion on, servers remember their flavor's name.
            sandbox.settings.novaMinorVersion = 46
            let path = "/compute/v2.1/flavors"
            let made = sandbox.call("POST", path, ["flavor": ["name": "m1.gone"]], as: .admin).body
            let flavor = try unwrap(made?["flavor"]?["id"]?.stringValue, "flavor")
            let server = try await stage.createServer("flavorless", flavor: flavor)
            sandbox.call("DELETE", "\(path)/\(flavor)", as: .admin)
            try stage.startNodeControllers()
            let node = try await stage.register(server)
            try await stage.waitForPlainNode()
            try await stage.waitUntilInitialized(node, as: server, type: nil)
            let warning = "is not among the cloud's flavors any more"
            try await stage.expectOneWarning("InstanceInDoubt", on: node, saying: warning)
        },
    ]
}
