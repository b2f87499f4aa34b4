import OrderedCollections

/// The files that tell a client about a cluster.
extension SandboxCluster {
    /// A kubeconfig for the cluster's only user.
    public var kubeconfig: String {
        let user = settings.requiredToken.map { "{token: \(JSONValue.string($0).text)}" } ?? "{}"
        return """
            apiVersion: v1
            kind: Config
            clusters:
              - name: sandbox
                cluster: {server: "\(url)"}
            users:
              - name: admin
                user: \(user)
            contexts:
              - name: sandbox
                context: {cluster: sandbox, user: admin}
            current-context: sandbox

            """
    }

    /// Adds a Node for each server of a cloud, ready and initialised.
    public func addNodes(of cloud: Sandbox) {
        for server in cloud.servers { call("POST", "/api/v1/nodes", Self.node(server)) }
    }

    private static func node(_ server: JSONValue) -> JSONValue {
        let name = server["name"] ?? nil
        let networks = server["addresses"]?.objectValue ?? [:]
        let addresses = networks.values.flatMap { $0.arrayValue ?? [] }.map { address -> JSONValue in
            ["type": "InternalIP", "address": address["addr"] ?? nil]
        }
        let ready: JSONValue = ["type": "Ready", "status": "True", "reason": "KubeletReady"]
        return [
            "metadata": ["name": name, "labels": ["kubernetes.io/hostname": name]],
            "spec": ["providerID": .string("openstack:///\(server["id"]?.stringValue ?? "")")],
            "status": [
                "addresses": .array(addresses + [["type": "Hostname", "address": name]]), "conditions": [ready],
                "nodeInfo": ["kubeletVersion": "v1.34.1"],
            ],
        ]
    }
}
