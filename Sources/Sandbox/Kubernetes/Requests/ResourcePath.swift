/// What the path of a request names: a kind, and maybe a namespace, an object, a part of it.
struct ResourcePath: Sendable {
    /// The kind.
    let resource: APIResource
    /// The namespace; `nil` means all, or that the kind has none.
    let namespace: String?
    /// The object's name; `nil` means all of them.
    let name: String?
    /// `status`, or nothing.
    let subresource: String?

    /// The key of the object, where a name is given.
    var key: ObjectKey? { name.map { ObjectKey(namespace: namespace ?? "", name: $0) } }

    /// Creates a target.
    init(resource: APIResource, namespace: String?, name: String?, subresource: String?) {
        self.resource = resource
        self.namespace = namespace
        self.name = name
        self.subresource = subresource
    }

    /// Reads a path below the API's roots, e.g. `/api/v1/namespaces/default/services/web/status`; `nil` where it names nothing that is served.
    init?(path: String) {
        var segments = path.split(separator: "/")[...]
        let group: Substring
        if segments.starts(with: ["api", "v1"]) {
            group = ""
            segments = segments.dropFirst(2)
        } else if segments.count >= 3, segments[0] == "apis", segments[2] == "v1" {
            group = segments[1]
            segments = segments.dropFirst(3)
        } else {
            return nil
        }
        var namespace: String?
        if segments.count >= 3, segments.first == "namespaces", segments[segments.startIndex + 2] != "status" {
            namespace = String(segments[segments.startIndex + 1])
            segments = segments.dropFirst(2)
        }
        let parts = segments.map(String.init)
        guard let first = parts.first, let resource = APIResource.named(first, group: group), parts.count <= 3
        else { return nil }
        guard namespace == nil || resource.isNamespaced else { return nil }
        guard parts.count < 2 || !resource.isNamespaced || namespace != nil else { return nil }
        let subresource = parts.count == 3 ? parts[2] : nil
        guard subresource == nil || (subresource == "status" && resource.hasStatus) else { return nil }
        self.init(
            resource: resource,
            namespace: namespace,
            name: parts.count > 1 ? parts[1] : nil,
            subresource: subresource
        )
    }

    /// The path with names replaced: `/api/v1/namespaces/{namespace}/services/{name}/status`.
    var template: String {
        var path = resource.root
        if namespace != nil { path += "/namespaces/{namespace}" }
        path += "/\(resource.name)"
        if name != nil { path += "/{name}" }
        return path + (subresource.map { "/\($0)" } ?? "")
    }
}
