/// What is answered to a request.
public struct Answer: Sendable, Hashable {
    /// The HTTP status.
    public var status: Int
    /// The media type of the body.
    public var contentType: String
    /// The body.
    public var body: [UInt8]
    /// Which methods are allowed, when another was used.
    var allow: String?

    /// Creates an answer.
    public init(status: Int = 200, contentType: String, body: [UInt8]) {
        self.status = status
        self.contentType = contentType
        self.body = body
    }

    static func text(_ text: String, status: Int = 200) -> Answer {
        Answer(status: status, contentType: "text/plain; charset=utf-8", body: Array(text.utf8))
    }

    // The texts below are those of Go's net/http and k8s.io/apiserver, byte for byte.

    static let notFound = Answer.text("404 page not found\n", status: 404)

    static let methodNotAllowed: Answer = {
        var answer = Answer.text("Method Not Allowed\n", status: 405)
        answer.allow = "GET, HEAD"
        return answer
    }()

    static let unauthorized = failure(401, "Unauthorized", "Unauthorized")

    static func forbidden(user: String, verb: String, path: String, reason: String) -> Answer {
        let message = "forbidden: User \(quoted(user)) cannot \(verb) path \(quoted(path))"
        return failure(403, "Forbidden", reason.isEmpty ? message : "\(message): \(reason)", details: true)
    }

    static func internalError(path: String, reason: String) -> Answer {
        text("Internal Server Error: \(quoted(path)): \(reason)\n", status: 500)
    }

    /// A `Status` (Kubernetes API conventions, "Response Status Kind").
    private static func failure(_ code: Int, _ reason: String, _ message: String, details: Bool = false) -> Answer {
        let text =
            #"{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":\#(quoted(message)),"#
            + #""reason":"\#(reason)",\#(details ? #""details":{},"# : "")"code":\#(code)}"#
        return Answer(status: code, contentType: "application/json", body: Array((text + "\n").utf8))
    }

    /// A JSON string (RFC 8259 §7), which Go's %q is for all that can be printed.
    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case "\n": result += "\\n"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
