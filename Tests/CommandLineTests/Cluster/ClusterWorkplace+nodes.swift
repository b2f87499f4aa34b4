import Sandbox

/// What becomes of Nodes and their servers.
extension ClusterWorkplace {
    /// A Node is registered anew, and waits for its cloud provider.
    func register(_ node: Int) {
        let waiting: JSONValue = ["key": "node.cloudprovider.kubernetes.io/uninitialized", "effect": "NoSchedule"]
        cluster.call("DELETE", "/api/v1/nodes/node-\(node)")
        let fresh: JSONValue = ["metadata": ["name": .string("node-\(node)")], "spec": ["taints": [waiting]]]
        cluster.call("POST", "/api/v1/nodes", fresh)
    }

    /// A Node's server is shut down, or deleted.
    func lose(_ node: Int, deletes: Bool) {
        let server = "/compute/v2.1/servers/\(workplace.sandbox.facts.serverIDs[node - 1])"
        if deletes {
            workplace.sandbox.call("DELETE", server)
        } else {
            workplace.sandbox.call("POST", "\(server)/action", ["os-stop": nil])
        }
        let status: JSONValue = ["status": ["conditions": [["type": "Ready", "status": "Unknown"]]]]
        patch(node, "/status", status)
    }

    /// A Node gets a pod network.
    func give(_ node: Int, _ network: String) { patch(node, "", ["spec": ["podCIDR": .string(network)]]) }

    private func patch(_ node: Int, _ part: String, _ change: JSONValue) {
        let type = "application/strategic-merge-patch+json"
        cluster.call("PATCH", "/api/v1/nodes/node-\(node)\(part)", change, contentType: type)
    }
}
