/// Why an OpenStack call did not succeed.
public struct OpenStackError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of failure it was. Raw values are safe as metric labels.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// The credentials were refused (401 after one renewal).
        case unauthorized
        /// The credentials are valid but may not do this (403 that is no quota).
        case forbidden
        /// A quota is used up (Octavia 403, Neutron 409 "Quota exceeded").
        case quotaExceeded
        /// There is no such object (404).
        case notFound
        /// The object is immutable while a change is settling (Octavia 409).
        case immutable
        /// Another object is in the way (409).
        case conflict
        /// The request is not valid (400, 413, 422, other 4xx) or nothing that this cloud can do (501).
        case badRequest
        /// The service asks for fewer requests (429), after the retries that are allowed.
        case throttled
        /// The service failed (5xx), after the retries that are allowed.
        case server
        /// No answer: nothing was sent or the method is safe.
        case unreachable
        /// A mutation was sent and its answer was lost (also 502 and 504): observe, never replay.
        case outcomeUnknown
        /// The answer is not what the API promises.
        case invalidResponse
        /// The catalog has no such service, or none in this region and interface.
        case noEndpoint
        /// The credentials or the configuration can't be used as they are.
        case configuration
        /// The task was cancelled.
        case cancelled
        /// A change was not sent, because the ``MutationGate`` is shut.
        case withheld
    }

    /// The kind of failure.
    public var code: Code
    /// One sentence that says what happened and what to do, with the service's own fault text where there is one.
    public var message: String
    /// The service's own fault text, as it came.
    public var fault: String?
    /// The HTTP status, if there was an answer.
    public var status: Int?
    /// Method and path of the call, without credentials and query: `POST /v2.0/lbaas/loadbalancers`.
    public var call: String?
    /// `x-openstack-request-id` of the answer.
    public var requestID: String?
    /// After how long the service wants to be asked again (`Retry-After`).
    public var retryAfter: Duration?

    /// Creates an error.
    public init(
        _ code: Code,
        _ message: String,
        fault: String? = nil,
        status: Int? = nil,
        call: String? = nil,
        requestID: String? = nil
    ) {
        self.code = code
        self.message = message
        self.fault = fault
        self.status = status
        self.call = call
        self.requestID = requestID
    }

    /// The message, then the call and the request id in brackets.
    public var description: String {
        let details = [call, status.map { "HTTP \($0)" }, requestID].compactMap(\.self)
        return details.isEmpty ? message : "\(message) [\(details.joined(separator: ", "))]"
    }
}
