/// The answer of a service to one request.
struct SandboxResponse: Sendable {
    /// The HTTP status.
    var status: Int
    /// The headers; the server adds `Content-Length` and the request id.
    var headers: [(String, String)]
    /// The body, possibly empty.
    var body: [UInt8]

    /// Creates an answer.
    init(status: Int, headers: [(String, String)] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// Creates an answer with a JSON body.
    init(status: Int, json: JSONValue, headers: [(String, String)] = []) {
        self.init(status: status, headers: [("Content-Type", "application/json")] + headers, body: json.serialised())
    }

    /// The body as JSON, or `nil` where it is none.
    var json: JSONValue? { try? JSONValue(parsing: body) }
}
