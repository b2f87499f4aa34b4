/// A Namespace (core/v1): only who it is. The uid of `kube-system` is what tells one cluster from another.
public struct Namespace: KubernetesObject, Codable, Hashable {
    /// `/api/v1/namespaces`.
    public static let resource = APIResource("Namespace", plural: "namespaces", isNamespaced: false)

    /// Who it is.
    public var metadata: ObjectMeta

    /// Creates a Namespace.
    public init(metadata: ObjectMeta) { self.metadata = metadata }
}
