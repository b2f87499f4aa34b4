import Sandbox

/// What is in the cluster.
extension ClusterStage {
    /// Adds Services that a load balancer is wanted for.
    func addServices(_ numbers: Range<Int>, named name: String = "web") throws {
        for number in numbers { try require(addService("\(name)-\(number)")) }
    }

    /// Adds a Service, and says how that was answered.
    func addService(_ name: String) -> (status: Int, body: JSONValue?) {
        let ports = (1...Self.ports).map { number -> JSONValue in
            ["name": .string("port-\(number)"), "port": .int(8000 + number)]
        }
        let service: JSONValue = [
            "metadata": ["name": .string(name)],
            "spec": ["type": "LoadBalancer", "ports": .array(ports), "selector": ["app": .string(name)]],
        ]
        return cluster.call("POST", "/api/v1/namespaces/default/services", service)
    }

    /// Adds a Node that takes traffic, on the cluster's subnet.
    func addNode(_ number: Int) throws {
        try require(cluster.call("POST", "/api/v1/nodes", Self.node(number)))
    }

    /// Takes such a Node away.
    func removeNode(_ number: Int) throws {
        try require(cluster.call("DELETE", "/api/v1/nodes/extra-\(number)"))
    }

    private static func node(_ number: Int) -> JSONValue {
        let address = "10.10.\(200 + number / 250).\(1 + number % 250)"
        return [
            "metadata": ["name": .string("extra-\(number)"), "labels": [edge.label: .string(edge.value)]],
            "spec": ["providerID": .string("openstack:///extra-\(number)")],
            "status": [
                "addresses": [["type": "InternalIP", "address": .string(address)]],
                "conditions": [["type": "Ready", "status": "True"]],
            ],
        ]
    }

    /// What the sandbox was asked to do must have been done, or something else is measured.
    func require(_ answer: (status: Int, body: JSONValue?)) throws {
        guard (200..<300).contains(answer.status) else {
            throw BenchmarkFailure("the sandbox answered \(answer.status): \(answer.body?.text ?? "")")
        }
    }
}
