/// As much OpenAPI v3 as kubectl asks for before it writes: which query items the writes of a kind take.
enum OpenAPI {
    /// Where the documents are.
    static let index: JSONValue = [
        "paths": .sorted(
            Dictionary(
                uniqueKeysWithValues: Discovery.groupVersions.map {
                    ($0, ["serverRelativeURL": .string("/openapi/v3/\($0)")])
                }
            )
        )
    ]

    /// The document of the kinds below a path.
    static func document(of root: String) -> JSONValue {
        var paths: JSONValue = [:]
        for resource in APIResource.all where resource.root == root && resource.verbs.contains("patch") {
            let folder = resource.isNamespaced ? "\(root)/namespaces/{namespace}" : root
            paths["\(folder)/\(resource.name)/{name}"] = ["patch": operation(resource)]
        }
        let information: JSONValue = ["title": "Kubernetes", "version": "v1.36.0"]
        return ["openapi": "3.0.0", "info": information, "paths": paths]
    }

    private static func operation(_ resource: APIResource) -> JSONValue {
        let parameters = ["dryRun", "fieldManager", "fieldValidation"].map { name -> JSONValue in
            ["name": .string(name), "in": "query", "schema": ["type": "string", "uniqueItems": true]]
        }
        return [
            "parameters": .array(parameters), "responses": ["200": ["description": "OK"]],
            "x-kubernetes-action": "patch",
            "x-kubernetes-group-version-kind": [
                "group": .string(resource.group), "kind": .string(resource.kind), "version": "v1",
            ],
        ]
    }
}
