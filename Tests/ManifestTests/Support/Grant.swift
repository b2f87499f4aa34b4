import Sandbox

/// One thing that a role allows.
struct Grant: Hashable, Sendable, CustomStringConvertible {
    var verb: String
    var group: String
    /// With its part, if one is meant: `services/status`.
    var resource: String
    /// The only object that it is about; `nil` for all.
    var name: String?
    /// The only namespace that it is about; `nil` for all.
    var namespace: String?

    var description: String {
        let place = (namespace.map { " in \($0)" } ?? "")
        return "\(verb) \(resource)\(group.isEmpty ? "" : ".\(group)")\(name.map { " \($0)" } ?? "")\(place)"
    }

    /// Everything that the roles among some objects allow, each thing apart.
    static func all(in objects: [ManifestObject]) -> [Grant] {
        objects.flatMap { role in
            (role.rules ?? []).flatMap { rule in
                let names: [String?] = rule.resourceNames.map { $0.map(Optional.some) } ?? [nil]
                return names.flatMap { name in
                    rule.apiGroups.flatMap { group in
                        rule.resources.flatMap { resource in
                            rule.verbs.map { verb in
                                Grant(
                                    verb: verb,
                                    group: group,
                                    resource: resource,
                                    name: name,
                                    namespace: role.metadata.namespace
                                )
                            }
                        }
                    }
                }
            }
        }
    }

    /// Whether this allows that, which says exactly what was done.
    func allows(_ deed: Grant) -> Bool {
        (verb, group, resource) == (deed.verb, deed.group, deed.resource)
            && (name == nil || name == deed.name)
            && (namespace == nil || namespace == deed.namespace)
    }
}

extension Grant {
    /// What a call needs, by the rules of Kubernetes' request attributes; `nil` for what is no resource.
    init?(_ call: RecordedCall) {
        var segments = call.path.split(separator: "/").map(String.init)[...]
        switch segments.first {
        case "api": segments = segments.dropFirst(2)
        case "apis": segments = segments.dropFirst(3)
        default: return nil
        }
        group = call.path.hasPrefix("/apis/") ? String(call.path.split(separator: "/")[1]) : ""
        if segments.first == "namespaces", segments.count > 2 {
            namespace = segments[segments.startIndex + 1]
            segments = segments.dropFirst(2)
        }
        guard let kind = segments.popFirst() else { return nil }
        name = segments.popFirst()
        resource = segments.first.map { "\(kind)/\($0)" } ?? kind
        let isWatch = call.query.contains { $0 == "watch=true" || $0 == "watch=1" }
        let verbs = [
            "GET": name != nil ? "get" : isWatch ? "watch" : "list", "POST": "create", "PUT": "update",
            "PATCH": "patch", "DELETE": "delete",
        ]
        verb = verbs[call.method] ?? call.method
    }
}
