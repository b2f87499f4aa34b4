import Kubernetes
import OpenStackAPI
import Scenarios

/// Something that users change on a Service, and what follows of it in the cloud beside ports and members, which are
/// compared after every change.
struct ServiceChange: Sendable {
    /// What is changed.
    let description: String
    /// The change, as a merge patch.
    let patch: JSONValue
    /// What must hold then.
    var check: @Sendable (Sight) throws -> Void = { _ in }

    /// Every field that may change. Each starts from what the ones before have led to.
    static let all = ports + policies + annotations

    private static let ports = [
        ServiceChange(description: "a port comes", patch: ports(port(80), port(443))),
        ServiceChange(description: "a port's number", patch: ports(port(80), port(8443))),
        ServiceChange(description: "a port's protocol", patch: ports(port(80), port(8443, "UDP"))),
        ServiceChange(description: "a node port", patch: ports(port(80, node: 32480), port(8443, "UDP"))),
        ServiceChange(description: "a port goes", patch: ports(port(80, node: 32480))),
    ]

    private static let policies = [
        ServiceChange(
            description: "source ranges",
            patch: ["spec": ["loadBalancerSourceRanges": ["10.0.0.0/8", "192.0.2.0/24"]]]
        ) { try expect("ranges", Set(try $0.listener("80/TCP").allowedCIDRs), ["10.0.0.0/8", "192.0.2.0/24"]) },
        ServiceChange(description: "no source ranges", patch: ["spec": ["loadBalancerSourceRanges": .null]]) {
            let ranges = Set(try $0.listener("80/TCP").allowedCIDRs)
            try require(ranges.isSubset(of: ["0.0.0.0/0"]), "only \(ranges) may connect")
        },
        ServiceChange(description: "session affinity", patch: ["spec": ["sessionAffinity": "ClientIP"]]) {
            try expect("persistence", try $0.pool("80/TCP").sessionPersistence?.type, "SOURCE_IP")
        },
        ServiceChange(description: "no session affinity", patch: ["spec": ["sessionAffinity": "None"]]) {
            try expect("persistence", try $0.pool("80/TCP").sessionPersistence?.type, nil)
        },
        ServiceChange(description: "local traffic", patch: ["spec": ["externalTrafficPolicy": "Local"]]) {
            try expect("monitor", try $0.monitor("80/TCP")?.type, "HTTP")
        },
        ServiceChange(description: "traffic by any node", patch: ["spec": ["externalTrafficPolicy": "Cluster"]]) {
            try expect("monitor", try $0.monitor("80/TCP")?.type, "TCP")
        },
    ]

    private static let annotations = [
        ServiceChange(description: "the connection limit", patch: annotation("connection-limit", "1000")) {
            try expect("limit", try $0.listener("80/TCP").connectionLimit, 1000)
        },
        ServiceChange(description: "a timeout", patch: annotation("timeout-client-data", "70000")) {
            try expect("timeout", try $0.listener("80/TCP").timeoutClientData, 70000)
        },
        ServiceChange(description: "the algorithm", patch: annotation("lb-method", "LEAST_CONNECTIONS")) {
            try expect("algorithm", try $0.pool("80/TCP").algorithm, "LEAST_CONNECTIONS")
        },
        ServiceChange(description: "no health monitor", patch: annotation("enable-health-monitor", "false")) {
            try expect("monitor", try $0.monitor("80/TCP")?.id, nil)
        },
        ServiceChange(description: "the PROXY protocol", patch: annotation("proxy-protocol", "true")) {
            try expect("protocol", try $0.pool("80/TCP").proto, "PROXY")
        },
        ServiceChange(
            description: "reached from inside alone",
            patch: ["metadata": ["annotations": [internalKey: "true"]]]
        ) { try expect("floating IPs", $0.floatingIPs.map(\.address), []) },
        ServiceChange(
            description: "reached from outside again",
            patch: ["metadata": ["annotations": [internalKey: .null]]]
        ) { try expect("floating IPs", $0.floatingIPs.count, 1) },
    ]

    private static let internalKey = "service.beta.kubernetes.io/openstack-internal-load-balancer"

    private static func annotation(_ key: String, _ value: String) -> JSONValue {
        ["metadata": ["annotations": .object(["loadbalancer.openstack.org/" + key: .string(value)])]]
    }

    private static func ports(_ ports: JSONValue...) -> JSONValue { ["spec": ["ports": .array(ports)]] }

    private static func port(_ number: Int64, _ proto: String = "TCP", node: Int64? = nil) -> JSONValue {
        var port: JSONValue = ["name": .string("port-\(number)"), "port": .int(number), "protocol": .string(proto)]
        port["nodePort"] = node.map(JSONValue.int)
        return port
    }
}
