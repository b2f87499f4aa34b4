import Sandbox

/// Nodes that are servers, with routes to their pods.
extension ClusterStage {
    /// The networks of all pods.
    static let podNetworks = "10.64.0.0/10"

    private static let merging = "application/merge-patch+json"
    private static let uninitialized: JSONValue = [
        "key": "node.cloudprovider.kubernetes.io/uninitialized", "value": "true", "effect": "NoSchedule",
    ]
    /// What occm makes of the sandbox's servers.
    private static let machineLabels = [
        "beta.kubernetes.io/instance-type": "m1.tiny", "node.kubernetes.io/instance-type": "m1.tiny",
        "failure-domain.beta.kubernetes.io/region": "RegionOne", "topology.kubernetes.io/region": "RegionOne",
        "failure-domain.beta.kubernetes.io/zone": "nova", "topology.kubernetes.io/zone": "nova",
    ]

    /// Makes the stage's Nodes as large as real ones and true to their servers, with pod networks and routes to them.
    func settleNodes(_ count: Int) throws {
        for number in 1...count {
            var (node, status) = (Self.largeNode(number), JSONValue.null)
            status = node["status"] ?? .null
            (status["addresses"], node["status"]) = (nil, nil)
            node["spec"] = Self.podNetwork(number)
            node["metadata"]?["name"] = nil
            for (key, value) in Self.machineLabels { node["metadata"]?["labels"]?[key] = .string(value) }
            let path = "/api/v1/nodes/node-\(number)"
            try require(cluster.call("PATCH", path, node, contentType: Self.merging))
            try require(cluster.call("PATCH", "\(path)/status", ["status": status], contentType: Self.merging))
        }
        try settleRoutes(count)
    }

    /// Makes servers that are no Nodes yet.
    func addServers(_ numbers: ClosedRange<Int>) throws {
        let flavors = cloud.call("GET", "/compute/v2.1/flavors").body?["flavors"]?.arrayValue ?? []
        for number in numbers {
            let server: JSONValue = [
                "name": .string("node-\(number)"), "flavorRef": flavors.first?["id"] ?? .null,
                "networks": [["uuid": .string(cloud.facts.networkID)]],
            ]
            try require(cloud.call("POST", "/compute/v2.1/servers", ["server": server]))
        }
    }

    /// Kubelets register their Nodes, which wait for their cloud provider.
    func register(_ numbers: ClosedRange<Int>) throws {
        for number in numbers {
            let name = "node-\(number)"
            var node = Self.largeNode(number)
            node["metadata"]?["name"] = .string(name)
            node["spec"] = Self.podNetwork(number)
            node["spec"]?["taints"] = [Self.uninitialized]
            node["status"]?["addresses"] = [["type": "Hostname", "address": .string(name)]]
            let conditions = node["status"]?["conditions"]?.arrayValue ?? []
            node["status"]?["conditions"] = .array(conditions.filter { $0["type"] != "NetworkUnavailable" })
            try require(cluster.call("POST", "/api/v1/nodes", node))
        }
    }

    /// Whether a Node's wait is over, its addresses are there, and its pods can be reached.
    func isInitialised(_ number: Int) -> Bool {
        let node = cluster.call("GET", "/api/v1/nodes/node-\(number)").body
        let conditions = node?["status"]?["conditions"]?.arrayValue ?? []
        return node?["spec"]?["taints"]?.arrayValue?.contains(Self.uninitialized) != true
            && node?["status"]?["addresses"]?.arrayValue?.contains { $0["type"] == "InternalIP" } == true
            && conditions.contains { $0["type"] == "NetworkUnavailable" && $0["status"] == "False" }
    }

    private static func podNetwork(_ number: Int) -> JSONValue {
        let network = JSONValue.string("10.\(64 + number / 256).\(number % 256).0/24")
        return ["podCIDR": network, "podCIDRs": [network]]
    }

    /// The router leads to the pods of the first Nodes, and their ports let them through.
    private func settleRoutes(_ count: Int) throws {
        cloud.settings.maxRoutes = 2 * count
        let ports = cloud.call("GET", "/networking/v2.0/ports?network_id=\(cloud.facts.networkID)").body?["ports"]
        var routes: [JSONValue] = []
        for port in ports?.arrayValue ?? [] {
            guard let name = port["name"]?.stringValue, let number = Int(name.drop { !$0.isNumber }),
                let network = Self.podNetwork(number)["podCIDR"],
                let address = port["fixed_ips"]?.arrayValue?.first?["ip_address"]
            else { continue }
            routes.append(["destination": network, "nexthop": address])
            let pairs: JSONValue = ["allowed_address_pairs": [["ip_address": network]]]
            let path = "/networking/v2.0/ports/\(port["id"]?.stringValue ?? "")"
            try require(cloud.call("PUT", path, ["port": pairs]))
        }
        let path = "/networking/v2.0/routers/\(cloud.facts.routerID)/add_extraroutes"
        try require(cloud.call("PUT", path, ["router": ["routes": .array(routes)]]))
    }
}
