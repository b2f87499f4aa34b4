/// An object of the Kubernetes API: it has metadata and an address.
public protocol KubernetesObject: Decodable, Sendable {
    /// Where objects of this kind are found.
    static var resource: APIResource { get }
    /// Who the object is.
    var metadata: ObjectMeta { get }
}

/// An object that keeps everything it was read with, so that replacing it (PUT) takes nothing away. Trimmed objects are
/// patched.
public protocol ReplaceableObject: KubernetesObject, Encodable {}

/// Where objects of one kind are found (Kubernetes API concepts, "Resource URIs").
public struct APIResource: Sendable, Hashable {
    /// The API group; empty for the core group.
    public var group: String
    /// The version in the group.
    public var version: String
    /// The name in URLs: `services`.
    public var plural: String
    /// The name in objects: `Service`.
    public var kind: String
    /// Whether objects live in namespaces.
    public var isNamespaced: Bool

    /// Creates an address.
    public init(_ kind: String, plural: String, group: String = "", version: String = "v1", isNamespaced: Bool = true) {
        self.group = group
        self.version = version
        self.plural = plural
        self.kind = kind
        self.isNamespaced = isNamespaced
    }

    /// `v1`, `coordination.k8s.io/v1`.
    public var apiVersion: String { group.isEmpty ? version : "\(group)/\(version)" }

    /// The path of the collection, in one namespace or in all.
    func path(in namespace: String?) -> String {
        let root = group.isEmpty ? "/api/\(version)" : "/apis/\(group)/\(version)"
        guard isNamespaced, let namespace, !namespace.isEmpty else { return "\(root)/\(plural)" }
        return "\(root)/namespaces/\(URLText.escape(namespace))/\(plural)"
    }
}

/// An object's name and namespace: what the store and the queues know it by.
public struct ObjectKey: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The namespace; empty for objects that live in none.
    public var namespace: String
    /// The name.
    public var name: String

    /// Creates a key.
    public init(namespace: String = "", name: String) {
        self.namespace = namespace
        self.name = name
    }

    /// `namespace/name`, or the name alone.
    public var description: String { namespace.isEmpty ? name : "\(namespace)/\(name)" }

    /// In the order of namespaces, then names.
    public static func < (one: ObjectKey, other: ObjectKey) -> Bool {
        (one.namespace, one.name) < (other.namespace, other.name)
    }
}

extension KubernetesObject {
    /// The object's name and namespace.
    public var key: ObjectKey { metadata.key }
}

extension ObjectMeta {
    /// The object's name and namespace.
    public var key: ObjectKey { ObjectKey(namespace: namespace, name: name) }
}

extension Service: KubernetesObject {
    /// `/api/v1/…/services`.
    public static let resource = APIResource("Service", plural: "services")
}

extension Node: KubernetesObject {
    /// `/api/v1/nodes`.
    public static let resource = APIResource("Node", plural: "nodes", isNamespaced: false)
}
