import Foundation
import Sandbox

/// A workplace with a cluster beside the cloud: its nodes are the cloud's servers.
struct ClusterWorkplace: Sendable {
    /// The cloud and the folder.
    let workplace: Workplace
    /// The cluster.
    let cluster: SandboxCluster

    /// occm, which finds the cluster as kubectl does.
    var occm: Occm { Occm(folder: workplace.folder, environment: ["KUBECONFIG": "kubeconfig"]) }

    /// Runs `body` in a fresh workplace and takes it down again.
    static func with<Result: Sendable>(
        settings: SandboxSettings = SandboxSettings(),
        _ body: (ClusterWorkplace) async throws -> Result
    ) async throws -> Result {
        try await Workplace.with(settings: settings) { workplace in
            let cluster = try await SandboxCluster.start()
            cluster.addNodes(of: workplace.sandbox)
            do {
                try workplace.write("kubeconfig", cluster.kubeconfig)
                let result = try await body(ClusterWorkplace(workplace: workplace, cluster: cluster))
                try await cluster.stop()
                return result
            } catch {
                try await cluster.stop()
                throw error
            }
        }
    }

    /// Puts a Service into the cluster.
    func add(
        _ name: String,
        in namespace: String = "default",
        type: String = "LoadBalancer",
        class loadBalancerClass: String? = nil,
        finalizers: [String] = []
    ) {
        var spec: JSONValue = ["type": .string(type), "ports": [["port": 80, "nodePort": nil]]]
        if let loadBalancerClass { spec["loadBalancerClass"] = .string(loadBalancerClass) }
        let metadata: JSONValue = [
            "name": .string(name), "finalizers": .array(finalizers.map { .string($0) }),
        ]
        cluster.call("POST", Self.path(namespace), ["metadata": metadata, "spec": spec])
    }

    /// A Service as the cluster has it now.
    func service(_ name: String, in namespace: String = "default") -> JSONValue? {
        cluster.call("GET", "\(Self.path(namespace))/\(name)").body
    }

    /// Lets the cluster refuse a call, as RBAC does.
    func forbid(_ method: String, _ path: String) {
        let status = #"{"kind": "Status", "code": 403, "reason": "Forbidden", "message": "not allowed"}"#
        cluster.inject(FaultRule(method, path, times: nil, .respond(status: 403, body: status)))
    }

    /// The load balancers in the cloud.
    var loadBalancers: [JSONValue] {
        let body = workplace.sandbox.call("GET", "/load-balancer/v2.0/lbaas/loadbalancers").body
        return body?["loadbalancers"]?.arrayValue ?? []
    }

    private static func path(_ namespace: String) -> String { "/api/v1/namespaces/\(namespace)/services" }
}
