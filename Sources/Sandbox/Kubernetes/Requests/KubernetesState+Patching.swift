extension KubernetesState {
    private static let patchTypes = [
        "application/json-patch+json", "application/merge-patch+json", "application/strategic-merge-patch+json",
        "application/apply-patch+yaml",
    ]

    /// Changes an object by the body of a PATCH.
    mutating func patch(
        _ request: IncomingRequest,
        _ target: ResourcePath,
        _ options: WriteOptions,
        now: Instant
    ) throws(APIFailure) -> SandboxResponse {
        guard Self.patchTypes.contains(request.mediaType) else {
            throw .unsupportedPatch
        }
        let patch = try request.jsonBody()
        if request.mediaType == "application/apply-patch+yaml" {
            return try apply(patch, target, options, now: now)
        }
        let old = try existing(target)
        guard (request.mediaType == "application/json-patch+json") == (patch.arrayValue != nil) else {
            throw .badRequest(
                "error decoding patch: json: cannot unmarshal \(patch.arrayValue == nil ? "object" : "array")"
            )
        }
        let patched = try Self.patched(old.value, by: patch, request.mediaType, target.resource)
        let object = try Self.decodePatched(patched, patch, target.resource, options)
        try Self.checkNames(of: object, target)
        try Self.checkUID(of: object, old.value, target.resource)
        return SandboxResponse(status: 200, json: try update(old, to: object, target))
    }

    private static func patched(
        _ object: JSONValue,
        by patch: JSONValue,
        _ type: String,
        _ resource: APIResource
    ) throws(APIFailure) -> JSONValue {
        switch type {
        case "application/json-patch+json":
            do {
                return try JSONPatch.apply(patch, to: object)
            } catch {
                throw .patchDoesNotApply(error.message)
            }
        case "application/strategic-merge-patch+json":
            do {
                return try StrategicMergePatch.apply(patch, to: object, type: resource.schema)
            } catch {
                throw .unexplained(error.message)
            }
        default: return MergePatch.apply(patch, to: object)
        }
    }

    /// Server-side apply: makes the object, or merges into it.
    private mutating func apply(
        _ configuration: JSONValue,
        _ target: ResourcePath,
        _ options: WriteOptions,
        now: Instant
    ) throws(APIFailure) -> SandboxResponse {
        guard !options.fieldManager.isEmpty else {
            throw .badRequest(
                "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch"
            )
        }
        let resource = target.resource
        let wanted = try Self.decode(configuration, as: resource, isStrict: options.isStrict)
        guard let key = target.key else { throw .methodNotAllowed }
        let memory = AppliedKey.prefix(key, resource) + options.fieldManager + "/\(target.subresource ?? "")"
        let previous = applied[memory]
        guard let old = store.object(key, of: resource) else {
            guard target.subresource == nil else { throw .notFound(resource, key.name) }
            var named = wanted
            named["metadata", "name"] = .string(key.name)
            let object = try create(named, at: target, options: options, now: now)
            applied[memory] = wanted
            return SandboxResponse(status: 201, json: object)
        }
        let merged = AppliedConfiguration.apply(wanted, instead: previous, to: old.value, type: resource.schema)
        let object = try Self.decodePatched(merged, configuration, resource, options)
        let answer = try update(old, to: object, target)
        applied[memory] = wanted
        return SandboxResponse(status: 200, json: answer)
    }

    private static func checkUID(
        of object: JSONValue,
        _ old: JSONValue,
        _ resource: APIResource
    ) throws(APIFailure) {
        guard let uid = object["metadata", "uid"], uid != old["metadata", "uid"] else { return }
        let name = object["metadata", "name"]?.stringValue ?? ""
        throw .invalid(resource, name, [.invalid("metadata.uid", uid, "field is immutable")])
    }

    private static func decodePatched(
        _ object: JSONValue,
        _ patch: JSONValue,
        _ resource: APIResource,
        _ options: WriteOptions
    ) throws(APIFailure) -> JSONValue {
        do {
            return try decodeKnown(object, as: resource, isStrict: options.isStrict)
        } catch {
            throw .invalid(nil, "", [.invalid("patch", .string(patch.text), error.message)])
        }
    }
}

/// How what was applied to an object is remembered.
enum AppliedKey {
    /// The start of the keys of an object.
    static func prefix(_ key: ObjectKey, _ resource: APIResource) -> String {
        "\(resource.qualifiedName)/\(key.namespace)/\(key.name)/"
    }
}
