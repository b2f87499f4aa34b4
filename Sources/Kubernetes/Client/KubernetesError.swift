public import CurlTransport

/// Why a call to the Kubernetes API did not succeed.
public struct KubernetesError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of failure it was. Raw values are safe as metric labels.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// The credentials were refused (401), also after they were renewed.
        case unauthorized
        /// The credentials are valid but may not do this (403).
        case forbidden
        /// There is no such object (404).
        case notFound = "not_found"
        /// There is such an object already (409 on creation).
        case alreadyExists = "already_exists"
        /// The object changed meanwhile (409).
        case conflict
        /// The version or page is no longer there (410): list afresh.
        case expired
        /// The request is not valid (400, 422, other 4xx).
        case invalid
        /// Too many requests (429), after the retries that are allowed.
        case throttled
        /// The server failed (5xx), after the retries that are allowed.
        case server
        /// No answer: nothing was sent, or the method is safe.
        case unreachable
        /// A change was sent and its answer was lost: look before doing it again.
        case outcomeUnknown = "outcome_unknown"
        /// The answer is not what the API promises.
        case invalidResponse = "invalid_response"
        /// The credentials or the configuration can't be used as they are.
        case configuration
        /// The task was cancelled.
        case cancelled
    }

    /// The kind of failure.
    public var code: Code
    /// One sentence that says what happened and what to do.
    public var message: String
    /// What the API server said, or what its HTTP status means.
    public var status: APIStatus?
    /// Why there was no answer.
    public var failure: TransportError.Code?
    /// Method and path of the call, without query: `PATCH /api/v1/namespaces/shop/services/web/status`.
    public var call: String?
    /// `Audit-Id` of the answer, by which the API server's audit log can be searched.
    public var auditID: String?

    /// Creates an error.
    public init(
        _ code: Code,
        _ message: String,
        status: APIStatus? = nil,
        failure: TransportError.Code? = nil,
        call: String? = nil,
        auditID: String? = nil
    ) {
        self.code = code
        self.message = message
        self.status = status
        self.failure = failure
        self.call = call
        self.auditID = auditID
    }

    /// The message, then the call and the audit id in brackets.
    public var description: String {
        let details = [call, status.map { "HTTP \($0.code)" }, auditID].compactMap(\.self)
        return details.isEmpty ? message : "\(message) [\(details.joined(separator: ", "))]"
    }

    /// The task that asked was cancelled.
    static let cancelled = KubernetesError(.cancelled, "The call was cancelled.")
}

extension KubernetesError {
    /// What an answer that is no success means.
    init(_ answer: HTTPResponse, to call: APICall) {
        let status = APIStatus(answer, to: call)
        self.init(
            Code(status),
            "The API server refused: \(status.message)",
            status: status,
            call: call.name,
            auditID: answer.headers["Audit-Id"]
        )
    }

    /// Why there is no answer.
    init(_ error: TransportError, to call: APICall) {
        let code: Code =
            switch error.code {
            case .outcomeUnknown: .outcomeUnknown
            case .cancelled: .cancelled
            case .invalid, .tooLarge: .invalidResponse
            case .resolve, .connect, .tls, .timeout, .aborted: .unreachable
            }
        self.init(code, "The API server gave no answer: \(error.message)", failure: error.code, call: call.name)
    }

    /// An answer that is not what the API promises.
    init(unreadable problem: String, _ call: APICall) {
        self.init(.invalidResponse, "The API server's answer can't be read: \(problem)", call: call.name)
    }
}

extension KubernetesError.Code {
    /// By reason; what has none that is known, by code. 429 is too many requests whatever else it says.
    init(_ status: APIStatus) {
        let isKnown = StatusReason.known.contains(status.reason)
        let reason = isKnown ? status.reason : StatusReason(httpStatus: status.code, isCreation: false)
        self =
            switch reason {
            case _ where status.code == 429: .throttled
            case .tooManyRequests: .throttled
            case .unauthorized: .unauthorized
            case .forbidden: .forbidden
            case .notFound: .notFound
            case .alreadyExists: .alreadyExists
            case .conflict: .conflict
            case .gone, .expired: .expired
            case .internalError, .serviceUnavailable, .timeout: .server
            default: status.code >= 500 ? .server : .invalid
            }
    }
}

extension APIStatus {
    /// The Status in a body, or what the HTTP status alone means.
    init(_ answer: HTTPResponse, to call: APICall) {
        let body = try? JSON.decode(APIStatus.self, from: answer.body)
        let meaning = StatusReason(httpStatus: answer.status, isCreation: call.method == .post)
        self.init(
            code: answer.status,
            reason: body.map(\.reason).flatMap { $0 == .unknown ? nil : $0 } ?? meaning,
            message: body.map(\.message).flatMap { $0.isEmpty ? nil : $0 }
                ?? "HTTP \(answer.status) without an explanation",
            details: body?.details
        )
    }
}
