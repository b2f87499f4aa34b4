import Sandbox

/// Much that is there and none of occm's business.
extension ClusterStage {
    /// Adds Nodes that take no load balancer's traffic, each as large as kubelets make them: 12 KB of JSON.
    func addLargeNodes(_ count: Int) throws {
        for number in 1...count { try require(cluster.call("POST", "/api/v1/nodes", Self.largeNode(number))) }
    }

    /// Adds load balancers to the project that are not the cluster's, each with a listener and a pool.
    func addForeignLoadBalancers(_ count: Int) throws {
        cloud.settings.settle = .zero
        defer { cloud.settings.settle = Self.settle }
        for number in 1...count {
            let pool: JSONValue = ["name": "pool", "protocol": "TCP", "lb_algorithm": "ROUND_ROBIN"]
            let listener: JSONValue = ["protocol": "TCP", "protocol_port": 80, "default_pool": pool]
            let loadBalancer: JSONValue = [
                "name": .string("foreign-\(number)"), "vip_subnet_id": .string(cloud.facts.subnetID),
                "listeners": [listener],
            ]
            let target = "/load-balancer/v2.0/lbaas/loadbalancers"
            try require(cloud.call("POST", target, ["loadbalancer": loadBalancer]))
        }
    }

    /// What kubelets, cloud-node controllers and network plugins write into a Node.
    static func largeNode(_ number: Int) -> JSONValue {
        let name = "crowd-\(number)"
        let labels = (1...12).map { "example.org/label-\($0)" }
        let conditions = ["Ready", "MemoryPressure", "DiskPressure", "PIDPressure", "NetworkUnavailable"]
        return [
            "metadata": [
                "name": .string(name), "labels": texts(labels, "value"),
                "annotations": texts(labels.map { $0 + "-annotation" }, "a value that some component keeps here"),
                "managedFields": .array(["kubelet", "kube-controller-manager", "cni"].map(managedFields)),
            ],
            "spec": ["providerID": .string("openstack:///\(name)")],
            "status": [
                "addresses": [
                    ["type": "InternalIP", "address": .string("10.10.\(100 + number / 250).\(1 + number % 250)")],
                    ["type": "Hostname", "address": .string(name)],
                ],
                "conditions": .array(conditions.map(condition)), "images": .array((1...25).map(image)),
                "capacity": ["cpu": "16", "memory": "65807672Ki", "pods": "110"],
                "nodeInfo": ["kubeletVersion": "v1.34.1", "osImage": "Debian GNU/Linux 12 (bookworm)"],
            ],
        ]
    }

    private static func texts(_ names: [String], _ value: String) -> JSONValue {
        names.reduce(into: [:] as JSONValue) { $0[$1] = .string(value) }
    }

    private static func managedFields(_ manager: String) -> JSONValue {
        let fields = texts((1...40).map { "f:field-\($0)" }, "{}")
        return [
            "manager": .string(manager), "operation": "Update", "apiVersion": "v1", "fieldsType": "FieldsV1",
            "time": "2026-01-01T00:00:00Z", "fieldsV1": ["f:status": fields],
        ]
    }

    private static func condition(_ type: String) -> JSONValue {
        [
            "type": .string(type), "status": type == "Ready" ? "True" : "False", "reason": .string("KubeletHas\(type)"),
            "message": "kubelet has looked, and this is what it has to say about it",
            "lastHeartbeatTime": "2026-01-01T00:00:00Z", "lastTransitionTime": "2026-01-01T00:00:00Z",
        ]
    }

    private static func image(_ number: Int) -> JSONValue {
        let name = "registry.example.org/platform/component-\(number)"
        let digest = String(repeating: "0123456789abcdef", count: 4)
        return [
            "names": [.string("\(name)@sha256:\(digest)"), .string("\(name):v1.\(number).0")], "sizeBytes": 123_456_789,
        ]
    }
}
