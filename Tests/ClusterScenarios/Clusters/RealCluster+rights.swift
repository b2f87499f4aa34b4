import CurlTransport
import Foundation
import Kubernetes
import Scenarios
import YAML

/// Who may do what in a real cluster.
extension RealCluster {
    /// Applies what `manifests/` grants to occm, and what scenarios need beside that.
    func grantRights() async throws {
        let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        for file in ["manifests/base/service-account.yaml", "manifests/base/rbac.yaml"] {
            try await apply(String(decoding: try Data(contentsOf: project.appendingPathComponent(file)), as: UTF8.self))
        }
        try await apply(Self.rightsOfScenarios)
    }

    /// A new token of a service account; it is valid for an hour.
    func token(of account: String) async throws -> String {
        let path = "/api/v1/namespaces/kube-system/serviceaccounts/\(account)/token"
        let answer = try await calls.send(.post, path, Array(#"{"spec": {"expirationSeconds": 3600}}"#.utf8))
        return try JSONDecoder().decode(TokenRequest.self, from: Data(answer)).status.token
    }

    private func apply(_ manifests: String) async throws {
        let decoder = YAMLDecoder()
        for text in manifests.components(separatedBy: "\n---\n") {
            let object = try decoder.decode(Identity.self, from: Array(text.utf8), file: "manifests")
            let collection = try unwrap(Self.collections[object.kind], "place for a \(object.kind)")
            let path = "\(collection)/\(object.metadata.name)?fieldManager=scenarios&force=true"
            try await calls.send(.patch, path, Array(text.utf8), contentType: "application/apply-patch+yaml")
        }
    }

    private static let collections = [
        "ServiceAccount": "/api/v1/namespaces/kube-system/serviceaccounts",
        "ClusterRole": "/apis/rbac.authorization.k8s.io/v1/clusterroles",
        "ClusterRoleBinding": "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings",
        "Role": "/apis/rbac.authorization.k8s.io/v1/namespaces/kube-system/roles",
        "RoleBinding": "/apis/rbac.authorization.k8s.io/v1/namespaces/kube-system/rolebindings",
    ]

    /// Somebody who reads metrics; and the lease of an observer, which has a role of its own in `manifests/overlays`.
    private static let rightsOfScenarios = """
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: scenario-scraper, namespace: kube-system}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: scenario-scraper}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "system:monitoring"}
        subjects: [{kind: ServiceAccount, name: scenario-scraper, namespace: kube-system}]
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: scenario-observer, namespace: kube-system}
        rules:
          - apiGroups: [coordination.k8s.io]
            resources: [leases]
            resourceNames: [cloud-controller-manager-observer]
            verbs: [get, update]
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: scenario-observer, namespace: kube-system}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: scenario-observer}
        subjects: [{kind: ServiceAccount, name: occm, namespace: kube-system}]
        """
}

/// What tells where an object belongs.
private struct Identity: Decodable {
    struct Metadata: Decodable { var name: String }

    var kind: String
    var metadata: Metadata
}

/// The part of a TokenRequest that is asked for (authentication/v1).
private struct TokenRequest: Decodable {
    struct Status: Decodable { var token: String }

    var status: Status
}
