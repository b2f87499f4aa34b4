import Kubernetes
import OpenStackAPI
import Sandbox
import Scenarios

extension ClusterScenario {
    static let servers = [
        ClusterScenario("a Node shows its server's life, from its first boot over a shutdown to its deletion") {
            stage in
            try stage.startNodeControllers()
            let server = try await stage.createServer()
            let node = try await stage.register(server)
            try await stage.waitUntilInitialized(node, as: server)
            try await stage.gainAddress(server, node)
            try await stage.rest(server, node)
            try await stage.die(server, node)
            guard stage.isInSandbox else { return }
            let calls = try stage.sandbox().counts
            // The server that is gone, and one of another Node as witness. All else was listed.
            try expect("calls for one server", calls["GET /compute/v2.1/servers/{id}"], 2)
        },

        ClusterScenario("two servers of one name have their Node wait, and no other, until one of them goes") { stage in
            try stage.startNodeControllers()
            let (one, two) = (try await stage.createServer("twin"), try await stage.createServer("twin"))
            let twin = try await stage.register(one)
            try await stage.waitForPlainNode()
            try await stage.expectOneWarning("NotInitialized", on: twin, saying: "2 servers are called \(one.name)")
            try require(try await stage.present(twin).isUninitialized, "the Node does not wait")
            try await stage.delete(two)
            try await stage.waitUntilInitialized(twin, as: one)
        },
    ]
}

extension ClusterStage {
    /// A floating IP becomes the Node's external address.
    fileprivate func gainAddress(_ server: Server, _ node: Node) async throws {
        let floatingIP = try await attachFloatingIP(to: server)
        let external = NodeAddress(type: .externalIP, address: floatingIP.address)
        try await waitUntil("the Node has the floating IP") {
            let addresses = try await present(node).status.addresses
            try require(addresses.contains(external), "it has only \(addresses)")
        }
        try await expectAddresses(on: node, of: server)
    }

    /// The server is shut off, and started again: the Node is marked, and keeps all else.
    fileprivate func rest(_ server: Server, _ node: Node) async throws {
        try await shutOff(server)
        try await report(ready: "Unknown", on: node)
        try await waitUntil("the Node is marked") {
            let taints = try await present(node).spec.taints
            try require(taints.contains(Node.shutdownTaint), "its taints are \(taints)")
        }
        try await expectAddresses(on: node, of: server)
        try await powerOn(server)
        try await report(ready: "True", on: node)
        try await waitUntil("the mark is gone") {
            try require(!(try await present(node)).isMarkedShutDown, "the Node has it")
        }
    }

    /// The server is deleted: the Node goes, is told of, and takes no other along.
    fileprivate func die(_ server: Server, _ node: Node) async throws {
        try await delete(server)
        try await report(ready: "Unknown", on: node)
        try await waitUntil("the Node is gone") {
            try require(try await current(node) == nil, "it is there")
        }
        let event = try await waitForEvent("DeletingNode", on: node)
        try expect("component", event.source.component, "cloud-node-lifecycle-controller")
        let others = try await client.list(Node.self).items.map(\.metadata.name)
        try expect("other Nodes", Set(others), Set(servers.map(\.metadata.name)))
    }
}
