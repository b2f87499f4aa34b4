/// One request to Nova, with its microversion and its time.
struct NovaRequest: Sendable {
    let base: SandboxRequest
    let version: Microversion
    let now: Instant

    init(_ base: SandboxRequest, _ version: Microversion, now: Instant) {
        self.base = base
        self.version = version
        self.now = now
    }

    var method: String { base.method }
    var path: [String] { base.segments }

    /// Whether its caller may know of a server.
    func sees(_ server: NovaServer) -> Bool { base.caller.isAdmin || server.projectID == base.caller.projectID }

    /// The object under a key of its body.
    func object(_ key: String) throws(SandboxFault) -> JSONValue {
        guard let object = (try? JSONValue(parsing: base.body))?[key], object.objectValue != nil else {
            throw .novaBadRequest("Invalid input for field/attribute \(key). '\(key)' is a required property")
        }
        return object
    }
}

/// The version of its answers that a client asks Nova for (Compute API, "Microversions").
struct Microversion: Sendable, Hashable {
    /// The number after `2.`.
    var minor: Int

    /// Reads the headers; without any, the oldest is meant.
    init(_ request: SandboxRequest, newest: Int) throws(SandboxFault) {
        let named = request.header("OpenStack-API-Version").map { $0.split(separator: " ") }
        let current = named?.first == "compute" ? named?.dropFirst().first.map(String.init) : nil
        let text = current ?? request.header("X-OpenStack-Nova-API-Version") ?? "2.1"
        if text == "latest" {
            minor = newest
            return
        }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let major = Int(parts[0]), let minor = Int(parts[1]) else {
            let message = "API Version String \(text) is of invalid format. Must be of format MajorNum.MinorNum."
            throw .novaBadRequest(message)
        }
        guard major == 2, (1...newest).contains(minor) else {
            throw SandboxFault(
                status: 406,
                type: "notAcceptable",
                message: "Version \(text) is not supported by the API. Minimum is 2.1 and maximum is 2.\(newest)."
            )
        }
        self.minor = minor
    }

    /// What an answer says of its version.
    var headers: [(String, String)] {
        [
            ("OpenStack-API-Version", "compute 2.\(minor)"), ("X-OpenStack-Nova-API-Version", "2.\(minor)"),
            ("Vary", "OpenStack-API-Version, X-OpenStack-Nova-API-Version"),
        ]
    }
}

extension SandboxFault {
    /// 400 in Nova's words.
    static func novaBadRequest(_ message: String) -> SandboxFault {
        SandboxFault(status: 400, type: "badRequest", message: message)
    }

    /// 409 for something that a server's state forbids.
    static func novaConflict(_ message: String) -> SandboxFault {
        SandboxFault(status: 409, type: "conflictingRequest", message: message)
    }
}
