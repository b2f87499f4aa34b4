/// Neutron's error bodies and the texts that several resources share.
extension SandboxFault {
    /// 400 with webob's type.
    static func badRequest(_ message: String) -> SandboxFault {
        SandboxFault(status: 400, type: "HTTPBadRequest", message: message)
    }

    /// 400 about one kind of resource.
    static func bad(_ resource: String, _ message: String) -> SandboxFault {
        SandboxFault(status: 400, type: "BadRequest", message: "Bad \(resource) request: \(message).")
    }

    /// 400 about a value inside an attribute.
    static func invalidInput(_ problem: String) -> SandboxFault {
        SandboxFault(status: 400, type: "InvalidInput", message: "Invalid input for operation: \(problem).")
    }

    /// 403 by policy.
    static func forbidden(_ rule: String) -> SandboxFault {
        SandboxFault(status: 403, type: "PolicyNotAuthorized", message: "\(rule) is disallowed by policy")
    }

    /// 409 when a network has no address left.
    static func exhausted(network: String) -> SandboxFault {
        SandboxFault(
            status: 409,
            type: "IpAddressGenerationFailure",
            message: "No more IP addresses available on network \(network)."
        )
    }

    /// 409 when a project has as many as it may.
    static func overQuota(_ resource: String) -> SandboxFault {
        SandboxFault(status: 409, type: "OverQuota", message: "Quota exceeded for resources: ['\(resource)'].")
    }

    /// The answer in Neutron's format.
    var neutronResponse: SandboxResponse {
        let error: JSONValue = ["type": .string(type), "message": .string(message), "detail": ""]
        return SandboxResponse(status: status, json: ["NeutronError": error])
    }
}
