/// One call that a client made.
public struct RecordedCall: Sendable, Hashable {
    /// The method in capitals.
    public let method: String
    /// The path with its service's prefix, ids as sent.
    public let path: String
    /// The query as names and values, in the order sent: `limit=3`.
    public let query: [String]
    /// The request's JSON body; `nil` without one, and for Keystone, whose bodies carry passwords.
    public let body: JSONValue?
    /// The user whose token it carried; `nil` without a valid one.
    public let userID: String?
    /// The answer's status; 0 when the connection was closed before the call was applied.
    public internal(set) var status = 0
    /// The answer's request id.
    public let requestID: String

    /// The method and the path with ids or names replaced: `GET /load-balancer/v2.0/lbaas/pools/{id}/members`.
    public let template: String

    /// Notes a request; without a template, UUIDs of its path are replaced.
    init(_ request: IncomingRequest, userID: String?, requestID: String, template: String? = nil) {
        method = request.method
        path = request.path
        query = request.query.map { "\($0.name)=\($0.value)" }
        body = request.path.hasPrefix("/identity") ? nil : try? JSONValue(parsing: request.body)
        self.userID = userID
        self.requestID = requestID
        self.template = template ?? Self.template(of: request)
    }

    private static func template(of request: IncomingRequest) -> String {
        let segments = request.path.split(separator: "/", omittingEmptySubsequences: false)
        let named = segments.map { Identifiers.isUUID(String($0)) ? "{id}" : $0 }
        return request.method + " " + named.joined(separator: "/")
    }

    /// Whether the call can change something: everything but reads and tokens.
    public var isWrite: Bool { method != "GET" && method != "HEAD" && !path.hasPrefix("/identity") }
}
