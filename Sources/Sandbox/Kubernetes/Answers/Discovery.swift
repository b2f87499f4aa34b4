import OrderedCollections

/// The documents by which clients find out what is served.
enum Discovery {
    /// The document at a path for which nobody needs a token: health and version.
    static func openDocument(at path: String) -> SandboxResponse? {
        switch path {
        case "/healthz", "/livez", "/readyz":
            SandboxResponse(
                status: 200,
                headers: [("Content-Type", "text/plain; charset=utf-8")],
                body: Array("ok".utf8)
            )
        case "/version": SandboxResponse(status: 200, json: version)
        default: nil
        }
    }

    /// The document at a path; `nil` where there is none.
    static func document(at path: String) -> SandboxResponse? {
        switch path {
        case "/api": SandboxResponse(status: 200, json: ["kind": "APIVersions", "versions": ["v1"]])
        case "/apis": SandboxResponse(status: 200, json: groups)
        case "/openapi/v3": SandboxResponse(status: 200, json: OpenAPI.index)
        default: groupDocument(at: path)
        }
    }

    /// The API groups, each with the path where its kinds are told.
    static let groupVersions = ["api/v1"] + APIResource.groups.map { "apis/\($0)/v1" }

    private static let version: JSONValue = [
        "major": "1", "minor": "36", "gitVersion": "v1.36.0+occm-sandbox", "gitCommit": "", "gitTreeState": "clean",
        "buildDate": "2025-09-09T19:44:50Z", "goVersion": "", "compiler": "", "platform": "linux/amd64",
    ]

    private static let groups: JSONValue = [
        "kind": "APIGroupList", "apiVersion": "v1", "groups": .array(APIResource.groups.map(group)),
    ]

    private static func group(_ name: String) -> JSONValue {
        let version: JSONValue = ["groupVersion": .string("\(name)/v1"), "version": "v1"]
        return ["name": .string(name), "versions": [version], "preferredVersion": version]
    }

    private static func groupDocument(at path: String) -> SandboxResponse? {
        let segments = path.split(separator: "/").map(String.init)
        if segments.starts(with: ["openapi", "v3"]) {
            let groupVersion = segments.dropFirst(2).joined(separator: "/")
            guard groupVersions.contains(groupVersion) else { return nil }
            return SandboxResponse(status: 200, json: OpenAPI.document(of: "/" + groupVersion))
        }
        if segments.count == 2, segments[0] == "apis", APIResource.groups.contains(segments[1]) {
            var document: JSONValue = ["kind": "APIGroup", "apiVersion": "v1"]
            for (name, value) in group(segments[1]).objectValue ?? [:] { document[name] = value }
            return SandboxResponse(status: 200, json: document)
        }
        guard groupVersions.contains(segments.joined(separator: "/")) else { return nil }
        return SandboxResponse(status: 200, json: resources(below: path))
    }

    private static func resources(below path: String) -> JSONValue {
        let kinds = APIResource.all.filter { $0.root == path }
        let entries = kinds.flatMap { resource -> [JSONValue] in
            guard resource.hasStatus else { return [entry(resource)] }
            return [entry(resource), statusEntry(resource)]
        }
        let groupVersion = path.split(separator: "/").dropFirst().joined(separator: "/")
        return [
            "kind": "APIResourceList", "apiVersion": "v1", "groupVersion": .string(groupVersion),
            "resources": .array(entries),
        ]
    }

    private static func entry(_ resource: APIResource) -> JSONValue {
        var entry: JSONValue = [
            "name": .string(resource.name), "singularName": .string(resource.singularName),
            "namespaced": .bool(resource.isNamespaced), "kind": .string(resource.kind),
            "verbs": .strings(resource.verbs),
        ]
        if !resource.shortNames.isEmpty { entry["shortNames"] = .strings(resource.shortNames) }
        if resource.isInAll { entry["categories"] = ["all"] }
        return entry
    }

    private static func statusEntry(_ resource: APIResource) -> JSONValue {
        [
            "name": .string("\(resource.name)/status"), "singularName": "", "namespaced": .bool(resource.isNamespaced),
            "kind": .string(resource.kind), "verbs": ["get", "patch", "update"],
        ]
    }
}
