extension HTTPRequest {
    /// Header fields that frame the message; only the transport knows them.
    private static let framing: Set<String> = ["content-length", "transfer-encoding", "expect", "connection"]

    /// Why the request can't be sent as it is, or `nil`. Guards against header injection.
    var problem: String? {
        guard url.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
            return "the URL has a space or control character"
        }
        guard let scheme = url.firstRange(of: "://").map({ url[..<$0.lowerBound].lowercased() }),
            scheme == "http" || scheme == "https"
        else { return "the URL must begin with http:// or https://" }
        if method.isSafe && body != nil { return "a \(method.rawValue) request takes no body" }
        return headers.fields.lazy.compactMap(\.problem).first
    }

    fileprivate static func isFraming(_ name: String) -> Bool { framing.contains(name.lowercased()) }
}

extension HTTPHeaders.Field {
    fileprivate var problem: String? {
        guard !name.isEmpty, name.utf8.allSatisfy(\.isTokenByte) else { return "a header field's name is not valid" }
        guard !HTTPRequest.isFraming(name) else { return "the header field \(name) is the transport's own" }
        guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
            return "the value of the header field \(name) has a control character"
        }
        return nil
    }
}

extension UInt8 {
    /// A `tchar` of RFC 9110 §5.6.2.
    fileprivate var isTokenByte: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(self)
        }
    }
}
