/// What the API server says when it does not do as asked (meta/v1 Status).
public struct APIStatus: Sendable, Hashable, Decodable {
    /// What else it says (meta/v1 StatusDetails).
    public struct Details: Sendable, Hashable, Decodable {
        /// The object's name.
        public var name: String?
        /// The API group.
        public var group: String?
        /// The kind of object.
        public var kind: String?
        /// What is wrong, field by field.
        public var causes: [Cause]?
        /// After how many seconds the request may be sent again.
        public var retryAfterSeconds: Int?
    }

    /// One thing that is wrong (meta/v1 StatusCause).
    public struct Cause: Sendable, Hashable, Decodable {
        /// What is wrong, as one word.
        public var reason: String?
        /// What is wrong, as a sentence.
        public var message: String?
        /// Where: `spec.ports[0].port`.
        public var field: String?
    }

    /// Why, as one word.
    public var reason: StatusReason
    /// The HTTP status.
    public var code: Int
    /// Why, as a sentence.
    public var message: String
    /// What else there is to say.
    public var details: Details?

    /// Creates a status.
    public init(code: Int, reason: StatusReason, message: String, details: Details? = nil) {
        self.code = code
        self.reason = reason
        self.message = message
        self.details = details
    }

    private enum CodingKeys: CodingKey {
        case code, reason, message, details
    }

    /// Reads a status; what is absent or null is empty.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        code = try container.decode(.code, or: 0)
        reason = try container.decode(.reason, or: .unknown)
        message = try container.decode(.message, or: "")
        details = try container.decodeIfPresent(Details.self, forKey: .details)
    }

    /// Whether the version that was asked for is no longer, or not yet, there, and a fresh list is needed.
    public var asksForFreshList: Bool {
        reason == .expired || reason == .gone || code == 410
            || reason == .timeout && details?.causes?.contains { $0.reason == "ResourceVersionTooLarge" } == true
    }
}

/// Why the API server does not do as asked (meta/v1 StatusReason).
public struct StatusReason: OpenValue {
    /// No reason is given.
    public static let unknown = StatusReason(rawValue: "")
    /// The request makes no sense.
    public static let badRequest = StatusReason(rawValue: "BadRequest")
    /// Who asks is not known.
    public static let unauthorized = StatusReason(rawValue: "Unauthorized")
    /// Who asks may not do this.
    public static let forbidden = StatusReason(rawValue: "Forbidden")
    /// There is no such object, or no such kind of object.
    public static let notFound = StatusReason(rawValue: "NotFound")
    /// The resource knows no such method.
    public static let methodNotAllowed = StatusReason(rawValue: "MethodNotAllowed")
    /// The answer can't be given in a form that is accepted.
    public static let notAcceptable = StatusReason(rawValue: "NotAcceptable")
    /// There is such an object already.
    public static let alreadyExists = StatusReason(rawValue: "AlreadyExists")
    /// The object changed meanwhile.
    public static let conflict = StatusReason(rawValue: "Conflict")
    /// What is asked for is no longer there.
    public static let gone = StatusReason(rawValue: "Gone")
    /// The version or page that is asked for is no longer there.
    public static let expired = StatusReason(rawValue: "Expired")
    /// The body's type is not understood.
    public static let unsupportedMediaType = StatusReason(rawValue: "UnsupportedMediaType")
    /// The object is not valid.
    public static let invalid = StatusReason(rawValue: "Invalid")
    /// Too many requests.
    public static let tooManyRequests = StatusReason(rawValue: "TooManyRequests")
    /// The server failed.
    public static let internalError = StatusReason(rawValue: "InternalError")
    /// The server can't answer now.
    public static let serviceUnavailable = StatusReason(rawValue: "ServiceUnavailable")
    /// The server did not get it done in time.
    public static let timeout = StatusReason(rawValue: "Timeout")
    /// All reasons that this version acts on.
    public static let known = [
        badRequest, unauthorized, forbidden, notFound, methodNotAllowed, notAcceptable, alreadyExists, conflict, gone,
        expired, unsupportedMediaType, invalid, tooManyRequests, internalError, serviceUnavailable, timeout,
    ]

    /// The value as Kubernetes writes it.
    public let rawValue: String

    /// Creates a value, known or not.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The reason of an answer that does not say it (client-go `NewGenericServerResponse`).
    public init(httpStatus: Int, isCreation: Bool) {
        self =
            switch httpStatus {
            case 400: .badRequest
            case 401: .unauthorized
            case 403: .forbidden
            case 404: .notFound
            case 405: .methodNotAllowed
            case 406: .notAcceptable
            case 409: isCreation ? .alreadyExists : .conflict
            case 410: .gone
            case 415: .unsupportedMediaType
            case 422: .invalid
            case 429: .tooManyRequests
            case 503: .serviceUnavailable
            case 504: .timeout
            case 500...: .internalError
            default: .unknown
            }
    }
}
