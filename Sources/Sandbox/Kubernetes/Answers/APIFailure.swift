/// A refusal of the Kubernetes API: what becomes a `Status` object.
struct APIFailure: Error, Hashable {
    /// The HTTP status.
    var code: Int
    /// The machine-readable reason, e.g. `NotFound`; label-safe. Empty where the real server gives none.
    var reason: String
    /// The text for the user.
    var message: String
    /// What the refusal is about.
    var details: JSONValue?

    /// The Status object.
    var status: JSONValue {
        var status: JSONValue = [
            "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Failure", "message": .string(message),
        ]
        if !reason.isEmpty { status["reason"] = .string(reason) }
        status["details"] = details
        status["code"] = .int(code)
        return status
    }

    /// The answer.
    var response: SandboxResponse { SandboxResponse(status: code, json: status) }
}

extension APIFailure {
    /// The object is not there.
    static func notFound(_ resource: APIResource, _ name: String) -> APIFailure {
        APIFailure(
            code: 404,
            reason: "NotFound",
            message: "\(resource.qualifiedName) \"\(name)\" not found",
            details: subject(resource, name, kind: resource.name)
        )
    }

    /// Nothing is served at the path.
    static let noSuchPath = APIFailure(
        code: 404,
        reason: "NotFound",
        message: "the server could not find the requested resource",
        details: [:]
    )

    /// The object is already there.
    static func alreadyExists(_ resource: APIResource, _ name: String) -> APIFailure {
        APIFailure(
            code: 409,
            reason: "AlreadyExists",
            message: "\(resource.qualifiedName) \"\(name)\" already exists",
            details: subject(resource, name, kind: resource.name)
        )
    }

    /// The object is no longer the one that the client means.
    static func conflict(_ resource: APIResource, _ name: String, _ cause: String = modified) -> APIFailure {
        APIFailure(
            code: 409,
            reason: "Conflict",
            message: "Operation cannot be fulfilled on \(resource.qualifiedName) \"\(name)\": \(cause)",
            details: subject(resource, name, kind: resource.name)
        )
    }

    /// The object is no longer the one that a DELETE means.
    static func precondition(_ resource: APIResource, _ name: String, _ cause: String) -> APIFailure {
        APIFailure(
            code: 409,
            reason: "Conflict",
            message: "Operation cannot be fulfilled on \(resource.qualifiedKind) \"\(name)\": \(cause)",
            details: subject(resource, name, kind: resource.kind)
        )
    }

    /// What optimistic locking says.
    static let modified =
        "the object has been modified; please apply your changes to the latest version and try again"

    /// The object says what cannot be.
    ///
    /// - Parameter word: What the kind is called instead of its name.
    static func invalid(
        _ resource: APIResource?,
        _ name: String,
        _ problems: [FieldProblem],
        calling word: String? = nil
    ) -> APIFailure {
        let texts = problems.map { "\($0.field): \($0.message)" }
        let list = texts.count == 1 ? texts[0] : "[\(texts.joined(separator: ", "))]"
        var details = resource.map { subject($0, name, kind: word ?? $0.kind) } ?? [:]
        details["causes"] = .array(problems.map(\.cause))
        let kind = word == nil ? resource?.qualifiedKind : resource?.qualifiedName
        let message = "\(kind ?? "") \"\(name)\" is invalid: \(list)"
        return APIFailure(code: 422, reason: "Invalid", message: message, details: details)
    }

    /// A patch does not fit the object.
    static func patchDoesNotApply(_ cause: String) -> APIFailure {
        let causes: JSONValue = [["reason": "UnexpectedServerResponse", "message": .string(cause)]]
        return APIFailure(
            code: 422,
            reason: "Invalid",
            message: "the server rejected our request due to an error in our request",
            details: ["causes": causes]
        )
    }

    /// The request cannot be read.
    static func badRequest(_ message: String) -> APIFailure {
        APIFailure(code: 400, reason: "BadRequest", message: message)
    }

    /// The request cannot be carried out, and the real server takes that for its own fault.
    static func unexplained(_ message: String) -> APIFailure {
        APIFailure(code: 500, reason: "", message: message)
    }

    /// No token, or the wrong one.
    static let unauthorized = APIFailure(code: 401, reason: "Unauthorized", message: "Unauthorized")

    /// The path does not know the method.
    static let methodNotAllowed = APIFailure(
        code: 405,
        reason: "MethodNotAllowed",
        message: "the server does not allow this method on the requested resource",
        details: [:]
    )

    /// The body is in a format that the path does not take.
    static func unsupportedMediaType(accepted: [String]) -> APIFailure {
        APIFailure(
            code: 415,
            reason: "UnsupportedMediaType",
            message: "the body of the request was in an unknown format - accepted media types include: "
                + accepted.joined(separator: ", "),
            details: [:]
        )
    }

    /// The body of a PATCH is in no format of patches.
    static let unsupportedPatch = APIFailure(
        code: 415,
        reason: "UnsupportedMediaType",
        message: "415: Unsupported Media Type",
        details: [:]
    )

    /// What the client wants to go on from has been forgotten.
    static func expired(_ message: String) -> APIFailure {
        APIFailure(code: 410, reason: "Expired", message: message)
    }

    /// The client wants what is yet to come.
    static func tooLarge(_ revision: Int, current: Int) -> APIFailure {
        APIFailure(
            code: 504,
            reason: "Timeout",
            message: "Too large resource version: \(revision), current: \(current)",
            details: [
                "causes": [["reason": "ResourceVersionTooLarge", "message": "Too large resource version"]],
                "retryAfterSeconds": 1,
            ]
        )
    }

    /// What a server says that fails for no reason of its own choosing.
    static func injected(code: Int) -> APIFailure {
        switch code {
        case 409: APIFailure(code: code, reason: "Conflict", message: "Operation cannot be fulfilled: \(modified)")
        case 429:
            APIFailure(
                code: code,
                reason: "TooManyRequests",
                message: "Too many requests, please try again later.",
                details: ["retryAfterSeconds": 1]
            )
        case 503:
            APIFailure(
                code: code,
                reason: "ServiceUnavailable",
                message: "the server is currently unable to handle the request"
            )
        default: APIFailure(code: code, reason: "InternalError", message: "Internal error occurred: injected fault")
        }
    }

    private static func subject(_ resource: APIResource, _ name: String, kind: String) -> JSONValue {
        var details: JSONValue = ["name": .string(name)]
        if !resource.group.isEmpty { details["group"] = .string(resource.group) }
        details["kind"] = .string(kind)
        return details
    }
}
