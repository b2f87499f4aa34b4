import OrderedCollections

@testable import Sandbox

/// A cluster without a server, at a time that only the test moves.
struct TestCluster {
    static let services = "/api/v1/namespaces/default/services"
    static let leases = "/apis/coordination.k8s.io/v1/namespaces/kube-system/leases"

    var now = Instant(seconds: 1_767_225_600)  // 2026-01-01T00:00:00Z
    var world: KubernetesWorld

    init() { world = KubernetesWorld(seed: 1, now: now) }

    /// Asks the API.
    @discardableResult
    mutating func send(
        _ method: String,
        _ target: String,
        _ body: JSONValue? = nil,
        type: String = "application/json"
    ) -> SandboxResponse {
        world.answer(request(method, target, body, type: type), now: now)
    }

    /// Sends a patch, strategic unless another type is named.
    @discardableResult
    mutating func patch(_ target: String, _ body: JSONValue, _ type: String = "strategic-merge-patch+json")
        -> SandboxResponse
    {
        send("PATCH", target, body, type: "application/\(type)")
    }

    /// Opens a watch past HTTP and answers its number, or the refusal.
    mutating func watch(_ target: String, accept: String = "application/json") -> KubernetesState.Answer {
        let request = request("GET", target, nil, headers: [("Accept", accept)])
        return world.state.handle(request, now: now)
    }

    /// What the watches were sent since the last time, in order: each event as `TYPE name`, and how a stream ended.
    mutating func events() -> [String] {
        defer { world.state.signals.removeAll() }
        return world.state.signals.map { signal in
            switch signal.signal {
            case .bytes(let line):
                guard let event = try? JSONValue(parsing: line.dropLast().map { $0 }) else { return "half an event" }
                let name = event["object", "metadata", "name"] ?? event["object", "reason"]
                return "\(event["type"]?.stringValue ?? "") \(name?.stringValue ?? "")"
            case .end: return "end"
            case .breakOff: return "break"
            }
        }
    }

    /// Changes the cluster without the signals being passed on to streams.
    mutating func quietly(_ method: String, _ target: String, _ body: JSONValue? = nil) {
        _ = world.state.handle(request(method, target, body), now: now)
    }

    func request(
        _ method: String,
        _ target: String,
        _ body: JSONValue?,
        type: String = "application/json",
        headers: [(String, String)] = []
    ) -> IncomingRequest {
        let headers = [("Content-Type", type)] + headers
        return IncomingRequest(method: method, target: target, headers: headers, body: body?.serialised() ?? [])
    }

    /// A Service of type LoadBalancer with one port.
    static func service(_ name: String = "web", _ spec: JSONValue = [:]) -> JSONValue {
        var service: JSONValue = [
            "metadata": ["name": .string(name)], "spec": ["type": "LoadBalancer", "ports": [["port": 80]]],
        ]
        for (field, value) in spec.objectValue ?? [:] { service["spec", field] = value.isNull ? nil : value }
        return service
    }

    /// A Lease held by somebody.
    static func lease(_ renewTime: String = "2026-01-01T00:00:00.000000Z", version: String? = nil) -> JSONValue {
        [
            "metadata": ["name": "occm", "resourceVersion": .optional(version)],
            "spec": ["holderIdentity": "a", "leaseDurationSeconds": 15, "renewTime": .string(renewTime)],
        ]
    }
}

extension SandboxResponse {
    /// Status, reason and message of a refusal; of anything else the status alone.
    var outcome: String {
        guard let json, json["status"] == "Failure" else { return String(status) }
        return "\(status) \(json["reason"]?.stringValue ?? ""): \(json["message"]?.stringValue ?? "")"
    }
}
