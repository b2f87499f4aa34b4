/// One HTTP request as it arrived, before any service has looked at it.
struct IncomingRequest: Sendable {
    /// The method in capitals.
    var method: String
    /// The percent-decoded path, with the service's prefix: `/identity/v3/auth/tokens`.
    var path: String
    /// The query's items, percent-decoded.
    var query: [(name: String, value: String)]
    /// The headers in the order sent.
    var headers: [(String, String)]
    /// The body, empty when none was sent.
    var body: [UInt8]

    /// Splits and decodes the request line's target.
    init(method: String, target: String, headers: [(String, String)] = [], body: [UInt8] = []) {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        self.method = method
        self.path = PercentEncoding.decode(parts[0])
        self.query = parts.count == 2 ? Self.queryItems(parts[1]) : []
        self.headers = headers
        self.body = body
    }

    /// The first value of a header; names compare without case.
    func header(_ name: String) -> String? {
        let wanted = name.lowercased()
        return headers.first { $0.0.lowercased() == wanted }?.1
    }

    private static func queryItems(_ text: Substring) -> [(name: String, value: String)] {
        text.split(separator: "&").map { item in
            let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (
                PercentEncoding.decodeForm(parts[0]),
                parts.count == 2 ? PercentEncoding.decodeForm(parts[1]) : ""
            )
        }
    }
}
