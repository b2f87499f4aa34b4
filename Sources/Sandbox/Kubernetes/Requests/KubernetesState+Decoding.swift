extension KubernetesState {
    /// Reads what a client sent as an object of a kind.
    static func decode(
        _ body: JSONValue,
        as resource: APIResource,
        isStrict: Bool
    ) throws(APIFailure) -> JSONValue {
        if let version = body["apiVersion"]?.stringValue, version != resource.apiVersion {
            throw .badRequest(
                "the API version in the data (\(version)) does not match the expected API version (\(resource.apiVersion))"
            )
        }
        let cannot = "\(resource.kind) in version \"v1\" cannot be handled as a \(resource.kind)"
        if let kind = body["kind"]?.stringValue, kind != resource.kind {
            guard APIResource.all.contains(where: { $0.kind == kind && $0.apiVersion == resource.apiVersion }) else {
                throw .badRequest(
                    "no kind \"\(kind)\" is registered for version \"\(resource.apiVersion)\" in scheme \"pkg/api/legacyscheme/scheme.go:30\""
                )
            }
            throw .badRequest(
                "\(kind) in version \"v1\" cannot be handled as a \(resource.kind): converting (v1.\(kind)) to "
                    + "(core.\(resource.kind)): unknown conversion"
            )
        }
        do {
            return try decodeKnown(body, as: resource, isStrict: isStrict)
        } catch {
            throw .badRequest("\(cannot): \(error.message)")
        }
    }

    /// Reads an object whose kind is certain; the problem is told without the kind.
    static func decodeKnown(
        _ body: JSONValue,
        as resource: APIResource,
        isStrict: Bool
    ) throws(DecodingProblem) -> JSONValue {
        guard body.objectValue != nil else {
            throw DecodingProblem(message: "json: cannot unmarshal array into Go value of type v1.\(resource.kind)")
        }
        var decoder = ObjectDecoder()
        let object = try decoder.decode(body, of: resource)
        guard isStrict, !decoder.unknownFields.isEmpty else { return object }
        let fields = decoder.unknownFields.map { "unknown field \"\($0)\"" }.joined(separator: ", ")
        throw DecodingProblem(message: "strict decoding error: \(fields)")
    }
}
