/// Addresses of services: made from parts, and taken apart for messages.
enum ServiceURL {
    /// `base`, then a path whose segments are escaped already, then the query's items, escaped here.
    static func url(_ base: String, _ path: String, query: [(name: String, value: String)]) -> String {
        guard !query.isEmpty else { return base + path }
        return base + path + "?" + query.map { "\(escape($0.name))=\(escape($0.value))" }.joined(separator: "&")
    }

    /// Percent-encodes all but RFC 3986's unreserved characters.
    static func escape(_ text: String) -> String {
        var escaped = ""
        for byte in text.utf8 {
            if isUnreserved(byte) {
                escaped.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let hex = String(byte, radix: 16, uppercase: true)
                escaped += hex.utf8.count == 1 ? "%0\(hex)" : "%\(hex)"
            }
        }
        return escaped
    }

    /// The path of an absolute URL, without query: what may stand in messages.
    static func path(of url: String) -> String {
        let elements = url.prefix { $0 != "?" && $0 != "#" }.split(separator: "/", omittingEmptySubsequences: false)
        return "/" + elements.dropFirst(3).joined(separator: "/")
    }

    /// The path with `{id}` for each UUID, so that calls of one kind count as one.
    static func template(of url: String) -> String {
        let segments = path(of: url).split(separator: "/", omittingEmptySubsequences: false)
        return segments.map { isID($0) ? "{id}" : String($0) }.joined(separator: "/")
    }

    /// A UUID, with hyphens (most services) or without (Keystone's projects).
    private static func isID(_ segment: Substring) -> Bool {
        let digits = segment.utf8.filter { $0 != UInt8(ascii: "-") }
        return digits.count == 32 && digits.allSatisfy(isHexDigit)
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
        default: false
        }
    }
}
