/// An HTTP method that OpenStack or Kubernetes uses.
public enum HTTPMethod: String, Sendable, Hashable, CaseIterable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"

    /// Whether a request may be sent again without changing more than one sending would (RFC 9110 §9.2.1: safe methods).
    public var isSafe: Bool { self == .get || self == .head }
}

/// One HTTP request.
public struct HTTPRequest: Sendable {
    /// The method.
    public var method: HTTPMethod
    /// The absolute URL; only `http` and `https` are accepted.
    public var url: String
    /// The headers, in the order in which they are sent.
    public var headers: HTTPHeaders
    /// The body; `nil` sends none.
    public var body: [UInt8]?
    /// How long the whole exchange may take, body included. `nil` means no limit (watches).
    public var timeout: Duration?
    /// The largest response body that `send` collects, in bytes; a larger one is a `.tooLarge` error.
    public var responseLimit: Int

    /// Creates a request.
    public init(
        _ method: HTTPMethod,
        _ url: String,
        headers: HTTPHeaders = [:],
        body: [UInt8]? = nil,
        timeout: Duration? = .seconds(60),
        responseLimit: Int = 64 << 20
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
        self.responseLimit = responseLimit
    }
}
