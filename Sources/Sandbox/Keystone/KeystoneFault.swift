/// Keystone's error bodies.
extension SandboxFault {
    /// 401: credentials that are wrong, expired or not good for the scope; Keystone does not say which.
    static let unauthorized = SandboxFault(
        status: 401,
        type: "Unauthorized",
        message: "The request you have made requires authentication."
    )

    /// 400 for a request body in which something is missing: `auth in request body`.
    static func malformed(_ problem: String) -> SandboxFault {
        SandboxFault(
            status: 400,
            type: "Bad Request",
            message: "Expecting to find \(problem). The server could not comply with the request since it is either "
                + "malformed or otherwise incorrect. The client is assumed to be in error."
        )
    }

    /// 404 for a thing that Keystone does not have.
    static func notFound(_ thing: String, _ id: String) -> SandboxFault {
        SandboxFault(status: 404, type: "Not Found", message: "Could not find \(thing): \(id).")
    }

    /// The answer in Keystone's format; keystonemiddleware uses it too, in front of the other services.
    func keystoneResponse(authenticateAt keystone: String) -> SandboxResponse {
        let error: JSONValue = ["code": .int(status), "message": .string(message), "title": .string(type)]
        let challenge = status == 401 ? [("WWW-Authenticate", "Keystone uri=\"\(keystone)\"")] : []
        return SandboxResponse(status: status, json: ["error": error], headers: challenge)
    }
}
