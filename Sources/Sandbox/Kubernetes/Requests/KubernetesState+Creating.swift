extension KubernetesState {
    /// Makes an object and answers it.
    mutating func create(
        _ body: JSONValue,
        at target: ResourcePath,
        options: WriteOptions,
        now: Instant
    ) throws(APIFailure) -> JSONValue {
        let resource = target.resource
        var object = try Self.decode(body, as: resource, isStrict: options.isStrict)
        try checkNamespace(of: object, target)
        guard object["metadata", "resourceVersion"] == nil else {
            throw .unexplained("resourceVersion should not be set on objects to be created")
        }
        let name = try newName(for: object, resource)
        let key = ObjectKey(namespace: target.namespace ?? "", name: name)
        fillMetadata(&object, key: key, now: now, resource)
        try prepareNew(&object, key: key, resource)
        guard store.object(key, of: resource) == nil else { throw .alreadyExists(resource, name) }
        return commit(object, key: key, of: resource)
    }

    /// Keeps an object, tells the watches, and answers it as it now is.
    mutating func commit(_ object: JSONValue, key: ObjectKey, of resource: APIResource) -> JSONValue {
        if resource.kind == "Service" {
            allocation.hold(object, key: key, instead: store.object(key, of: resource)?.value)
        }
        let change = store.put(object, key: key, of: resource)
        announce(change, of: resource)
        var object = object
        object["metadata", "resourceVersion"] = .string(String(change.object.revision))
        return object
    }

    private func checkNamespace(of object: JSONValue, _ target: ResourcePath) throws(APIFailure) {
        guard let namespace = target.namespace else { return }
        if let own = object["metadata", "namespace"]?.stringValue, own != namespace {
            throw .badRequest("the namespace of the provided object does not match the namespace sent on the request")
        }
        guard let resource = APIResource.named("namespaces", group: "") else { return }
        guard store.object(ObjectKey(namespace: "", name: namespace), of: resource) != nil else {
            throw .notFound(resource, namespace)
        }
    }

    private mutating func newName(for object: JSONValue, _ resource: APIResource) throws(APIFailure) -> String {
        if let name = object["metadata", "name"]?.stringValue { return name }
        guard let start = object["metadata", "generateName"]?.stringValue else {
            throw .invalid(resource, "", [.required("metadata.name", "name or generateName is required")])
        }
        return start + newNameSuffix()
    }

    private mutating func fillMetadata(
        _ object: inout JSONValue,
        key: ObjectKey,
        now: Instant,
        _ resource: APIResource
    ) {
        var metadata = object["metadata"] ?? [:]
        metadata["name"] = .string(key.name)
        metadata["namespace"] = nil
        if !key.namespace.isEmpty { metadata["namespace"] = .string(key.namespace) }
        metadata["uid"] = .string(newUID())
        metadata["creationTimestamp"] = .string(TimeText.seconds(now))
        metadata["generation"] = nil
        if resource.countsGenerations { metadata["generation"] = 1 }
        for field in ["deletionTimestamp", "deletionGracePeriodSeconds", "selfLink"] { metadata[field] = nil }
        object["metadata"] = metadata
    }

    private mutating func prepareNew(
        _ object: inout JSONValue,
        key: ObjectKey,
        _ resource: APIResource
    ) throws(APIFailure) {
        var problems = MetadataValidation.problems(object, of: resource)
        switch resource.kind {
        case "Service":
            object["status"] = ["loadBalancer": [:]]
            ServiceDefaults.apply(to: &object)
            problems += KindValidation.problems(object, of: resource)
            if problems.isEmpty { problems = allocation.allocate(for: &object, key: key) }
        case "Namespace":
            object["spec"] = ["finalizers": ["kubernetes"]]
            object["status"] = ["phase": "Active"]
            object["metadata", "labels", "kubernetes.io/metadata.name"] = .string(key.name)
        default:
            KindDefaults.apply(to: &object, of: resource)
            problems += KindValidation.problems(object, of: resource)
        }
        guard problems.isEmpty else { throw .invalid(resource, key.name, problems) }
    }
}
