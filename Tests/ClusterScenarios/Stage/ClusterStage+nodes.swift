import Kubernetes
import Scenarios

extension ClusterStage {
    /// The cluster's nodes as the cloud has them, `node-1` first.
    var servers: [Node] { Array(cloud.facts.nodes.prefix(3)) }

    /// A node's server is there, and joins the cluster.
    func join(_ node: Node) async throws { try await client.create(node) }

    /// A node leaves the cluster.
    func leave(_ node: Node) async throws { try await client.delete(Node.self, node.key) }

    /// Changes some fields of a node.
    func change(_ node: Node, _ patch: JSONValue) async throws {
        _ = try await client.patch(Node.self, node.key, with: ObjectPatch(.merge, patch))
    }

    /// The addresses that members of these nodes have in a Service's first pool, node port and all.
    func backends(_ nodes: [Node], of service: Service) async throws -> Set<String> {
        let port = try unwrap(try await present(service).spec.ports.first, "port")
        return Set(nodes.compactMap { $0.memberAddress(.ipv4) }.map { "\($0):\(port.nodePort)" })
    }
}
