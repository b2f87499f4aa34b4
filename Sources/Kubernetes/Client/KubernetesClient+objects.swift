import CurlTransport

/// What is made beside the object itself.
public enum Subresource: String, Sendable, Hashable {
    /// What is observed.
    case status
}

extension KubernetesClient {
    /// Reads an object.
    public func get<Object: KubernetesObject>(
        _ type: Object.Type = Object.self,
        _ key: ObjectKey
    ) async throws(KubernetesError) -> Object {
        try await object(Self.call(.get, "get", Object.resource, key))
    }

    /// Creates an object, in its own namespace, and returns it as the API server stored it.
    @discardableResult
    public func create<Object: KubernetesObject & Encodable>(
        _ object: Object
    ) async throws(KubernetesError) -> Object {
        let namespace = object.metadata.namespace
        var call = APICall(
            method: .post,
            path: Object.resource.path(in: namespace.isEmpty ? nil : namespace),
            resource: Object.resource.plural,
            verb: "create"
        )
        call.body = try Self.body(Addressed(object: object), of: call)
        return try await self.object(call)
    }

    /// Replaces an object, if it is still the version that was read, and returns it as the API server stored it.
    @discardableResult
    public func update<Object: ReplaceableObject>(_ object: Object) async throws(KubernetesError) -> Object {
        var call = Self.call(.put, "update", Object.resource, object.key)
        call.body = try Self.body(Addressed(object: object), of: call)
        return try await self.object(call)
    }

    /// Changes some fields of an object, or of its status, and returns it as the API server stored it.
    @discardableResult
    public func patch<Object: KubernetesObject>(
        _ type: Object.Type = Object.self,
        _ key: ObjectKey,
        _ subresource: Subresource? = nil,
        with patch: ObjectPatch
    ) async throws(KubernetesError) -> Object {
        var call = Self.call(.patch, "patch", Object.resource, key)
        if let subresource { call.path += "/\(subresource.rawValue)" }
        call.contentType = patch.kind.rawValue
        call.body = try Self.body(patch.body, of: call)
        return try await object(call)
    }

    /// Deletes an object; with a uid only if it is still that one.
    public func delete<Object: KubernetesObject>(
        _ type: Object.Type,
        _ key: ObjectKey,
        uid: String? = nil
    ) async throws(KubernetesError) {
        var call = Self.call(.delete, "delete", Object.resource, key)
        var options: JSONValue = ["kind": "DeleteOptions", "apiVersion": "v1"]
        if let uid { options["preconditions"] = ["uid": .string(uid)] }
        call.body = try Self.body(options, of: call)
        _ = try await send(call)
    }

    /// Asks a path that holds no object, such as `/healthz`, and returns the answer's body.
    public func raw(_ path: String) async throws(KubernetesError) -> [UInt8] {
        try await send(APICall(method: .get, path: path, resource: "", verb: "get")).body
    }

    private static func call(
        _ method: HTTPMethod,
        _ verb: String,
        _ resource: APIResource,
        _ key: ObjectKey
    ) -> APICall {
        let collection = resource.path(in: key.namespace)
        return APICall(
            method: method,
            path: "\(collection)/\(URLText.escape(key.name))",
            resource: resource.plural,
            verb: verb
        )
    }

    private func object<Object: KubernetesObject>(_ call: APICall) async throws(KubernetesError) -> Object {
        var call = call
        if tellsTimeout { call.query.append(("timeout", "\(max(1, timeout.components.seconds))s")) }
        let answer = try await send(call)
        do {
            return try JSON.decode(Object.self, from: answer.body)
        } catch {
            throw KubernetesError(unreadable: JSON.problem(error), call)
        }
    }

    private static func body(_ value: some Encodable, of call: APICall) throws(KubernetesError) -> [UInt8] {
        do {
            return try JSON.encode(value)
        } catch {
            throw KubernetesError(.invalid, "The request can't be written as JSON: \(error)", call: call.name)
        }
    }
}
