import CurlTransport

/// One call, ready to be sent as often as it takes.
struct APICall: Sendable {
    var method: HTTPMethod
    /// The path below the server's URL.
    var path: String
    /// Names and values, not yet escaped, in the order in which they are sent.
    var query: [(name: String, value: String)] = []
    var body: [UInt8]?
    var contentType = "application/json"
    /// What is asked for, for counting: `services`.
    var resource: String
    /// What is asked, for counting: `list`, `watch`, `patch`.
    var verb: String
    /// How long an exchange may take; `nil` is the client's.
    var timeout: Duration?

    /// Whether the answer's body has no end: neither the rate nor the time of such a call is limited.
    var isWatch: Bool { verb == "watch" }

    /// `GET /api/v1/nodes`.
    var name: String { "\(method.rawValue) \(path)" }

    /// Path and query, escaped.
    var target: String {
        guard !query.isEmpty else { return path }
        let pairs = query.map { "\(URLText.escape($0.name))=\(URLText.escape($0.value))" }
        return "\(path)?\(pairs.joined(separator: "&"))"
    }
}

/// Escapes texts for URLs (RFC 3986 §2.3: everything but unreserved characters).
enum URLText {
    /// A segment of a path, or a name or value in a query.
    static func escape(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            if isUnreserved(byte) {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                result += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return result
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-._~".utf8.contains(byte)
        }
    }
}
