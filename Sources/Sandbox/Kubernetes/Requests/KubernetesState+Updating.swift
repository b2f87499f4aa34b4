extension KubernetesState {
    /// Replaces an object by the body of a PUT.
    mutating func replace(
        _ request: IncomingRequest,
        _ target: ResourcePath,
        _ options: WriteOptions,
        now: Instant
    ) throws(APIFailure) -> SandboxResponse {
        guard request.mediaType == "application/json" else {
            throw .unsupportedMediaType(accepted: ["application/json"])
        }
        let resource = target.resource
        let object = try Self.decode(try request.jsonBody(), as: resource, isStrict: options.isStrict)
        try Self.checkNames(of: object, target)
        guard let old = target.key.flatMap({ store.object($0, of: resource) }) else {
            guard resource.createsOnUpdate, target.subresource == nil, object["metadata", "resourceVersion"] == nil
            else {
                throw .notFound(resource, target.name ?? "")
            }
            return SandboxResponse(status: 201, json: try create(object, at: target, options: options, now: now))
        }
        if object["metadata", "resourceVersion"] == nil, !resource.takesUnconditionalUpdates {
            let problem = FieldProblem.invalid("metadata.resourceVersion", 0, "must be specified for an update")
            throw .invalid(resource, old.key.name, [problem], calling: resource.name)
        }
        return SandboxResponse(status: 200, json: try update(old, to: object, target))
    }

    /// Makes an object what it shall be, and answers it: takes it out when its last finalizer goes, writes nothing when nothing changes.
    mutating func update(_ old: StoredObject, to new: JSONValue, _ target: ResourcePath) throws(APIFailure) -> JSONValue
    {
        let resource = target.resource
        let before = old.value
        try Self.checkPreconditions(new, before, old, resource)
        var object = new
        Self.restoreMetadata(&object, before)
        try merge(&object, before, target, key: old.key)
        if object["metadata", "deletionTimestamp"] != nil, object.list("metadata", "finalizers").isEmpty {
            remove(object, key: old.key, of: resource)
            return object
        }
        if Self.isSame(object, before) { return before }
        return commit(object, key: old.key, of: resource)
    }

    /// Takes an object out and tells the watches.
    mutating func remove(_ object: JSONValue, key: ObjectKey, of resource: APIResource) {
        if resource.kind == "Service" {
            allocation.hold(nil, key: key, instead: store.object(key, of: resource)?.value)
        }
        announce(store.remove(object, key: key, of: resource), of: resource)
        applied = applied.filter { !$0.key.hasPrefix(AppliedKey.prefix(key, resource)) }
    }

    static func checkNames(of object: JSONValue, _ target: ResourcePath) throws(APIFailure) {
        let name = object["metadata", "name"]?.stringValue ?? ""
        guard name == target.name else {
            throw .badRequest(
                "the name of the object (\(name)) does not match the name on the URL (\(target.name ?? ""))"
            )
        }
        if let namespace = object["metadata", "namespace"]?.stringValue, namespace != target.namespace {
            throw .badRequest("the namespace of the provided object does not match the namespace sent on the request")
        }
    }

    private static func checkPreconditions(
        _ new: JSONValue,
        _ before: JSONValue,
        _ old: StoredObject,
        _ resource: APIResource
    ) throws(APIFailure) {
        if let version = new["metadata", "resourceVersion"]?.stringValue, version != String(old.revision) {
            guard Int(version) != nil else {
                let problem = FieldProblem.invalid(
                    "metadata.resourceVersion",
                    .string(version),
                    "must be an unsigned integer"
                )
                throw .invalid(resource, old.key.name, [problem])
            }
            throw .conflict(resource, old.key.name)
        }
        if let uid = new["metadata", "uid"]?.stringValue, let own = before["metadata", "uid"]?.stringValue, uid != own {
            let cause = "Precondition failed: UID in precondition: \(uid), UID in object meta: \(own)"
            throw .conflict(resource, old.key.name, cause)
        }
    }

    /// Puts back what only the server writes.
    private static func restoreMetadata(_ object: inout JSONValue, _ before: JSONValue) {
        for field in [
            "name", "namespace", "uid", "resourceVersion", "creationTimestamp", "generation", "deletionTimestamp",
            "deletionGracePeriodSeconds",
        ] {
            object["metadata", field] = before["metadata", field]
        }
    }

    /// Keeps what the path does not write, fills in, and validates.
    private mutating func merge(
        _ object: inout JSONValue,
        _ before: JSONValue,
        _ target: ResourcePath,
        key: ObjectKey
    ) throws(APIFailure) {
        let resource = target.resource
        if target.subresource == "status" {
            let (metadata, status) = (object["metadata"], object["status"])
            object = before
            object["metadata"] = metadata
            object["status"] = status
        } else if resource.hasStatus {
            object["status"] = before["status"]
        }
        var problems = MetadataValidation.problems(object, of: resource)
        problems += MetadataValidation.changeProblems(from: before, to: object)
        if resource.kind == "Service" {
            ServiceDefaults.apply(to: &object)
            if target.subresource == nil { ServiceChange.reconcile(&object, with: before) }
            if object["status"] == nil { object["status", "loadBalancer"] = [:] }
        } else {
            KindDefaults.apply(to: &object, of: resource)
        }
        problems += KindValidation.problems(object, of: resource)
        if resource.kind == "Service", problems.isEmpty { problems = allocation.allocate(for: &object, key: key) }
        problems += KindValidation.changeProblems(from: before, to: object, of: resource)
        guard problems.isEmpty else { throw .invalid(resource, key.name, problems) }
        if resource.countsGenerations, !Self.isSame(object, before, ignoring: "metadata") {
            object["metadata", "generation"] = .int((before["metadata", "generation"]?.intValue ?? 0) + 1)
        }
    }

    /// Whether two objects say the same, in whatever order of members.
    private static func isSame(_ left: JSONValue, _ right: JSONValue, ignoring member: String? = nil) -> Bool {
        var (left, right) = (left, right)
        if let member { (left[member], right[member]) = (nil, nil) }
        return left.unordered == right.unordered
    }
}

extension JSONValue {
    /// The value with every object's members sorted, so that equality does not see their order.
    fileprivate var unordered: JSONValue {
        switch self {
        case .object(let members):
            .sorted(Dictionary(uniqueKeysWithValues: members.map { ($0.key, $0.value.unordered) }))
        case .array(let elements): .array(elements.map(\.unordered))
        default: self
        }
    }
}
