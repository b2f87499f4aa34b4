extension KubernetesState {
    /// Deletes an object, or marks it where finalizers hold it.
    mutating func delete(
        _ request: IncomingRequest,
        _ target: ResourcePath,
        now: Instant
    ) throws(APIFailure) -> SandboxResponse {
        let resource = target.resource
        let old = try existing(target)
        var object = old.value
        let options = request.body.isEmpty ? [:] : try request.jsonBody()
        try checkPreconditions(options["preconditions"] ?? [:], object, resource, old.key.name)
        guard object.list("metadata", "finalizers").isEmpty else {
            if object["metadata", "deletionTimestamp"] == nil {
                object["metadata", "deletionTimestamp"] = .string(TimeText.seconds(now))
                object["metadata", "deletionGracePeriodSeconds"] = 0
                object = commit(object, key: old.key, of: resource)
            }
            return SandboxResponse(status: 200, json: object)
        }
        remove(object, key: old.key, of: resource)
        return SandboxResponse(
            status: 200,
            json: resource.answersDeletedObject ? object : Self.success(object, resource)
        )
    }

    private func checkPreconditions(
        _ preconditions: JSONValue,
        _ object: JSONValue,
        _ resource: APIResource,
        _ name: String
    ) throws(APIFailure) {
        for (field, title) in [("uid", "UID"), ("resourceVersion", "ResourceVersion")] {
            guard let wanted = preconditions[field]?.stringValue else { continue }
            let found = object["metadata", field]?.stringValue ?? ""
            guard wanted == found else {
                let outcome = field == "uid" ? "deleted and then recreated" : "modified"
                throw .precondition(
                    resource,
                    name,
                    "the \(title) in the precondition (\(wanted)) does not match the \(title) in record (\(found)). "
                        + "The object might have been \(outcome)"
                )
            }
        }
    }

    private static func success(_ object: JSONValue, _ resource: APIResource) -> JSONValue {
        var details: JSONValue = ["name": object["metadata", "name"] ?? nil]
        if !resource.group.isEmpty { details["group"] = .string(resource.group) }
        details["kind"] = .string(resource.name)
        details["uid"] = object["metadata", "uid"]
        return ["kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Success", "details": details]
    }
}
