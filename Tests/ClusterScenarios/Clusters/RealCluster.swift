import CurlTransport
import Foundation
public import Kubernetes
import Scenarios

/// A real kube-apiserver on loopback, which nobody needs for anything else.
///
/// Guarantees: a cluster that is somewhere else, or that has Nodes or load balancers already, is refused before anything
/// is changed in it. occm has the rights of `manifests/` there, and no others.
/// Assumptions: one scenario at a time. Whoever kills the tests in the middle deletes what they have left himself.
public struct RealCluster: ScenarioCluster {
    /// With an administrator's credentials.
    public let access: ClusterAccess
    let calls: RawCalls
    private let client: KubernetesClient

    /// Finds the cluster by an administrator's kubeconfig, and lets occm in.
    public init(kubeconfig: String) async throws {
        access = try ClusterAccess.forController(kubeconfig: kubeconfig, environment: [:])
        try require(Self.isLoopback(access.server), "\(access.server) is not on loopback: this is no cluster for tests")
        let credentials = ClusterCredentials(access)
        calls = RawCalls(access, try await credentials.makeTransport { $0.proxy = .none })
        client = try await credentials.makeClient { $0.proxy = .none }
        let nodes = try await client.list(Node.self).items.map(\.metadata.name)
        let services = try await client.list(Service.self).items.filter { $0.spec.type == .loadBalancer }.map(\.key)
        try require(
            nodes.isEmpty && services.isEmpty,
            "\(access.server) has Nodes \(nodes) and load balancers \(services): is it a cluster for tests?"
        )
        try await grantRights()
    }

    private static func isLoopback(_ server: String) -> Bool {
        guard let host = URL(string: server)?.host else { return false }
        return host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }

    /// A kubeconfig with the token of occm's service account.
    public func kubeconfigOfOccm() async throws -> String {
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: real, cluster: {server: "\(access.server)", insecure-skip-tls-verify: true}}]
        users: [{name: occm, user: {token: "\(try await token(of: "occm"))"}}]
        contexts: [{name: real, context: {cluster: real, user: occm}}]
        current-context: real

        """
    }

    /// The token of a service account with the rights that Prometheus usually has.
    public func tokenOfScraper() async throws -> String { try await token(of: "scenario-scraper") }

    /// Deletes what scenarios make, whoever still wants to keep it.
    public func close() async throws {
        for service in try await client.list(Service.self, ListRequest(namespace: "default")).items
        where service.metadata.name != "kubernetes" {
            try await client.patch(
                Service.self,
                service.key,
                with: ObjectPatch(.merge, ["metadata": ["finalizers": .null]])
            )
            // One that was only waiting for that is gone by itself.
            try? await client.delete(Service.self, service.key)
        }
        for node in try await client.list(Node.self).items { try await client.delete(Node.self, node.key) }
        try await calls.send(.delete, "/api/v1/namespaces/default/events")
        let leases = try await client.list(Lease.self, ListRequest(namespace: "kube-system")).items
        for lease in leases where lease.metadata.name.hasPrefix("cloud-controller-manager") {
            try await client.delete(Lease.self, lease.key)
        }
        await calls.transport.shutdown()
    }
}
