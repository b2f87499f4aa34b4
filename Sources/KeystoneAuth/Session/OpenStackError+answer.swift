import CurlTransport

extension OpenStackError {
    /// What an answer that is no success means.
    init(_ response: HTTPResponse, to call: Call) {
        let fault = FaultText(response.body)
        let code = Self.code(response.status, fault, isRepeatable: call.isRepeatable)
        self.init(
            code,
            Self.sentence(code, status: response.status, service: call.subject, fault: fault),
            fault: fault.message.isEmpty ? nil : fault.message,
            status: response.status,
            call: call.name,
            requestID: response.requestID
        )
        // A proxy may quote the request's headers.
        self = without([call.request.headers["X-Auth-Token"].map { Secret($0) }].compactMap(\.self))
    }

    private static func code(_ status: Int, _ fault: FaultText, isRepeatable: Bool) -> Code {
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
        case 502 where !isRepeatable, 504 where !isRepeatable: .outcomeUnknown
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

    /// Neutron: IpAddressGenerationFailure (409) for a subnet or network, ExternalIpAddressExhausted (400) for floating IPs.
    private static func speaksOfAddresses(_ fault: FaultText) -> Bool {
        fault.type == "IpAddressGenerationFailure" || fault.type == "ExternalIpAddressExhausted"
    }

    private static func sentence(_ code: Code, status: Int, service: String, fault: FaultText) -> String {
        let words = fault.message.hasSuffix(".") ? String(fault.message.dropLast()) : fault.message
        let said = words.isEmpty ? "HTTP \(status)" : "\"\(words)\""
        return switch code {
        case .conflict where speaksOfAddresses(fault), .badRequest where speaksOfAddresses(fault):
            "No address is left: \(said). Free one, or choose another network or subnet."
        case .unauthorized:
            "\(service) refuses a token that Keystone has just issued (\(said)): check that service's Keystone settings."
        case .forbidden: "The credentials may not do this: \(said). Check the user's roles in the project."
        case .quotaExceeded: "A quota of the project is used up: \(said). Free some of it or have it raised."
        case .notFound: "\(service) has no such object: \(said)."
        case .immutable: "The load balancer is still being changed: \(said)."
        case .conflict: "Another object is in the way: \(said). Remove it, or ask for something else."
        case .badRequest:
            "\(service) does not accept the request: \(said). Check what is asked for: cloud.conf and the annotations."
        case .throttled: "\(service) asks for fewer requests: \(said). Try again later."
        case .server: "\(service) failed: \(said). Try again later; its logs tell more."
        case .outcomeUnknown: "A gateway lost the answer (\(said)) of \(service): look whether the change was made."
        case .invalidResponse: "\(service) gave an answer that its API does not have: \(said)."
        case .unreachable, .noEndpoint, .configuration, .cancelled, .withheld: said
        }
    }
}

extension OpenStackError {
    /// What a call without an answer means. The transport's message says what to do.
    init(_ error: TransportError, to call: Call, attempts: Int) {
        let tries = attempts > 1 ? " after \(attempts) attempts" : ""
        switch error.code {
        case .resolve, .connect, .tls:
            self.init(.unreachable, "\(call.subject) can't be reached\(tries): \(error.message)", call: call.name)
        case .timeout where call.isRepeatable, .aborted where call.isRepeatable,
            .outcomeUnknown where call.isRepeatable:
            self.init(.unreachable, "\(call.subject) did not answer\(tries): \(error.message)", call: call.name)
        case .timeout, .aborted, .outcomeUnknown:
            let message = "\(call.subject) did not confirm a change that it may have made: \(error.message)"
            self.init(.outcomeUnknown, message, call: call.name)
        case .tooLarge, .invalid:
            self.init(.invalidResponse, "\(call.subject) can't be understood: \(error.message)", call: call.name)
        case .cancelled:
            self.init(.cancelled, error.message, call: call.name)
        }
    }
}
