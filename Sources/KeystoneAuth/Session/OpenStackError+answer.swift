import CurlTransport

extension OpenStackError {
    /// What an answer that is no success means.
    /// - Parameters:
    ///   - service: The service's type, for the message.
    ///   - call: Method and path.
    ///   - isSafe: Whether the method changes nothing.
    init(_ response: HTTPResponse, from service: String, call: String, isSafe: Bool) {
        let fault = FaultText(response.body)
        let code = Self.code(response.status, fault, isSafe: isSafe)
        self.init(
            code,
            Self.sentence(code, status: response.status, service: service, fault: fault.message),
            fault: fault.message.isEmpty ? nil : fault.message,
            status: response.status,
            call: call,
            requestID: response.requestID
        )
    }

    private static func code(_ status: Int, _ fault: FaultText, isSafe: Bool) -> Code {
        switch status {
        case 401: .unauthorized
        case 403: speaksOfQuota(fault) ? .quotaExceeded : .forbidden
        case 404: .notFound
        case 409 where speaksOfQuota(fault): .quotaExceeded
        case 409: speaksOfImmutability(fault) ? .immutable : .conflict
        case 413 where speaksOfQuota(fault): .quotaExceeded
        case 429: .throttled
        // 501: the provider or the deployment can't do what was asked (Octavia's UnsupportedOptionError).
        case 400..<500, 501: .badRequest
        // A gateway has lost the answer of a change that may have been made.
        case 502 where !isSafe, 504 where !isSafe: .outcomeUnknown
        case 500..<600: .server
        default: .invalidResponse
        }
    }

    /// Octavia: "Quota has been met for resources: …"; Neutron: OverQuota, "Quota exceeded for resources: …".
    private static func speaksOfQuota(_ fault: FaultText) -> Bool {
        let text = fault.message.lowercased()
        return fault.type == "OverQuota" || text.contains("quota has been met") || text.contains("quota exceeded")
    }

    /// Octavia's two wordings: "… is immutable and cannot be updated", "Invalid state PENDING_UPDATE of …".
    private static func speaksOfImmutability(_ fault: FaultText) -> Bool {
        let text = fault.message.lowercased()
        return text.contains("is immutable") || text.contains("invalid state pending")
    }

    private static func sentence(_ code: Code, status: Int, service: String, fault: String) -> String {
        let said = fault.isEmpty ? "HTTP \(status)" : "\"\(fault)\""
        return switch code {
        case .unauthorized:
            "The \(service) service refuses a token that Keystone has just issued (\(said)): check that service's Keystone settings."
        case .forbidden: "The credentials may not do this: \(said). Check the user's roles in the project."
        case .quotaExceeded: "A quota of the project is used up: \(said). Free some of it or have it raised."
        case .notFound: "The \(service) service has no such object: \(said)."
        case .immutable: "The load balancer is still being changed: \(said)."
        case .conflict: "Another object is in the way: \(said)."
        case .badRequest: "The \(service) service does not accept the request: \(said)."
        case .throttled: "The \(service) service asks for fewer requests: \(said). Try again later."
        case .server: "The \(service) service failed: \(said). Its logs tell more."
        case .outcomeUnknown:
            "A gateway lost the \(service) service's answer (\(said)); whether the change was made must be looked up."
        case .invalidResponse: "The \(service) service gave an answer that its API doesn't have: \(said)."
        case .unreachable, .noEndpoint, .configuration, .cancelled: said
        }
    }
}

extension OpenStackError {
    /// What a call without an answer means.
    init(_ error: TransportError, call: Call, attempts: Int) {
        let tries = attempts > 1 ? " (after \(attempts) attempts)" : ""
        let code: Code
        let remedy: String
        switch error.code {
        case .resolve, .connect:
            code = .unreachable
            remedy = "Check the address, and that this machine may connect to it."
        case .tls:
            code = .unreachable
            remedy = "Check ca-file, cert-file and key-file in [Global]."
        case .timeout, .aborted, .outcomeUnknown:
            code = call.isRepeatable ? .unreachable : .outcomeUnknown
            remedy = call.isRepeatable ? "Try again later." : "Whether the change was made must be looked up."
        case .cancelled:
            self = .cancelled
            self.call = call.name
            return
        case .tooLarge, .invalid:
            code = .invalidResponse
            remedy = "Check that the address is the \(call.service) service's."
        }
        let sentence = error.message.hasSuffix(".") ? String(error.message.dropLast()) : error.message
        self.init(code, "The \(call.service) service can't be used: \(sentence)\(tries). \(remedy)", call: call.name)
    }
}
