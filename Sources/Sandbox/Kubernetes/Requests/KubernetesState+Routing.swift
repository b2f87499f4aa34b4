extension KubernetesState {
    /// Finds out what a request wants, and does it.
    mutating func route(_ request: IncomingRequest, now: Instant) throws(APIFailure) -> Answer {
        if request.method == "GET", let document = Discovery.openDocument(at: request.path) {
            return .response(document)
        }
        if let token = settings.requiredToken, request.header("Authorization") != "Bearer \(token)" {
            throw .unauthorized
        }
        if request.method == "GET", let document = Discovery.document(at: request.path) { return .response(document) }
        guard let target = ResourcePath(path: request.path) else { throw .noSuchPath }
        let verbs = target.resource.verbs
        switch (request.method, target.name) {
        case ("GET", _) where request.isWatch && verbs.contains("watch"):
            return try openWatch(request, target, now: now)
        case ("GET", nil) where verbs.contains("list"): return .response(try list(request, target, now: now))
        case ("GET", .some) where verbs.contains("get"): return .response(try get(request, target, now: now))
        case ("POST", nil) where verbs.contains("create"): return .response(try post(request, target, now: now))
        case ("PUT", .some) where verbs.contains("update"):
            return .response(
                try write(request) { state, options throws(APIFailure) in
                    try state.replace(request, target, options, now: now)
                }
            )
        case ("PATCH", .some) where verbs.contains("patch"):
            return .response(
                try write(request) { state, options throws(APIFailure) in
                    try state.patch(request, target, options, now: now)
                }
            )
        case ("DELETE", .some) where verbs.contains("delete") && target.subresource == nil:
            return .response(
                try write(request) { state, _ throws(APIFailure) in
                    try state.delete(request, target, now: now)
                }
            )
        default: throw .methodNotAllowed
        }
    }

    private mutating func post(
        _ request: IncomingRequest,
        _ target: ResourcePath,
        now: Instant
    ) throws(APIFailure) -> SandboxResponse {
        guard target.namespace != nil || !target.resource.isNamespaced else { throw .methodNotAllowed }
        guard request.mediaType == "application/json" else {
            throw .unsupportedMediaType(accepted: ["application/json"])
        }
        if let review = Reviews.answer(to: try request.jsonBody(), target.resource, settings) { return review }
        return try write(request) { state, options throws(APIFailure) in
            let object = try state.create(try request.jsonBody(), at: target, options: options, now: now)
            return SandboxResponse(status: 201, json: object)
        }
    }

    /// Does a write, or on a dry run does it to a copy that is thrown away.
    private mutating func write(
        _ request: IncomingRequest,
        _ change: (inout KubernetesState, WriteOptions) throws(APIFailure) -> SandboxResponse
    ) throws(APIFailure) -> SandboxResponse {
        let options = try WriteOptions(request)
        guard options.isDryRun else { return try change(&self, options) }
        var copy = self
        return try change(&copy, options)
    }
}
